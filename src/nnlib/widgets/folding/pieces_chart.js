/** Pieces against parameters, both on log axes: deep networks of each width, and one wide layer. */

import { set, svg } from "../kit/page/dom.js";
import { counted } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { Plane } from "../kit/plane/plane.js";
import { onTap } from "../kit/plane/tap.js";
import { FoldingModel } from "./model.js";

const [WIDEST, HEIGHT] = [420, 180];
const WIDTHS = [2, 3, 4];
const [FEWEST, MOST] = [3.4, 320];
const [LEAST, LARGEST] = [1.4, 180];
/** How near a dot a press chooses it, in powers of ten. */
const NEAR = 0.12;
/** From how many pieces on it is said what they cost in one layer. */
const DEAR = 16;
const WIDE_NAME_AT = 14;
const MARK = 6;
/** Left of it there is no room for a name before the mark, in pixels. */
const LEFT_ROOM = 110;

const { log10 } = Math;
const px = (value) => value.toFixed(1);
const costInOneLayer = (pieces) => 3 * (pieces - 1) + 1;
const power = (tick) => String(Math.round(10 ** tick));

/**
 * @param {object} options
 * @param {FoldingModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function piecesChart({ model, done, signal }) {
  const plane = new Plane({
    role: "img",
    label: "Pieces against parameters, on log axes",
    x: { domain: [FEWEST, MOST].map(log10), ticks: [5, 10, 20, 50, 100, 200].map(log10), text: power },
    y: { domain: [LEAST, LARGEST].map(log10), ticks: [2, 4, 8, 16, 32, 64].map(log10), text: power },
    layers: ["courses"],
    margin: { left: 26, right: 6, top: 22, bottom: 22 },
  });
  plane.element.classList.add("pieces-chart");
  const courses = WIDTHS.map((width) => ({ width, points: FoldingModel.course(width) }));
  const lines = courses.map(({ width }) => svg("g", {},
    svg("path", { class: "line" }), svg("path", { class: "dots" }),
    svg("text", { class: "name", "text-anchor": "middle", text: String(width) })));
  const [wide, cost] = ["wide-line", "cost"].map((name) => svg("path", { class: name }));
  plane.layer("courses").append(cost, wide, ...lines);
  const marks = [svg("circle"), svg("circle")];
  const heading = svg("text", { class: "heading", text: "pieces against parameters; in layers of 2, 3, 4" });
  const [deepName, wideName, costName] = [
    svg("text", { class: "name lit" }),
    svg("text", { class: "name", "text-anchor": "end", text: "one wide layer" }),
    svg("text", { class: "name", "text-anchor": "end" }),
  ];
  plane.above.append(...marks, heading, deepName, wideName, costName);

  /**
   * @param {number[]} point
   * @returns {[number, number]}
   */
  const at = ([parameters, pieces]) => [plane.toX(log10(parameters)), plane.toY(log10(pieces))];
  const pathOf = (points) => points.map((each, k) => `${k ? "L" : "M"}${at(each).map(px).join(" ")}`).join("");
  const wideEnds = [[4, 2], [costInOneLayer(64), 64]];

  /** The network of the dot that was pressed. */
  onTap(plane, (x, y) => {
    const dots = courses.flatMap(({ width, points }) => points.map(([parameters, pieces], l) => ({
      width, layers: l + 1, apart: Math.hypot(log10(parameters) - x, log10(pieces) - y),
    })));
    const nearest = dots.reduce((best, each) => (each.apart < best.apart ? each : best));
    if (nearest.apart > NEAR) return;
    model.putNetwork(nearest.width, nearest.layers);
    done();
  }, signal);

  function drawLines() {
    courses.forEach(({ width, points }, n) => {
      const [x, y] = at(points.at(-1));
      set(lines[n], { class: width === model.width ? "depth-line lit" : "depth-line" });
      set(lines[n].firstChild, { d: pathOf(points) });
      set(lines[n].children[1], { d: points.map((each) => `M${at(each).map(px).join(" ")}h.01`).join("") });
      set(lines[n].lastChild, { x: px(x), y: px(y - 9 * plane.scale) });
    });
    set(wide, { d: pathOf(wideEnds) });
    set(wideName, { x: px(plane.width), y: px(plane.toY(log10(WIDE_NAME_AT))) });
  }

  /** Where the deep network and the wide one are, the one on the screen filled; and what its pieces cost elsewhere. */
  function drawNow() {
    const { layers, width, units, isWide } = model;
    const [deep, flat] = [FoldingModel.course(width)[layers - 1], [3 * units + 1, units + 1]];
    [deep, flat].forEach((point, n) => {
      const isShown = isWide === (n === 1);
      const [cx, cy] = layers ? at(point).map(px) : [0, 0];
      const display = layers ? null : "none";
      set(marks[n], { cx, cy, r: MARK * plane.scale, class: `now${isShown ? " shown" : ""}`, display });
    });
    const pieces = layers ? deep[1] : 1;
    const isDear = pieces >= DEAR;
    const [x, y] = at(layers ? deep : [FEWEST, LEAST]);
    const [right] = at([costInOneLayer(pieces), pieces]);
    set(cost, { d: isDear ? `M${px(x)} ${px(y)}H${px(right)}V${plane.height}` : "" });
    set(costName, {
      x: px(right - 4 * plane.scale), y: px(plane.height - 5 * plane.scale),
      text: isDear ? String(costInOneLayer(pieces)) : "",
    });
    const isLeft = x > LEFT_ROOM * plane.scale;
    set(deepName, {
      "text-anchor": isLeft ? "end" : "start",
      x: px(x + (isLeft ? -11 : 9) * plane.scale), y: px(y + (isLeft ? 4.5 : 15) * plane.scale),
      text: layers ? `${counted(layers, "layer")} of ${width}` : "",
    });
    set(heading, { x: px(-plane.margin.left), y: px(-8 * plane.scale) });
  }

  return {
    element: plane.element,
    resize({ width }) {
      const scale = scaleOf(plane.element);
      plane.resize(Math.min(width, WIDEST * scale), HEIGHT * scale);
    },
    update() {
      drawLines();
      drawNow();
    },
  };
}
