/** The page *Wall*: what a class has made, put beside each other from any text with its links and results in it. */

import { button } from "../controls/controls.js";
import { html, set } from "../page/dom.js";
import { counted } from "../page/format.js";
import { saveFile } from "../page/save.js";
import { makeCard } from "./card.js";
import { EXAMPLE } from "./example.js";
import { fitGrid } from "./grid.js";
import { takeTexts } from "./hand_over.js";
import { largeView } from "./large.js";
import { problemList } from "./problems.js";
import { readLines, writeLine } from "./read_lines.js";
import { resultsTable } from "./results.js";
import { sortChoice } from "./sorting.js";

const MOST = 100;
const BUSY = 60; // ms
const KEPT = "wall"; // until the tab is closed, so that a reload loses nothing

/** An entry as a problem, its line as it can be read again. */
const unusable = (entry, why) => ({ line: entry.line, name: entry.name, text: writeLine(entry), why });

/** A function that lets the page draw and answer, where it was not let for a while. */
function pauses() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BUSY) return;
    await new Promise((resume) => setTimeout(resume));
    last = performance.now();
  };
}

/** @param {HTMLElement} place  of the page, with the class "wall" */
export default function start(place) {
  let cards = [];
  let removed = [];
  let working = Promise.resolve();

  const status = html("span", { role: "status" });
  const say = (words) => set(status, { text: words });
  const undo = button({ text: "Undo", look: "underlined", press: () => restore(), shown: () => removed.length > 0 });
  const list = html("ul", { class: "wall-cards", "aria-label": "On the wall" });
  const grid = fitGrid(list);
  const order = sortChoice(() => arrange());
  const shown = () => order.sorted(cards);
  const large = largeView(() => shown().filter(({ link }) => link.href));
  const results = resultsTable();
  const problems = problemList(() => update());
  const hand = takeTexts({ place, take: (text) => take(text), say });
  const bar = wallBar();
  const hasCards = () => cards.length > 0;
  const buttons = [
    button({ text: "Show an example class", press: () => take(EXAMPLE), shown: () => !hasCards() }),
    button({
      text: "Save", hint: "Save the wall as a text file", shown: hasCards,
      press: () => saveFile("wall.txt", written()),
    }),
    button({ text: "Empty", hint: "Take everything off the wall", shown: hasCards, press: () => remove(cards) }),
  ];

  place.replaceChildren(
    html("div", { class: "wall-paste" },
      hand.label,
      html("div", { class: "wall-row wall-part" }, ...hand.buttons, ...buttons.map((each) => each.element))),
    bar.element,
    html("p", { class: "wall-status wall-part" }, status, " ", undo.element),
    problems.element, list, results.element, large.element);

  place.classList.add("live");

  function wallBar() {
    const count = html("p", { class: "wall-count" });
    const isFull = () => document.fullscreenElement === place;
    const full = button({
      text: () => (isFull() ? "Leave full screen" : "Full screen"), icon: () => (isFull() ? "unfull" : "full"),
      look: "primary", shown: () => document.fullscreenEnabled,
      press: () => (isFull() ? document.exitFullscreen() : place.requestFullscreen()),
    });
    document.addEventListener("fullscreenchange", () => {
      full.update();
      grid.fit();
    });
    return {
      element: html("div", { class: "wall-row wall-part wall-bar" }, count, order.element, full.element),
      update: () => set(count, { text: `${cards.length} on the wall` }),
    };
  }

  /** Puts on the wall what a text holds, after what was given before. */
  function take(text) {
    working = working.then(() => add(readLines(text)));
  }

  async function add({ entries, problems: unread }) {
    const known = new Set(cards.map(({ entry }) => writeLine(entry)));
    const fresh = entries.filter((entry) => known.size < known.add(writeLine(entry)).size);
    const room = MOST - cards.length;
    const made = fresh.slice(0, room).map((entry) =>
      makeCard({ entry, open: large.show, remove: (card) => remove([card]) }));
    const lost = fresh.slice(room).map((entry) => unusable(entry, `a wall holds ${MOST}`));
    removed = [];
    cards = [...cards, ...made];
    say(made.length ? "Reading …" : "");
    update();
    const failed = new Set();
    const pause = pauses();
    for (const card of made) {
      await pause();
      try {
        await card.mount();
      } catch (error) {
        failed.add(card);
        lost.push(unusable(card.entry, error.message));
      }
    }
    cards = cards.filter((card) => !failed.has(card));
    problems.add([...unread, ...lost]);
    report(made.length - failed.size, entries.length - fresh.length, unread.length + lost.length);
    update();
  }

  function report(come, known, lost) {
    const parts = [[come, "new"], [known, "here already"], [lost, "not to be used"]];
    const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    say(words.length ? `${words.join(", ")}.` : "There is no link in this text.");
  }

  const written = () => [...cards.map(({ entry }) => writeLine(entry)), ...problems.texts(), ""].join("\n");

  function remove(which) {
    const at = shown().indexOf(which[0]);
    cards = cards.filter((card) => !which.includes(card));
    removed = which;
    say(`${which.length === 1 ? which[0].title : counted(which.length, "picture")} removed.`);
    update();
    undo.element.focus({ preventScroll: true });
    shown()[Math.min(at, cards.length - 1)]?.link.focus({ preventScroll: true });
  }

  function restore() {
    cards = [...cards, ...removed];
    removed = [];
    say("");
    update();
    hand.field.focus({ preventScroll: true });
  }

  /** The cards in their order; one that stays in its place is not touched. */
  function arrange() {
    const elements = shown().map(({ element }) => element);
    for (const element of [...list.children]) if (!elements.includes(element)) element.remove();
    elements.forEach((element, i) => list.children[i] === element || list.insertBefore(element, list.children[i]));
    results.update(shown());
    grid.fit();
  }

  function update() {
    place.classList.toggle("empty", !hasCards());
    hand.update(hasCards());
    for (const each of [bar, undo, ...buttons]) each.update();
    problems.update(cards);
    arrange();
    sessionStorage.setItem(KEPT, written());
  }

  const kept = sessionStorage.getItem(KEPT);
  update();
  // When the page is loaded, the theme takes all links with a "#" for its contents, and stumbles over states.
  if (kept?.trim()) addEventListener("load", () => setTimeout(() => take(kept)));
}
