/** The staircase's picture: the curve f* and its band, f with its handles, a level's reach, the trained network. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { Plane } from "../kit/plane/plane.js";
import { onTap } from "../kit/plane/tap.js";
import { clearHeight } from "./clear_height.js";
import { drawnCurve } from "./drawn_curve.js";
import { AROUND } from "./line_model.js";
import { RADIUS, stairs } from "./stairs.js";

const TOP = 1.35;
/** The largest error's name stands this far beside it; half its length and height, and what stays free around it. */
const [ASIDE, HALF_LENGTH, HALF_HEIGHT, FREE] = [8, 38.5, 7.5, 3];
const EPSILON_RADIUS = 13;
const EPSILON_AT = 0.02;
const MOST_HANDLES = 40;
const EVEN = 301;
const places = Float64Array.from({ length: EVEN }, (_, i) => i / (EVEN - 1));

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./line_model.js").LineModel} options.line
 * @param {import("./trained_model.js").TrainedModel} options.trained
 * @param {(j: number) => void} options.choose
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function linePicture({ frame, line, trained, choose, done, signal }) {
  const { state, limits } = line;
  const plane = new Plane({
    label: "The curve f* and the network's staircase f",
    x: { domain: [0, 1], label: "x" },
    y: { domain: [-TOP, TOP], ticks: [-1, -0.5, 0, 0.5, 1] },
    layers: ["tolerance", "reach", "curves"],
    margin: { top: 6 },
  });
  const path = (kind) => svg("path", { class: kind });
  const [band, truth, limit, sum, learnt, gap] =
    ["tolerance-band", "truth-curve", "limit-curve", "model-curve", "learnt-curve", "gap-line"].map(path);
  const reach = svg("rect", { class: "reach-area" });
  plane.layer("tolerance").append(band);
  plane.layer("reach").append(reach);
  plane.layer("curves").append(truth, limit, learnt, sum, gap);
  const name = (kind, text) => svg("text", { class: `curve-name ${kind}`, text });
  const [truthName, modelName, learntName, gapName] =
    [name("truth", "f*"), name("model", "f"), name("learnt", ""), name("gap", "largest error")];
  const stairLayer = svg("g", { class: "stairs" });
  const placeLayer = svg("g", { class: "curve-places" });
  const epsilonDisc = namedDisc("epsilon", "ε");
  plane.above.append(truthName, modelName, learntName, gapName, stairLayer, epsilonDisc.element, placeLayer);

  const steps = stairs({ plane, parent: stairLayer, line, choose, done, signal });
  /** Of a slow stream in which none of them has the hand or the keys, they are left out until it rests. */
  const grips = {
    update() {
      const waits = frame.pace.isLate && !stairLayer.querySelector(".held, :focus");
      set(stairLayer, { visibility: waits ? "hidden" : null });
      if (!waits) steps.update(!line.drawing && line.m <= MOST_HANDLES);
    },
  };
  const pen = drawnCurve({
    plane, parent: placeLayer, limits, signal, done,
    get: () => state.get("curve"),
    change: (curve) => line.change({ target: "own", curve }),
    drawing: () => line.drawing,
  });
  onTap(plane, (x) => line.adding && !line.drawing && line.add(x), signal);

  /** ε is grabbed at the band's edge near x = 0, above f* or below it, where there is more room. */
  const truthThere = () => line.target.f(EPSILON_AT);
  const side = () => (truthThere() > 0.3 ? -1 : 1);
  const edge = () => truthThere() + side() * state.get("eps");
  const bounds = state.kinds.eps;
  const epsilon = handle(epsilonDisc.element, {
    signal, done, low: bounds.low, high: bounds.high,
    name: () => "Tolerance ε, in the picture",
    value: () => state.get("eps"),
    text: () => format(state.get("eps")),
    grab: (event) => edge() - plane.at(event)[1],
    drag: (event, offset) => line.build(side() * (plane.at(event)[1] + offset - truthThere())),
    nudge: (dx, dy, large) => line.build(state.get("eps") + (dx + dy) * 0.01 * (large ? 10 : 1)),
    end: (which) => line.build(bounds[which]),
  });

  let drawn = [];
  let xs = new Float64Array(0);
  let fs = new Float64Array(0);

  /** Places at which the staircase is drawn: even ones, and closer where a soft step rises. */
  function placesToDraw() {
    const { knots } = line.staircase;
    const count = EVEN + AROUND.length * knots.length;
    if (xs.length !== count) [xs, fs] = [new Float64Array(count), new Float64Array(count)];
    xs.set(places);
    knots.forEach((knot, j) => AROUND.forEach((each, n) => {
      xs[EVEN + j * AROUND.length + n] = clamp(knot + each / line.R, 0, 1);
    }));
    return xs.sort();
  }
  function hardPath({ knots, levels }) {
    let d = `M0 ${plane.toY(levels[0]).toFixed(1)}`;
    knots.forEach((knot, j) => (d += `H${plane.toX(knot).toFixed(1)}V${plane.toY(levels[j + 1]).toFixed(1)}`));
    return `${d}H${plane.width}`;
  }

  /** f* and its band, which stay while steps are moved. */
  function drawTruth() {
    const eps = state.get("eps");
    const now = [line.target, eps, plane.width, plane.height];
    if (now.every((each, i) => each === drawn[i])) return;
    drawn = now;
    const { values } = line.target;
    const every = (values.length - 1) / (EVEN - 1);
    const heights = Float64Array.from(places, (_, i) => values[Math.round(i * every)]);
    set(truth, { d: plane.path(places, heights) });
    const lower = plane.path(Float64Array.from(places).reverse(), heights.map((y) => y - eps).reverse());
    set(band, { d: `${plane.path(places, heights.map((y) => y + eps))}L${lower.slice(1)}Z` });
  }

  function drawCurves() {
    const isHard = line.R === Infinity;
    const stairs = hardPath(line.staircase); // what R = ∞ makes of the steps: the handles stand on it
    set(limit, { d: isHard ? "" : stairs });
    set(sum, { d: isHard ? stairs : plane.path(placesToDraw(), line.evaluate(xs, fs)) });
    const { x, f } = line.worst;
    const [from, to] = [plane.toY(f), plane.toY(line.target.f(x))];
    set(gap, { d: `M${plane.toX(x).toFixed(1)} ${from.toFixed(1)}V${to.toFixed(1)}` });
    nameCurves();
  }

  /** The name of the largest error stands beside it, as near to its middle as no disc lies over it. */
  function nameGap() {
    const { scale } = plane;
    const { x, f } = line.worst;
    const side = x > 0.5 ? -1 : 1;
    const start = plane.toX(x) + side * ASIDE * scale;
    const middle = start + side * HALF_LENGTH * scale;
    const discs = [...steps.discs().map((disc) => ({ ...disc, radius: RADIUS })), epsilonAt()]
      .filter(({ x, radius }) => Math.abs(x - middle) < (HALF_LENGTH + FREE + radius) * scale)
      .map(({ y, radius }) => ({ y, apart: (HALF_HEIGHT + FREE + radius) * scale }));
    const y = clearHeight((plane.toY(f) + plane.toY(line.target.f(x))) / 2, discs, [0, plane.height]);
    set(gapName, {
      x: start.toFixed(1), y: y.toFixed(1), "text-anchor": side < 0 ? "end" : "start", "dominant-baseline": "central",
    });
  }

  /** The names stand at the longest level, f on one side of it and f* beyond f*. */
  function nameCurves() {
    const { knots, levels } = line.staircase;
    const ends = [0, ...knots, 1];
    const lengths = levels.map((_, j) => ends[j + 1] - ends[j]);
    const j = lengths.indexOf(Math.max(...lengths));
    const x = ends[j] + lengths[j] / 4;
    const truth = line.target.f(x);
    const isAbove = truth > levels[j];
    const put = (name, y, up) =>
      set(name, { x: plane.toX(x).toFixed(1), y: (plane.toY(y) + (up ? -10 : 18) * plane.scale).toFixed(1) });
    put(truthName, truth, isAbove);
    put(modelName, levels[j], !isAbove);
  }

  function drawReach() {
    const { knots, levels } = line.staircase;
    const eps = state.get("eps");
    const j = Math.min(line.chosen + 1, line.m);
    const [left, right] = [plane.toX(knots[j - 1] ?? 0), plane.toX(knots[j] ?? 1)];
    const [top, bottom] = [plane.toY(levels[j] + eps), plane.toY(levels[j] - eps)];
    set(reach, {
      x: left.toFixed(1), width: (right - left).toFixed(1), y: top.toFixed(1), height: (bottom - top).toFixed(1),
    });
  }

  const epsilonAt = () =>
    ({ x: plane.toX(EPSILON_AT), y: clamp(plane.toY(edge()), 6, plane.height - 6), radius: EPSILON_RADIUS });
  function placeEpsilon() {
    const { x, y } = epsilonAt();
    epsilonDisc.place(x, y, plane.scale);
    epsilonDisc.element.toggleAttribute("hidden", line.drawing);
    epsilon.update();
  }

  function drawLearnt() {
    const shown = trained.isShown;
    const curve = shown ? trained.evaluate(places) : [];
    const place = Math.round(0.7 * (EVEN - 1));
    set(learnt, { d: shown ? plane.path(places, curve) : "" });
    set(learntName, {
      x: plane.toX(places[place]).toFixed(1), y: shown ? (plane.toY(curve[place]) + 24 * plane.scale).toFixed(1) : 0,
      text: shown ? "trained" : "",
    });
  }

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      drawTruth();
      drawCurves();
      drawReach();
      placeEpsilon();
      drawLearnt();
      grips.update();
      nameGap();
      pen.update();
    },
  };
}
