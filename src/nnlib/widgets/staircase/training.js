/** What is set when a network of the staircase's width is trained beside it, from a seeded start, in view. */

import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { group, text } from "../kit/page/parts.js";
import { lossChart } from "../kit/plane/chart.js";

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./line_model.js").LineModel} options.line
 * @param {import("./trained_model.js").TrainedModel} options.trained
 * @param {AbortSignal} options.signal
 * @param {Function} options.toggle  a switch of a trait
 * @returns {object[]} parts
 */
export function training({ state, frame, line, trained, signal, toggle }) {
  const hidden = () => !trained.isShown;
  const controls = trainer({
    frame, state, step: (count) => trained.step(count), allowed: () => trained.isShown,
    steps: () => trained.steps, loss: () => trained.loss,
  });
  const tooWide = () => (state.get("compare") && !trained.isShown
    ? `From 1 to ${line.most} steps can be trained here: change ε.` : "");
  return [
    toggle("Train a network of the same width", "compare"),
    text("quiet", tooWide),
    group(html("div", { class: "part-rest" }), { hidden },
      controls,
      rateSlider({ state, signal }),
      startControls({ state, signal, same: () => trained.startAgain(), begin: (seed) => trained.startAgain(seed) }),
      lossChart({ label: "Loss over the training steps", history: trained.history, height: 100 })),
  ];
}
