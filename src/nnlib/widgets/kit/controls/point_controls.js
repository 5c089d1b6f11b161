/** The points of a classification: which data set, what a click adds, remove one, clear all. */

import { button, choice, select, strip } from "./controls.js";

/**
 * @param options  state (with the traits `dataset` and `points`), names of the data sets, choosePreset (name) => void,
 *                 view: { addedClass, chosen (the point that has or had the focus) }, remove (i) => void, clear () => void
 * @returns {{ elements, update }}
 */
export function pointControls({ state, names, choosePreset, view, remove, clear }) {
  const data = select({ label: "Data", options: [...names, "own"].map((each) => [each, each]), value: () => state.get("dataset"), change: (name) => name === "own" || choosePreset(name) });
  const added = choice({ label: "A click adds", options: [[1, "● class 1"], [0, "■ class 0"]], value: () => view.addedClass, change: (value) => (view.addedClass = value) });
  const removal = button({ text: "Remove point", press: () => remove(view.chosen), disabled: () => !(view.chosen in state.get("points")), hint: "Remove the chosen point (Delete)" });
  const clearing = button({ text: "Clear", press: clear, disabled: () => state.get("points").length === 0 });
  return {
    elements: [strip(data.element, removal.element, clearing.element), added.element],
    update() {
      for (const each of [data, added, removal, clearing]) each.update();
    },
  };
}
