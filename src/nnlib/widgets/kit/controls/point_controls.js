/** The points of a classification: which data set, what a click adds, remove one, clear all. */

import { strip } from "../page/parts.js";
import { boundTo } from "./bound.js";
import { choice } from "./controls.js";

/**
 * @param {object} options
 * @param {import("../page/state.js").State} options.state   with the traits `dataset` and `points`
 * @param {(name: string) => void} options.choosePreset
 * @param {{ addedClass: number, chosen: number }} options.view   chosen: the point that has or had the focus
 * @param {(i: number) => void} options.remove
 * @param {() => void} options.clear
 * @param {AbortSignal} options.signal
 */
export function pointControls({ state, choosePreset, view, remove, clear, signal }) {
  const { button, select } = boundTo({ state, signal });
  const isChallenged = () => state.get("challenge") > 0;
  return [
    select("Data set", "dataset", undefined, { change: (name) => name === "own" || choosePreset(name) }),
    choice({
      label: "A click in the picture adds", options: [[1, "● class 1"], [0, "■ class 0"]],
      value: () => view.addedClass, change: (value) => (view.addedClass = value),
    }),
    strip(
      button("Remove point", () => remove(view.chosen), {
        icon: "bin", disabled: () => isChallenged() || !(view.chosen in state.get("points")),
        hint: "Remove the chosen point (Delete)",
      }),
      button("Clear all", clear, { disabled: () => isChallenged() || state.get("points").length === 0 })),
  ];
}
