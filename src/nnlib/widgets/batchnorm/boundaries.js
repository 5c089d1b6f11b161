/** The decision boundaries of the networks trained with batches of different sizes, side by side. */

import { Shading } from "../engine/shading.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { onThemeChange } from "../kit/page/theme.js";
import { Plane } from "../kit/plane/plane.js";
import { contour, palette, shade } from "../kit/plane/shade.js";

const ROWS = 60;
const GAP = 12;
const CAPTION = 22;
const MARKS = ["M-3.4 -3.4h6.8v6.8h-6.8z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];

/** `count` numbers evenly from −reach to reach. */
const spread = (reach, count) => Float64Array.from({ length: count }, (_, i) => -reach + (2 * reach * i) / (count - 1));

/**
 * A part for each network, two in a row.
 * @param {any} options  state, nets (BatchNets), signal
 */
export function boundaries({ state, nets, signal }) {
  const [, reach] = state.kinds.points.columns[0];
  const shading = new Shading({ squash: true });
  const ys = spread(reach, ROWS);
  let [xs, values] = [ys, new Float64Array(ROWS * ROWS)];
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  function panel(size, k) {
    const axis = () => ({ domain: [-reach, reach], ticks: [-2, 0, 2] });
    const plane = new Plane({
      role: "img",
      label: `Decision boundary of the network trained with batches of ${size}`,
      x: axis(), y: axis(),
      inside: true,
      layers: ["boundary", "points"],
      canvas: true,
    });
    const boundary = svg("path", { class: "boundary-line" });
    plane.layer("boundary").append(boundary);
    const [wrong, rest] = [html("span"), html("span", { class: "rest" })];
    const caption = html("p", { class: "picture-caption" }, html("b", { text: `B = ${size}` }), wrong, rest);
    const element = html("div", {}, caption, plane.element);

    function drawPoints() {
      const rows = state.get("points");
      const marks = keepCount(plane.layer("points"), rows.length, () => svg("path"));
      rows.forEach(([x, y, label], p) => set(marks[p], {
        d: MARKS[label],
        class: `output-mark class-${label}`,
        transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}) scale(${plane.scale})`,
      }));
    }

    return {
      element,
      /** A quarter of the room, one unit of x₁ as long as one of x₂. */
      resize(room) {
        const width = Math.floor((room.width - GAP) / 2);
        const height = Math.floor((room.height - GAP) / 2 - CAPTION * scaleOf(element));
        const across = (reach * width) / height;
        plane.x.domain = [-across, across];
        plane.resize(width, height);
        if (k > 0) return;
        xs = spread(across, Math.round((ROWS * width) / height));
        values = new Float64Array(xs.length * ROWS);
      },
      update() {
        colours ??= palette(element);
        const { net, errors, heldOut, slope } = nets.verdicts[k];
        const columns = xs.length;
        shading.evaluate(net, xs, ys, values);
        shade(plane.canvas, values, columns, ROWS, colours, false);
        const toX = (i) => (plane.width * i) / (columns - 1);
        const toY = (j) => plane.height * (1 - j / (ROWS - 1));
        set(boundary, { d: contour(values, columns, ROWS, toX, toY) });
        drawPoints();
        set(wrong, { text: `, ${errors} wrong` });
        set(rest, { text: `, held out ${fixed(heldOut)}, slope ${fixed(slope, 1)}` });
      },
    };
  }
  return nets.sizes.map(panel);
}
