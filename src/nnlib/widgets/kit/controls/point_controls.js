/** The points of a classification: which data set, what a click adds, remove one, clear all. */

import { strip } from "../page/parts.js";
import { boundTo } from "./bound.js";
import { choice } from "./controls.js";

const CLASSES = [[1, "● class 1"], [0, "■ class 0"]];

/**
 * @param {object} options
 * @param {import("../page/state.js").State} options.state  with the traits `dataset` and `points`
 * @param {AbortSignal} options.signal
 * @param {(name: string) => void} options.choosePreset
 * @param {{ addedClass: number, chosen: number }} options.view  chosen: the point that has or had the focus
 * @param {(i: number) => void} options.remove
 * @param {() => void} options.clear
 * @returns {object[]}  parts
 */
export function pointControls({ state, signal, choosePreset, view, remove, clear }) {
  const { button, select } = boundTo({ state, signal });
  const count = () => state.get("points").length;
  return [
    strip(
      select("Data", "dataset", undefined, { change: (name) => name === "own" || choosePreset(name) }),
      button("Remove point", () => remove(view.chosen), {
        disabled: () => !(view.chosen in state.get("points")), hint: "Remove the chosen point (Delete)",
      }),
      button("Clear", clear, { disabled: () => count() === 0 })),
    choice({
      label: "A click adds", options: CLASSES,
      value: () => view.addedClass, change: (value) => (view.addedClass = value),
    }),
  ];
}
