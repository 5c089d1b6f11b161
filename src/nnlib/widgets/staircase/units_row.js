/** The hidden units under the curve: those of the staircase, and beside them those of the trained network. */

import { html } from "../kit/page/dom.js";
import { trainedUnits } from "./trained_units.js";
import { unitsPicture } from "./units_picture.js";

/**
 * @param {object} options
 * @param {import("./line_model.js").LineModel} options.line
 * @param {import("./trained_model.js").TrainedModel} options.trained
 */
export function unitsRow({ line, trained }) {
  const [built, learnt] = [unitsPicture({ line, trained }), trainedUnits(trained)];
  const element = html("div", { class: "units-row" }, built.element, learnt.element);
  let [room, isShared] = [{ width: 320, height: 90 }, false];

  function arrange() {
    const half = { width: Math.floor(room.width / 2), height: room.height };
    built.resize(isShared ? half : room);
    learnt.resize(half);
    learnt.element.hidden = !isShared;
  }

  return {
    element,
    resize(next) {
      room = next;
      arrange();
    },
    update() {
      if (isShared !== trained.isShown) {
        isShared = trained.isShown;
        arrange();
      }
      built.update();
      if (isShared) learnt.update();
    },
  };
}
