/** A landscape z(x₁, x₂) over the unit square, seen from above at a slant, that can be turned. */

import { html, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { channels, onThemeChange } from "../kit/page/theme.js";

const SLANT = 0.5;
const RISE = 0.36;
const LEVELS = 64;
const SHADES = 3;
const DEGREES_PER_PIXEL = 0.5;
const TURN = 5;

/**
 * @param options  label, n (grid points a side), turn () => degrees, change (degrees) => void, done, signal
 */
export function relief({ label, n, turn, change, done, signal }) {
  const canvas = html("canvas", { "aria-hidden": "true" });
  const ground = svg("rect", { class: "area" });
  const turner = svg("g", { class: "turner" }, ground);
  const above = svg("g", { class: "above" });
  const sheet = svg("svg", { role: "group", "aria-label": label }, turner, above);
  const element = html("div", { class: "relief plane" }, canvas, sheet);
  const context = canvas.getContext("2d");
  const view = { width: 0, height: 0, cos: 1, sin: 0, top: 1 };
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  const put = (degrees) => change(((degrees % 360) + 360) % 360);
  const grip = handle(turner, {
    signal, done, low: 0, high: 360,
    name: () => "Turn the relief",
    value: turn,
    text: () => `${fixed(turn(), 0)}°`,
    grab: (event) => ({ x: event.clientX, turn: turn() }),
    drag: (event, from) => put(from.turn + (event.clientX - from.x) * DEGREES_PER_PIXEL),
    nudge: (dx, dy, large) => put(turn() + dx * TURN * (large ? 3 : 1)),
  });

  /** The colour of a height in [−1, 1] on a face of a shade: 0 faces the light, SHADES − 1 is turned from it. */
  function table() {
    const [negative, ground, positive, ink] = ["--negative", "--ground", "--positive", "--ink"].map((each) => channels(element, each));
    const mix = (a, b, share) => a.map((each, c) => each + share * (b[c] - each));
    return Array.from({ length: SHADES }, (_, shade) =>
      Array.from({ length: LEVELS }, (_, level) => {
        const signed = (2 * level) / (LEVELS - 1) - 1;
        const paint = mix(mix(ground, signed < 0 ? negative : positive, 0.12 + 0.7 * Math.abs(signed)), ink, [0.02, 0.14, 0.3][shade]);
        return `rgb(${paint.map(Math.round).join(" ")})`;
      }));
  }

  /** Pixels of the point (x1, x2, z), z in units of the largest height. */
  function project(x1, x2, z) {
    const [u, v] = [x1 - 0.5, x2 - 0.5];
    const [across, away] = [u * view.cos - v * view.sin, u * view.sin + v * view.cos];
    const size = Math.min(view.width / 1.45, view.height / 1.3);
    return [view.width / 2 + size * across, view.height * 0.58 - size * (SLANT * away + RISE * z)];
  }

  return {
    element,
    /** An SVG group over the picture, for what is grabbed there. */
    above,
    project,
    resize(width, height) {
      [view.width, view.height] = [width, height];
      const sharp = Math.min(2, window.devicePixelRatio || 1);
      [canvas.width, canvas.height] = [width * sharp, height * sharp];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
      context.setTransform(sharp, 0, 0, sharp, 0, 0);
      set(sheet, { width, height, viewBox: `0 0 ${width} ${height}` });
      set(ground, { width, height });
    },
    /** Draws `values` (n × n, rows of x₁, the lowest x₂ first); `top` is the height that is drawn as 1. */
    draw(values, top) {
      colours ??= table();
      const angle = (turn() * Math.PI) / 180;
      [view.cos, view.sin] = [Math.cos(angle), Math.sin(angle)];
      context.clearRect(0, 0, view.width, view.height);
      const order = (forward) => Array.from({ length: n - 1 }, (_, i) => (forward ? i : n - 2 - i));
      const rows = order(view.cos < 0);
      const columns = order(view.sin < 0);
      const at = (i, j) => values[j * n + i] / top;
      const quad = (i, j) => {
        const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
        const heights = corners.map(([k, l]) => at(k, l));
        const mean = (heights[0] + heights[1] + heights[2] + heights[3]) / 4;
        const [slope1, slope2] = [heights[1] - heights[0] + heights[2] - heights[3], heights[3] - heights[0] + heights[2] - heights[1]];
        const shade = Math.abs(slope1) + Math.abs(slope2) < 0.08 ? 0 : Math.abs(slope1) > Math.abs(slope2) ? 1 : 2;
        context.beginPath();
        corners.forEach(([k, l], c) => {
          const [x, y] = project(k / (n - 1), l / (n - 1), heights[c]);
          if (c) context.lineTo(x, y);
          else context.moveTo(x, y);
        });
        const level = Math.round(((Math.max(-1, Math.min(1, mean)) + 1) / 2) * (LEVELS - 1));
        context.fillStyle = context.strokeStyle = colours[shade][level];
        context.fill();
        context.stroke();
      };
      // From the back to the front: the axis that points away more is the outer loop.
      if (Math.abs(view.cos) > Math.abs(view.sin)) for (const j of rows) for (const i of columns) quad(i, j);
      else for (const i of columns) for (const j of rows) quad(i, j);
      grip.update();
    },
  };
}
