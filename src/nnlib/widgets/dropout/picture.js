/** The Dropout's picture: f as a function of x, and below it the network whose hidden units can be dropped. */

import { html } from "../kit/page/dom.js";
import { scaleOf } from "../kit/page/scale.js";
import { network } from "./network.js";
import { plot } from "./plot.js";

const NETWORK_HEIGHT = 124;
const GAP = 8;
const LOWEST = 220;

/** @param {any} options  state, model (DropoutModel), frame, done, signal */
export function dropoutPicture({ state, model, frame, done, signal }) {
  let lit = null;
  const light = (j) => {
    lit = j;
    frame.invalidate();
  };
  const curves = plot({ state, model, lit: () => lit, done, signal });
  const units = network({ state, model, lit: () => lit, light, signal });
  const element = html("div", {}, curves.element, units.element);
  let room = { width: 320, height: Infinity };
  let withNetwork = true;

  /** In full screen the plot has the network's room too, where there is no network below it. */
  function fit() {
    const { width, height } = room;
    const below = NETWORK_HEIGHT * scaleOf(element);
    const left = withNetwork ? height - below - GAP : height;
    curves.resize(width, Math.max(LOWEST, Number.isFinite(height) ? left : Math.min(width * 0.62, 480)));
    units.resize(width, below);
  }

  return {
    element,
    adding: curves.adding,
    resize(newRoom) {
      room = newRoom;
      fit();
    },
    update() {
      if (withNetwork === model.isTraining) {
        withNetwork = !model.isTraining;
        units.element.toggleAttribute("hidden", !withNetwork);
        fit();
      }
      curves.update();
      if (withNetwork) units.update();
    },
  };
}
