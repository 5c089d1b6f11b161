/** The switch that makes a click on empty ground add a step or a tower. */

import { toggle } from "../kit/controls/controls.js";

/**
 * @param {string} label
 * @param {{ adding: boolean }} model
 */
export function addingSwitch(label, model) {
  return toggle({ label, value: () => model.adding, change: (adding) => (model.adding = adding) });
}
