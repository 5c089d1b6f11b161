/** The decision boundaries of the networks trained with batches of different sizes, side by side. */

import { Shading } from "../engine/shading.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { onThemeChange } from "../kit/page/theme.js";
import { Plane } from "../kit/plane/plane.js";
import { contour, palette, shade } from "../kit/plane/shade.js";

const GRID = 72;
const GAP = 12;
const CAPTION = 44;
const LARGEST = 420;
const MARKS = ["M-3.4 -3.4h6.8v6.8h-6.8z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];

/**
 * A part for each network, two in a row.
 * @param {any} options  state, nets (BatchNets), signal
 */
export function boundaries({ state, nets, signal }) {
  const { low, step, grid } = evenly(state.kinds.points.columns[0]);
  const shading = new Shading({ squash: true });
  const values = new Float64Array(GRID * GRID);
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  function panel(size, k) {
    const axis = (label) => ({ domain: [low, -low], ticks: [-2, 0, 2], label });
    const plane = new Plane({
      role: "img",
      label: `Decision boundary of the network trained with batches of ${size}`,
      x: axis("x₁"), y: axis("x₂"),
      layers: ["boundary", "points"],
      canvas: true,
    });
    const boundary = svg("path", { class: "boundary-line" });
    plane.layer("boundary").append(boundary);
    const caption = html("p", { class: "caption" });
    const element = html("div", {}, plane.element, caption);

    function drawPoints() {
      const rows = state.get("points");
      const marks = keepCount(plane.layer("points"), rows.length, () => svg("path"));
      rows.forEach(([x, y, label], p) => set(marks[p], {
        d: MARKS[label],
        class: `output class-${label}`,
        transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})`,
      }));
    }

    return {
      element,
      resize({ width, height }) {
        const tall = Number.isFinite(height) ? height / 2 - CAPTION * scaleOf(element) : LARGEST;
        plane.resizeToScale(Math.floor(Math.min((width - GAP) / 2, tall)));
      },
      update() {
        colours ??= palette(element);
        const { net, errors, heldOut, slope } = nets.verdicts[k];
        shading.evaluate(net, grid, grid, values);
        shade(plane.canvas, values, GRID, GRID, colours, false);
        const [toX, toY] = [(i) => plane.toX(low + i * step), (j) => plane.toY(low + j * step)];
        set(boundary, { d: contour(values, GRID, GRID, toX, toY) });
        drawPoints();
        set(caption, {
          text: `B = ${size}: ${errors} wrong, held-out loss ${fixed(heldOut)}, mean slope ${fixed(slope, 1)}`,
        });
      },
    };
  }
  return nets.sizes.map(panel);
}

function evenly([low, high]) {
  const step = (high - low) / (GRID - 1);
  return { low, step, grid: Float64Array.from({ length: GRID }, (_, i) => low + i * step) };
}
