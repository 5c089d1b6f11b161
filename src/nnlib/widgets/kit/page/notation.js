/** Sentences with symbols: h₂ is set as mathematics, *so* is emphasised, and *p* alone is a symbol too. */

import { html, set, svg } from "./dom.js";

const PIECES = /\*([^*]+)\*|(\p{L})([₀₁₂₃₄₅₆₇₈₉]+)/gu;

const digits = (subscripts) => subscripts.replace(/[₀-₉]/g, (each) => String(each.charCodeAt(0) - 0x2080));

/**
 * A symbol: its letter in italics, its index as a subscript.
 * @param {string} letter
 * @param {string | number} [index]
 */
export function symbol(letter, index = "") {
  const parts = [html("i", { class: "m", text: letter })];
  if (index !== "") parts.push(html("sub", { text: String(index) }));
  return parts;
}

/** Makes an SVG text read as a symbol with an index. */
export function writeSymbol(text, letter, index) {
  if (!text.firstChild) text.append(svg("tspan"), svg("tspan", { class: "sub", dy: "0.25em" }));
  set(text.firstChild, { text: letter });
  set(text.lastChild, { text: String(index) });
}

/** A letter alone, or with a prime, is a symbol; words, figures and signs are upright. */
const ITALICS = /(?<!\p{L})[\p{Lu}\p{Ll}]′?(?!\p{L})/gu;

/**
 * Writes mathematics into an element: symbols in italics, the rest upright and with lining figures, which the font of
 * the symbols does not have.
 * @param {Element} element  of class "m" or with a font of its own; an SVG text or an HTML element
 * @param {string} text
 */
export function writeMathematics(element, text) {
  if (element.textContent === text) return;
  const make = element instanceof SVGElement ? () => svg("tspan") : () => html("span");
  const upright = (words) => set(make(), { class: "upright", text: words });
  const nodes = [];
  let from = 0;
  for (const { 0: symbol, index } of text.matchAll(ITALICS)) {
    if (index > from) nodes.push(upright(text.slice(from, index)));
    nodes.push(symbol);
    from = index + symbol.length;
  }
  if (from < text.length) nodes.push(upright(text.slice(from)));
  element.replaceChildren(...nodes);
}

/** The nodes of a sentence; all of it is text, nothing is markup. */
export function sentence(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(PIECES)) {
    if (found.index > from) nodes.push(text.slice(from, found.index));
    const [whole, emphasised, letter, index] = found;
    if (letter) nodes.push(...symbol(letter, digits(index)));
    else if ([...emphasised].length === 1) nodes.push(...symbol(emphasised));
    else nodes.push(html("em", {}, ...sentence(emphasised)));
    from = found.index + whole.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}
