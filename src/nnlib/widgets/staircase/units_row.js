/** The hidden units under the curve: those of the staircase, and beside them those of the trained network. */

import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { trainedUnits } from "./trained_units.js";
import { unitsPicture } from "./units_picture.js";

const LINE = 17;

/**
 * @param {object} options
 * @param {import("./line_model.js").LineModel} options.line
 * @param {import("./trained_model.js").TrainedModel} options.trained
 */
export function unitsRow({ line, trained }) {
  const [built, learnt] = [unitsPicture({ line, trained }), trainedUnits(trained)];
  const caption = (text) => html("p", { class: "picture-caption", text });
  const captions = [caption("Each step from its height at x = 0, on one scale"), caption(), caption()];
  const element = html("div", { class: "units-row" }, ...captions, built.element, learnt.element);

  return {
    element,
    /** Captions stand over two pictures only. */
    resize({ width, height }) {
      const isShared = trained.isShown;
      [...captions, learnt.element].forEach((each) => (each.hidden = !isShared));
      const half = { width: Math.floor(width / 2), height: height - 2 * LINE * scaleOf(element) };
      built.resize(isShared ? half : { width, height });
      learnt.resize(half);
    },
    update() {
      const shown = trained.isShown ? [built, learnt] : [built];
      const largest = Math.max(...shown.map((each) => each.largest()));
      shown.forEach((each) => each.update(largest));
      if (!trained.isShown) return;
      set(captions[1], { text: `built: steps ${format(4 / line.R, 2)} wide` });
      set(captions[2], { text: `trained: steps ${format(trained.stepWidth, 2)} wide` });
    },
  };
}
