/** The staircase's picture: the curve and its band, f with its handles, the reach of one level; below, the hidden units. */

import { drawnCurve } from "./curve.js";
import { set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { Plane } from "../kit/plane/plane.js";
import { HIGHEST } from "./line_model.js";
import { stairs } from "./stairs.js";

const LIMITS = [-HIGHEST, HIGHEST];
const TOP = 1.35;
const MOST_HANDLES = 40;
const EVEN = 301;
const AROUND = [-6, -3.5, -2, -1, 0, 1, 2, 3.5, 6];
const COLOURS = 5;
const TAP_TRAVEL = 5;
const UNIT_HEIGHT = 110;
const places = Float64Array.from({ length: EVEN }, (_, i) => i / (EVEN - 1));

export const EPS = { low: 0.02, high: 1 };

/**
 * @param options  state, model (StairModel), view: { chosen, drawing }, choose (j), remove (j), add (x), done () => void, signal
 */
export function stairPicture({ state, model, view, choose, remove, add, done, signal }) {
  const plane = new Plane({
    label: "The curve f* and the network's staircase f",
    x: { domain: [0, 1], label: "x" },
    y: { domain: [-TOP, TOP], ticks: [-1, -0.5, 0, 0.5, 1] },
    layers: ["tolerance", "reach", "curves"],
  });
  const band = svg("path", { class: "tolerance-band" });
  const reach = svg("rect", { class: "reach-area" });
  const curve = svg("path", { class: "truth-curve" });
  const sum = svg("path", { class: "model-curve" });
  const learnt = svg("path", { class: "learnt-curve" });
  const gap = svg("path", { class: "gap-line" });
  plane.layer("tolerance").append(band);
  plane.layer("reach").append(reach);
  plane.layer("curves").append(curve, learnt, sum, gap);
  const names = ["f*", "f", "trained"].map((text) => svg("text", { class: `curve-name ${text === "f*" ? "truth" : text === "f" ? "model" : "learnt"}`, text }));
  const stairLayer = svg("g", { class: "stairs" });
  const placeLayer = svg("g", { class: "curve-places" });
  const epsilonGrip = svg("g", { class: "epsilon" }, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }), svg("text", { class: "tip shown", x: 9, y: -6 }));
  plane.above.append(...names, stairLayer, epsilonGrip, placeLayer);

  const steps = stairs({
    plane, parent: stairLayer, limits: LIMITS, choose, remove, done, signal,
    get: () => model.staircase,
    chosen: () => view.chosen,
    moveKnot: (j, x) => model.moveKnot(j, x),
    moveLevel: (j, y) => model.moveLevel(j, y),
  });
  const pen = drawnCurve({
    plane, parent: placeLayer, limits: LIMITS, signal, done,
    get: () => state.get("curve"),
    change: (curve) => model.change({ target: "own", curve }),
    drawing: () => view.drawing,
  });
  /** The band's edge at x = 0 that has more room: where ε is grabbed. */
  const side0 = () => (model.target.values[0] > 0.3 ? -1 : 1);
  const edge0 = () => model.target.values[0] + side0() * state.get("eps");
  const putEps = (eps) => model.build(Math.min(EPS.high, Math.max(EPS.low, Number(eps.toPrecision(3)))));
  const epsilon = handle(epsilonGrip, {
    signal, done, ...EPS,
    name: () => "Tolerance ε, in the picture",
    value: () => state.get("eps"),
    text: () => format(state.get("eps")),
    grab: (event) => edge0() - plane.at(event)[1],
    drag: (event, offset) => putEps(side0() * (plane.at(event)[1] + offset - model.target.values[0])),
    nudge: (dx, dy, large) => putEps(state.get("eps") + (dx + dy) * 0.01 * (large ? 10 : 1)),
    end: (which) => putEps(EPS[which]),
  });

  plane.svg.addEventListener("pointerdown", (event) => {
    if (view.drawing || event.button !== 0) return;
    addEventListener("pointerup", (up) => {
      const [x, y] = plane.at(up);
      const moved = Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY) >= TAP_TRAVEL;
      if (!moved && x > 0 && x < 1 && Math.abs(y) < TOP) add(x);
    }, { once: true, signal });
  }, { signal });

  const unitPlane = new Plane({
    role: "img",
    label: "The hidden units, each weighted by its β",
    x: { domain: [0, 1], ticks: [] },
    y: { domain: [-1, 1], label: "βⱼ hⱼ(x)" },
    layers: ["units"],
    margin: { bottom: 6 },
  });
  const unitPaths = Array.from({ length: COLOURS }, (_, colour) => svg("path", { class: `unit-curve unit-${colour}` }));
  const chosenPath = svg("path", { class: "unit-curve chosen" });
  unitPlane.layer("units").append(...unitPaths, chosenPath);

  let xs = new Float64Array(0);
  let fs = new Float64Array(0);

  /** Places at which the staircase is drawn: even ones, and closer where a soft step rises. */
  function placesToDraw() {
    const { knots } = model.staircase;
    const count = EVEN + AROUND.length * knots.length;
    if (xs.length !== count) [xs, fs] = [new Float64Array(count), new Float64Array(count)];
    xs.set(places);
    knots.forEach((knot, j) => AROUND.forEach((each, n) => (xs[EVEN + j * AROUND.length + n] = Math.min(1, Math.max(0, knot + each / model.R)))));
    return xs.sort();
  }
  const hardPath = ({ knots, levels }) => {
    let d = `M0 ${plane.toY(levels[0]).toFixed(1)}`;
    knots.forEach((knot, j) => (d += `H${plane.toX(knot).toFixed(1)}V${plane.toY(levels[j + 1]).toFixed(1)}`));
    return `${d}H${plane.width}`;
  };

  function drawCurves() {
    const eps = state.get("eps");
    const { values } = model.target;
    const every = (values.length - 1) / (EVEN - 1);
    const truth = Float64Array.from(places, (_, i) => values[Math.round(i * every)]);
    set(curve, { d: plane.path(places, truth) });
    const lower = plane.path(Float64Array.from(places).reverse(), truth.map((y) => y - eps).reverse());
    set(band, { d: `${plane.path(places, truth.map((y) => y + eps))}L${lower.slice(1)}Z` });
    set(sum, { d: model.R === Infinity ? hardPath(model.staircase) : plane.path(placesToDraw(), model.evaluate(xs, fs)) });
    const { x, f } = model.error;
    set(gap, { d: `M${plane.toX(x).toFixed(1)} ${plane.toY(f).toFixed(1)}V${plane.toY(model.target.f(x)).toFixed(1)}` });
    const j = Math.min(view.chosen + 1, model.m);
    const level = model.staircase.levels[j];
    const [left, right] = [plane.toX(model.staircase.knots[j - 1] ?? 0), plane.toX(model.staircase.knots[j] ?? 1)];
    set(reach, { x: left.toFixed(1), width: (right - left).toFixed(1), y: plane.toY(level + eps).toFixed(1), height: (plane.toY(level - eps) - plane.toY(level + eps)).toFixed(1) });
    set(epsilonGrip, { transform: `translate(0 ${Math.min(plane.height - 6, Math.max(6, plane.toY(edge0()))).toFixed(1)})` });
    set(epsilonGrip.lastChild, { text: `ε = ${format(eps)}` });
    epsilonGrip.toggleAttribute("hidden", view.drawing);
    epsilon.update();
  }

  function drawUnits() {
    const { knots, levels } = model.staircase;
    const heights = knots.map((_, j) => levels[j + 1] - levels[j]);
    const top = Math.max(0.02, ...heights.map(Math.abs)) * 1.7;
    unitPlane.y.domain = [-top, top];
    unitPlane.drawAxes();
    const paths = Array(COLOURS).fill("");
    const path = (j) => {
      const [zero, high] = [unitPlane.toY(0), unitPlane.toY(heights[j])];
      if (model.R === Infinity) return `M0 ${zero.toFixed(1)}H${unitPlane.toX(knots[j]).toFixed(1)}V${high.toFixed(1)}H${unitPlane.width}`;
      const start = unitPlane.toY(heights[j] / (1 + Math.exp(model.R * knots[j])));
      const end = unitPlane.toY(heights[j] / (1 + Math.exp(model.R * (knots[j] - 1))));
      let d = `M0 ${start.toFixed(1)}`;
      for (const each of AROUND) {
        const x = knots[j] + each / model.R;
        if (x > 0 && x < 1) d += `L${unitPlane.toX(x).toFixed(1)} ${unitPlane.toY(heights[j] / (1 + Math.exp(-each))).toFixed(1)}`;
      }
      return `${d}L${unitPlane.width} ${end.toFixed(1)}`;
    };
    knots.forEach((_, j) => (paths[j % COLOURS] += path(j)));
    unitPaths.forEach((each, colour) => set(each, { d: paths[colour] }));
    set(chosenPath, { d: model.m ? path(view.chosen) : "", class: `unit-curve chosen unit-${view.chosen % COLOURS}` });
  }

  function drawLearnt(learntCurve) {
    set(learnt, { d: learntCurve ? plane.path(places, learntCurve) : "" });
    set(names[0], { x: plane.width - 20, y: (plane.toY(model.target.f(1)) - 10).toFixed(1) });
    set(names[1], { x: 6, y: (plane.toY(model.staircase.levels[0]) + 18).toFixed(1) });
    const place = Math.round(0.7 * (EVEN - 1));
    set(names[2], { x: plane.toX(places[place]).toFixed(1), y: learntCurve ? (plane.toY(learntCurve[place]) + 24).toFixed(1) : 0, text: learntCurve ? "trained" : "" });
  }

  return {
    elements: [plane.element, unitPlane.element],
    /** Takes this width and height for both planes. */
    resize(width, height) {
      plane.resize(width, Math.floor(height - UNIT_HEIGHT));
      unitPlane.resize(width, UNIT_HEIGHT);
    },
    /** `net` is the trained network to be drawn too, or null. */
    draw(net) {
      drawCurves();
      drawUnits();
      drawLearnt(net?.forward(places, EVEN));
      steps.update(!view.drawing && model.m <= MOST_HANDLES);
      pen.update();
    },
  };
}
