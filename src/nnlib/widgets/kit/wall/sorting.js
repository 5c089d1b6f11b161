/** The orders in which the wall is shown. */

import { html } from "../page/dom.js";

/** Readings in which less is better, the first first. */
const ERRORS = ["wrong", "error", "loss", "J"];

/** What a state is ordered by: a solved challenge comes first, then what has least wrong, then least loss. */
export function measureOf(standing, readings) {
  return [standing?.solved ? 0 : 1, ...ERRORS.map((name) => readings[name] ?? Infinity)];
}

function byMeasure({ measure: a }, { measure: b }) {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at] || 0;
}

const named = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** @type {Record<string, (a: any, b: any) => number>} */
const ORDERS = {
  Arrival: () => 0,
  Name: (a, b) => Number(!a.entry.name) - Number(!b.entry.name) || named.compare(a.title, b.title),
  Score: byMeasure,
};

/**
 * @param {() => void} changed
 * @returns  element, sorted (cards) => cards in the order that is chosen, those alike as they came
 */
export function sortChoice(changed) {
  let chosen = "Arrival";
  const choose = (name) => () => {
    chosen = name;
    changed();
  };
  const options = Object.keys(ORDERS).map((name) => html(
    "label", {},
    html("input", { type: "radio", name: "wall-order", checked: name === chosen, change: choose(name) }),
    html("span", { text: name })));
  const element = html("fieldset", { class: "wall-order" }, html("legend", { text: "Sort by" }), ...options);
  return {
    element,
    sorted: (cards) => [...cards].sort((a, b) => ORDERS[chosen](a, b) || a.arrived - b.arrived),
  };
}
