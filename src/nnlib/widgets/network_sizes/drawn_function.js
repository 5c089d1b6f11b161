/** The function that a network computes: curves over one input, or the plane of two shaded; as drawn and as it is now. */

import { regions, turns } from "../engine/shape.js";
import { Shading } from "../engine/shading.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";
import { contour, palette, shade } from "../kit/plane/shade.js";
import { onThemeChange } from "../kit/page/theme.js";

const PLACES = 801;
const GRID = 81;
const HEADROOM = 1.08;
const CAPTION = 26;
const NAMES_APART = 15;
const TURNS = ["never turns", "turns once", "turns twice"];
const places = Float64Array.from({ length: PLACES }, (_, i) => -1 + (2 * i) / (PLACES - 1));
const onGrid = (i) => -1 + (2 * i) / (GRID - 1);
const grid = Float64Array.from({ length: GRID }, (_, i) => onGrid(i));

/** The next round number that is not below `value`. */
function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7, 10].map((factor) => factor * power).find((each) => each >= value * (1 - 1e-9));
}

const largest = (values) => {
  let top = 0;
  for (let k = 0; k < values.length; k++) top = Math.max(top, Math.abs(values[k]));
  return top;
};

/** f over one input: a curve for each output; dashed, how it was drawn. */
function curves() {
  const plane = new Plane({
    role: "img",
    label: "The network's function f over its input x",
    x: { domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1], label: "x" },
    y: { domain: [-1, 1] },
    layers: ["level", "before", "now"],
  });
  const level = plane.layer("level").appendChild(svg("path", { class: "level" }));
  const names = plane.above.appendChild(svg("g"));
  const paths = (layer, ys, K, className) => {
    const nodes = keepCount(plane.layer(layer), K, () => svg("path"));
    for (let k = 0; k < K; k++) set(nodes[k], { class: `${className}${K > 1 ? ` unit-${k}` : ""}`, d: plane.path(places, ys.subarray(k * PLACES, (k + 1) * PLACES)) });
  };
  return {
    plane,
    sample: (net) => net.forward(places, PLACES),
    draw(now, before, K) {
      const top = roundAbove(HEADROOM * Math.max(0.1, largest(now), before ? largest(before) : 0));
      if (plane.y.domain[1] !== top) {
        plane.y.domain = [-top, top];
        plane.drawAxes();
      }
      set(level, { d: `M0 ${plane.toY(0)}H${plane.width}` });
      paths("now", now, K, "drawn-curve");
      paths("before", before ?? now, before ? K : 0, "drawn-curve before");
      const heights = Array.from({ length: K }, (_, k) => plane.toY(now[(k + 1) * PLACES - 1]) - 7);
      const order = heights.map((_, k) => k).sort((a, b) => heights[a] - heights[b]);
      order.forEach((k, n) => n && (heights[k] = Math.max(heights[k], heights[order[n - 1]] + NAMES_APART)));
      const texts = keepCount(names, K, () => svg("text", { class: "curve-name", "text-anchor": "end" }));
      for (let k = 0; k < K; k++) set(texts[k], { class: `curve-name${K > 1 ? ` unit-${k}` : ""}`, x: plane.width - 4, y: Math.max(12, heights[k]).toFixed(1), text: K > 1 ? `f${subscript(k + 1)}` : "f" });
      return Array.from({ length: K }, (_, k) => turns(now, k * PLACES, (k + 1) * PLACES));
    },
  };
}

/** One output over the plane: blue where it is positive, the line where it is 0; thin, how that line was drawn. */
function landscape(signal) {
  const plane = new Plane({
    role: "img",
    label: "The network's function f over its inputs x₁ and x₂",
    x: { domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1], label: "x₁" },
    y: { domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1], label: "x₂" },
    layers: ["lines"],
    canvas: true,
  });
  const [before, line] = ["boundary-line before", "boundary-line"].map((name) => plane.layer("lines").appendChild(svg("path", { class: name })));
  const shading = new Shading({ squash: false });
  const share = new Float64Array(GRID * GRID);
  let colours = null;
  onThemeChange(() => (colours = null), signal);
  const zero = (values, top) => {
    for (let k = 0; k < values.length; k++) share[k] = 0.5 + (0.5 * values[k]) / top;
    return contour(share, GRID, GRID, (i) => plane.toX(onGrid(i)), (j) => plane.toY(onGrid(j)));
  };
  return {
    plane,
    sample(net, output, out) {
      const values = out ?? new Float64Array(GRID * GRID);
      shading.evaluate(net, grid, grid, values, output);
      return values;
    },
    draw(now, drawn) {
      colours ??= palette(plane.element);
      const top = Math.max(0.1, largest(now), drawn ? largest(drawn) : 0);
      set(before, { d: drawn ? zero(drawn, top) : "" });
      set(line, { d: zero(now, top) });
      shade(plane.canvas, share, GRID, GRID, colours, false);
      return regions(now, GRID, GRID, 0);
    },
  };
}

export function drawnFunction({ signal }) {
  const line = curves();
  const square = landscape(signal);
  const caption = html("p", { class: "caption" });
  const element = html("div", { class: "drawn-function" }, line.plane.element, square.plane.element, caption);
  const now = new Float64Array(GRID * GRID);
  let kept = { key: "", values: null };

  return {
    element,
    resize(width, height) {
      const room = height - CAPTION * scaleOf(element);
      line.plane.resize(width, Math.floor(Math.min(room, 0.8 * width)));
      square.plane.resize(Math.floor(Math.min(width, room)), Math.floor(Math.min(width, room)));
    },
    /**
     * Draws `net`, and faintly the network `drawn` (or null), which `key` tells from others; `output` is the one that is
     * shown over two inputs. Returns in words how much it bends.
     */
    draw({ net, drawn, key, output }) {
      const [n, K] = [net.sizes[0], net.sizes[net.sizes.length - 1]];
      line.plane.element.hidden = n !== 1;
      square.plane.element.hidden = n !== 2;
      const picture = n === 1 ? line : square;
      if (drawn && kept.key !== key) kept = { key, values: picture.sample(drawn, output).slice() };
      const before = drawn ? kept.values : null;
      const name = (k) => (K > 1 ? `f${subscript(k + 1)}` : "f");
      let words;
      if (n === 1) {
        const counts = line.draw(line.sample(net), before, K);
        words = counts.map((count, k) => `${name(k)} ${TURNS[count] ?? `turns ${count} times`}`).join(", ");
      } else {
        const count = square.draw(square.sample(net, output, now), before);
        words = count === 1 ? `${name(output)} has one sign on the whole square` : `${name(output)} = 0 cuts the square into ${count} regions`;
      }
      set(caption, { text: drawn ? `${words}; ${n === 1 ? "dashed" : "thin line"}: as drawn` : words });
      return words;
    },
  };
}
