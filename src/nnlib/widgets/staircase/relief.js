/** f(x₁, x₂) over the unit square, with the landscape f* as a net of lines, seen at a slant; can be turned. */

import { clamp } from "../engine/clamp.js";
import { html, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { channels, onThemeChange } from "../kit/page/theme.js";
import { handle } from "../kit/plane/handle.js";
import { GRID } from "./plane_model.js";
import { towerHeight } from "./tower_height.js";

const SLANT = 0.5;
const RISE = 0.36;
const LEVELS = 64;
const DARKER = [0.02, 0.14, 0.3]; // of a face that lies flat, that leans to a side, that leans away
const FLAT = 0.08;
const APART = 10;
const HIDDEN = 0.25;
const DEGREES_PER_PIXEL = 0.5;
const TURN = 5;

/** The colours of heights in [−1, 1], a table for each way in which a face leans. */
function tables(element) {
  const [negative, ground, positive, ink] =
    ["--negative", "--ground", "--positive", "--ink"].map((each) => channels(element, each));
  const mix = (a, b, share) => a.map((each, c) => each + share * (b[c] - each));
  return DARKER.map((share) => Array.from({ length: LEVELS }, (_, level) => {
    const signed = (2 * level) / (LEVELS - 1) - 1;
    const paint = mix(ground, signed < 0 ? negative : positive, 0.12 + 0.7 * Math.abs(signed));
    return `rgb(${mix(paint, ink, share).map(Math.round).join(" ")})`;
  }));
}

/**
 * @param {object} options
 * @param {import("./plane_model.js").PlaneModel} options.towers
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function relief({ towers, done, signal }) {
  const { state } = towers;
  const canvas = html("canvas", { "aria-hidden": "true" });
  const ground = svg("rect", { class: "area" });
  const turner = svg("g", { class: "turner" }, ground);
  const above = svg("g", { class: "above" });
  const sheet = svg("svg", { role: "group", "aria-label": "The same as a relief" }, turner, above);
  const element = html("div", { class: "relief plane" }, canvas, sheet);
  const context = canvas.getContext("2d");
  const view = { width: 0, height: 0, cos: 1, sin: 0 };
  let [stride, count] = [1, GRID - 1]; // a smooth landscape is painted in larger faces, so many a side
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  const turn = () => state.get("turn");
  const put = (degrees) => state.change({ turn: ((degrees % 360) + 360) % 360 });
  const grip = handle(turner, {
    signal, done, low: 0, high: 360,
    name: () => "Turn the relief",
    value: turn,
    text: () => `${fixed(turn(), 0)}°`,
    grab: (event) => ({ x: event.clientX, turn: turn() }),
    drag: (event, from) => put(from.turn + (event.clientX - from.x) * DEGREES_PER_PIXEL),
    nudge: (dx, dy, large) => put(turn() + dx * TURN * (large ? 3 : 1)),
  });

  /** Pixels of the point (x1, x2, z), z in units of the top. */
  /** @returns {[x: number, y: number]}  pixels */
  function project(x1, x2, z) {
    const [u, v] = [x1 - 0.5, x2 - 0.5];
    const [across, away] = [u * view.cos - v * view.sin, u * view.sin + v * view.cos];
    const size = Math.min(view.width / 1.45, view.height / 1.3);
    return [view.width / 2 + size * across, view.height * 0.58 - size * (SLANT * away + RISE * z)];
  }
  const height = towerHeight({ towers, project, done, signal });
  above.append(height.element);

  /**
   * Paints the faces from the corner (i, j) on: one, or as many in its row as lie flat at one height.
   * `step` is 1 or −1, the way the row is painted. Gives how many.
   */
  function paintFaces(i, j, along, step) {
    const height = (k, l) => towers.values[stride * (along ? l * GRID + k : k * GRID + l)] / towers.top;
    const face = (k) => [height(k, j), height(k + 1, j), height(k + 1, j + 1), height(k, j + 1)];
    const [a, b, c, d] = face(i);
    let last = i;
    if (a === b && b === c && c === d) {
      while (last + step >= 0 && last + step < count && face(last + step).every((z) => z === a)) last += step;
    }
    const [from, to] = [Math.min(i, last), Math.max(i, last) + 1];
    const [slope1, slope2] = [Math.abs(b - a + c - d), Math.abs(d - a + c - b)];
    const lean = slope1 + slope2 < FLAT ? 0 : (slope1 > slope2) === along ? 1 : 2;
    const level = Math.round(((clamp((a + b + c + d) / 4, -1, 1) + 1) / 2) * (LEVELS - 1));
    const point = (k, l, z) => (along ? project(k / count, l / count, z) : project(l / count, k / count, z));
    context.beginPath();
    context.moveTo(...point(from, j, a));
    context.lineTo(...point(to, j, b));
    context.lineTo(...point(to, j + 1, c));
    context.lineTo(...point(from, j + 1, d));
    context.closePath();
    context.fillStyle = context.strokeStyle = colours[lean][level];
    context.fill();
    context.stroke();
    return Math.abs(last - i) + 1;
  }

  /** From the back to the front: the axis that points away more is the outer loop. */
  function paint() {
    stride = towers.isSharp ? 1 : 2;
    count = (GRID - 1) / stride;
    const along = Math.abs(view.cos) > Math.abs(view.sin); // rows run along x₁
    const [outer, inner] = along ? [view.cos, view.sin] : [view.sin, view.cos];
    const order = (backwards) => (backwards ? { first: count - 1, step: -1 } : { first: 0, step: 1 });
    const [rows, faces] = [order(outer >= 0), order(inner >= 0)];
    const isIn = (k) => k >= 0 && k < count;
    context.clearRect(0, 0, view.width, view.height);
    const net = towers.covers ? ink() : "";
    for (let j = rows.first; isIn(j); j += rows.step) {
      for (let i = faces.first; isIn(i);) {
        const painted = paintFaces(i, j, along, faces.step);
        if (net) paintNet({ from: i, painted, step: faces.step, row: j, along, net });
        i += faces.step * painted;
      }
    }
    if (net) paintHidden(net);
  }

  const ink = () => getComputedStyle(element).getPropertyValue("--ink");
  /** A wire of the net every so many grid lines, both ways. */
  const isWire = (k) => k % APART === 0;
  const wanted = (i, j) => project(i / (GRID - 1), j / (GRID - 1), towers.wanted[j * GRID + i] / towers.top);

  function line(...points) {
    context.moveTo(...points[0]);
    for (const point of points.slice(1)) context.lineTo(...point);
  }

  /** The net along the faces that have just been painted, where it lies above them; nearer faces then cover it. */
  function paintNet({ from, painted, step, row, along, net }) {
    const isAbove = (i, j) => towers.wanted[j * GRID + i] >= towers.values[j * GRID + i];
    const wire = (i, j, k, l) => {
      if (isAbove(i, j) && isAbove(k, l)) line(wanted(i, j), wanted(k, l));
    };
    context.strokeStyle = net;
    context.beginPath();
    for (let n = 0; n < painted; n++) {
      const [face, other] = [stride * (from + step * n), stride * row];
      const [i, j] = along ? [face, other] : [other, face];
      for (const edge of [0, stride]) {
        if (isWire(i + edge)) wire(i + edge, j, i + edge, j + stride);
        if (isWire(j + edge)) wire(i, j + edge, i + stride, j + edge);
      }
    }
    context.stroke();
  }

  /** All of the net, faintly: what of it lies within the towers or behind them. */
  function paintHidden(net) {
    context.strokeStyle = net;
    context.globalAlpha = HIDDEN;
    context.beginPath();
    for (let k = 0; k < GRID; k += APART) {
      line(...Array.from({ length: GRID }, (_, n) => wanted(k, n)));
      line(...Array.from({ length: GRID }, (_, n) => wanted(n, k)));
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  return {
    element,
    resize({ width, height }) {
      [view.width, view.height] = [width, height];
      const sharp = Math.min(2, window.devicePixelRatio || 1);
      [canvas.width, canvas.height] = [width * sharp, height * sharp];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
      context.setTransform(sharp, 0, 0, sharp, 0, 0);
      set(sheet, { width, height, viewBox: `0 0 ${width} ${height}` });
      set(ground, { width, height });
    },
    update() {
      colours ??= tables(element);
      const angle = (turn() * Math.PI) / 180;
      [view.cos, view.sin] = [Math.cos(angle), Math.sin(angle)];
      paint();
      grip.update();
      height.update();
    },
  };
}
