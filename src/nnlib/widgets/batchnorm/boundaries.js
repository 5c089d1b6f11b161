/** The decision boundaries of the networks trained with batches of different sizes, side by side. */

import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { decisionPlane } from "../kit/plane/decision_plane.js";

const ROWS = 60;
const GAP = 12;
const CAPTION = 22;

/**
 * A part for each network, two in a row.
 * @param {any} options  state, nets (BatchNets), signal
 */
export function boundaries({ state, nets, signal }) {
  const [, reach] = state.kinds.points.columns[0];

  function panel(size, k) {
    const label = `Decision boundary of the network trained with batches of ${size}`;
    const plane = decisionPlane({ label, reach, ticks: [-2, 0, 2], signal });
    const [wrong, rest] = [html("span"), html("span", { class: "rest" })];
    const caption = html("p", { class: "picture-caption" }, html("b", { text: `B = ${size}` }), wrong, rest);
    const element = html("div", {}, caption, plane.element);
    return {
      element,
      /** A quarter of the room. */
      resize(room) {
        plane.resize({
          width: Math.floor((room.width - GAP) / 2),
          height: Math.floor((room.height - GAP) / 2 - CAPTION * scaleOf(element)),
        });
      },
      update() {
        const { net, errors, heldOut, slope } = nets.verdicts[k];
        plane.drawDecision(net, ROWS);
        plane.drawPoints(state.get("points"));
        set(wrong, { text: `, ${errors} wrong` });
        set(rest, { text: `, held out ${fixed(heldOut)}, slope ${fixed(slope, 1)}` });
      },
    };
  }
  return nets.sizes.map(panel);
}
