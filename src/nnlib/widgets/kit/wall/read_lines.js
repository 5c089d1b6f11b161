/** The links and results in what a class has written: a chat, a table, an e-mail; any text. Nothing in it is lost. */

import { codeOf } from "../page/result.js";

const LONGEST_NAME = 40;
const LONGEST_BEFORE = 300;
const MOST_WORDS = 5; // of a line above a link that is taken for the name of who sent it

const LINK = /(?:(?:https?|file):\/\/|[\w./%~-]{0,200}(?:\.html#|#(?=[\w-]+\?)))[^\s<>"|`]+/gi;
const AFTER_LINK = /[.,;:!?'")\]}»”’*_]+$/;
const WRAPPED = /[?&](?:url|q)=(https?%3A[^&]+)/i; // the link in one that a mail program put around it
const FRAGMENT = /^([^#]*)#([a-z][a-z0-9-]*)(\?.*)?$/s;
const RESULT = /Solved (?:by hand, in (\d{1,6}) moves?|as it was opened, not by hand)\. Code ([0-9A-Z]{6})\./;
const CLAIM = /\bSolved\b.*\bCode\b/;
const HOUR = /\b\d{1,2}:\d{2}\b/;

const STAMPS = [
  /^[\s[\](){}<>*•"'“”>,–—-]+/,
  /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b,?/,
  /^\d{1,2}:\d{2}(:\d{2})?(\s?[ap]\.?m\b\.?)?[\]),:]*/i,
  /^\d{1,3}[.)](?=\s)/,
  /^from\s+(?=.*\bto\s+everyone\b)/i,
];
const AFTER_NAME =
  /\s*[:;|]\s*|,\s*|\s+[-–—]+\s+|[\s,([—–-]*(?:(?:to\s+everyone|today at|yesterday at)\b|\d{1,2}:\d{2}).*/i;
const AROUND_NAME = /^[\s"'“”<>()[\]*_~-]+|[\s"'“”<>()[\]*_~-]+$/g;

/** The name at the beginning of a text, without the hour, number or mark before it; "" if there is none. */
export function nameIn(text) {
  let rest = text.slice(0, LONGEST_BEFORE);
  for (let before = ""; before !== rest; ) {
    before = rest;
    for (const stamp of STAMPS) rest = rest.replace(stamp, "");
  }
  const [cell, ...others] = rest.split("\t");
  const name = (others.length ? cell : rest.split(AFTER_NAME)[0]).replaceAll(AROUND_NAME, "").replaceAll(/\s+/g, " ");
  return name.length <= LONGEST_NAME && /\p{L}|\p{N}/u.test(name) ? name : "";
}

/** The name where a line that holds no link is but a name, as chats write it above what somebody says, or a result. */
function nameAbove(text) {
  const name = nameIn(text);
  const isSentence = name.split(" ").length > MOST_WORDS || /[.?!]$/.test(text.trim());
  return isSentence && !CLAIM.test(text) ? "" : name;
}

/** @returns {{ page: string, widget: string, hash: string } | null} what a link means; page "" where it names none */
function readTarget(link) {
  const [, address, widget, query = ""] = FRAGMENT.exec(link) ?? [];
  if (widget === undefined) return null;
  const file = address.split("?")[0].split("/").pop();
  const page = address === "" ? "" : file.replace(/\.html$/, "") || "index";
  return { page, widget, hash: `#${widget}${query}` };
}

function unwrapped(link) {
  const [, inner] = WRAPPED.exec(link) ?? [];
  try {
    return inner ? decodeURIComponent(inner) : link.replaceAll("&amp;", "&");
  } catch {
    return link;
  }
}

/** What a result claims, and whether its code belongs to the state of the link. */
function readResult(text, hash) {
  const [words, moves = "0", code] = RESULT.exec(text) ?? [];
  if (!code) return CLAIM.test(text) ? { words: text.trim(), moves: 0, fits: false } : null;
  return { words, moves: Number(moves), fits: code === codeOf(`${Number(moves)} ${hash}`) };
}

/**
 * @typedef {object} Entry
 * @property {number} line      from 1
 * @property {string} name      of who sent it, or ""
 * @property {string} link      as it was written
 * @property {string} page      of the book, or "" where the link names none
 * @property {string} widget    its name in links
 * @property {string} hash      the link's fragment
 * @property {{ words: string, moves: number, fits: boolean } | null} result
 *
 * @typedef {{ line: number, text: string, why: string }} Problem  what cannot be used, and why not
 */

/** @returns {{ entries: Entry[], problems: Problem[] }} */
export function readLines(text) {
  const entries = [];
  const problems = [];
  let above = null; // the last line without a link, as long as no link has followed it
  const drop = () => {
    if (above && CLAIM.test(above.text)) problems.push({ ...above, why: "a result without its link" });
    above = null;
  };
  text.split(/\r\n|[\n\r\u2028]/).forEach((whole, i) => {
    const line = i + 1;
    const found = [...whole.matchAll(LINK)];
    if (found.length === 0) {
      if (whole.trim() === "") return;
      drop();
      above = { line, text: whole };
      return;
    }
    const before = whole.slice(0, found[0].index);
    const said = CLAIM.test(before) || !above ? before : `${above.text} ${before}`;
    const told = before.replace(RESULT, "");
    const after = found.length === 1 ? whole.slice(found[0].index + found[0][0].length) : "";
    const sender = above ? nameAbove(above.text) : "";
    const isBelowSender = above && HOUR.test(above.text) && !HOUR.test(before);
    const name = (isBelowSender && sender) || nameIn(told) || (after.startsWith("\t") && nameIn(after)) || sender;
    let isUsed = false;
    for (const [raw] of found) {
      const link = unwrapped(raw.replace(AFTER_LINK, ""));
      const target = readTarget(link);
      if (target) {
        entries.push({ line, name, link, ...target, result: readResult(said, target.hash) });
        isUsed = true;
      } else problems.push({ line, text: whole, why: "no link to a widget" });
    }
    if (isUsed) above = null;
    drop();
  });
  drop();
  return { entries, problems };
}

/** A line that is read again as it was. */
export function writeLine({ name, link, result }) {
  return [...(name ? [`${name}\t`] : []), ...(result ? [`${result.words} `] : []), link].join("");
}
