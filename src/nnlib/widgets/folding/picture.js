/** The strip after each layer, one row a layer, as a function of x; pressed together, as paper seen from its edge. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { counted, fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { Plane } from "../kit/plane/plane.js";
import { creaseHandles } from "./crease_handles.js";
import { foldMotion, onTheWay } from "./fold_motion.js";
import { thingNames } from "./names.js";
import { BESIDE, heightIn } from "./rows.js";
import { wideKinks } from "./wide_kinks.js";

const NARROW = 520;
const MARGINS = {
  wide: { left: 62, right: 92, top: 24, bottom: 34 },
  narrow: { left: 26, right: 72, top: 22, bottom: 34 },
};
/** Sheets are drawn as thick as their number leaves room for, in pixels. */
const [THICKEST, THINNEST, THICKNESS] = [6, 1.5, 0.12];
/** Below this, the ticks of x have no room between the strip's ends. */
const TICKS_FROM = 0.4;
const TURNING = 24; // places along a sheet while it folds
const [PULL_STEP, PULL_LARGE] = [0.02, 5];

const px = (value) => value.toFixed(1);

/**
 * @param {object} options
 * @param {import("./model.js").FoldingModel} options.model
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function foldingPicture({ model, frame, done, signal }) {
  const x = { domain: [0, 1], ticks: [0, 0.5, 1], text: (tick) => (tick % 1 ? String(tick) : `x = ${tick}`) };
  const y = { domain: [0, 1], ticks: [], text: (tick) => nameOf(tick) };
  const plane = new Plane({ label: "The strip after each layer, over x", x, y, layers: ["strips"] });
  const [sheets, counts, names, ends, creases, kinks] =
    ["folds", "counts", "names", "ends", "creases", "kinks"].map((name) => svg("g", { class: name }));
  const laidOut = svg("path", { class: "laid-out" });
  plane.layer("strips").append(laidOut, sheets);
  plane.above.append(creases, counts, names, ends, kinks);
  const motion = foldMotion(frame, () => model.layers);
  const handles = creaseHandles({ plane, parent: creases, model, done, signal });
  const bends = wideKinks({ plane, parent: kinks, model, done, signal });
  const things = thingNames({ plane, parent: names, model });
  let isNarrow = false;

  /** The rows that are drawn, uppermost first. */
  function rowsNow() {
    if (!model.isWide) return model.strips.map((strip, k) => ({ strip, name: rowName(k) }));
    const [deep, wide] = isNarrow ? ["deep", "wide"] : [counted(model.layers, "layer"), "1 layer"];
    return [{ strip: model.strips[model.layers], name: deep }, { strip: model.wide, name: wide }];
  }
  const rowName = (k) => (k === 0 ? (isNarrow ? "x" : "strip") : isNarrow ? String(k) : `layer ${k}`);
  const nameOf = (tick) => rows[rows.length - 1 - Math.floor(tick)].name;
  let rows = rowsNow();

  // The strip's right end, which presses it together
  const end = svg("g", { class: "strip-end" },
    svg("circle", { class: "grab", r: 20 }),
    svg("path", { class: "knob", d: "M-9 0H9M-5 -4L-9 0L-5 4M5 -4L9 0L5 4" }));
  ends.append(end);
  const { low, high } = model.state.kinds.pulled;
  const pulled = () => model.state.get("pulled");
  const perWidth = () => plane.width; // the pixels between pressed flat and pulled apart
  const endHandle = handle(end, {
    signal, done, low, high,
    name: () => "Right end of the strip",
    value: pulled,
    text: () => `pulled apart to ${fixed(100 * pulled(), 0)} %`,
    grab: (event) => ({ x: event.clientX, pulled: pulled() }),
    drag: (event, from) => model.putPulled(from.pulled + (event.clientX - from.x) / perWidth()),
    nudge: (dx, dy, large) => model.putPulled(pulled() + (dx + dy) * PULL_STEP * (large ? PULL_LARGE : 1)),
    end: (which) => model.putPulled(which === "low" ? low : high),
    keys: { Backspace: () => model.putPulled(model.state.author.pulled) },
  });

  /** The paths of a row's rising and of its falling sheets. */
  function pathsOf(strip, k) {
    const paths = ["", ""];
    const isNewest = !model.isWide && k > 0 && k === model.layers && motion.share() < 1;
    if (isNewest) return turningPaths(k);
    for (const { from, to, start, end: last } of strip) {
      const d = plane.path([from, to], [heightIn(k, rows.length, start), heightIn(k, rows.length, last)]);
      paths[last < start ? 1 : 0] += d;
    }
    return paths;
  }

  /** The newest row on its way from the one before. */
  function turningPaths(k) {
    const paths = ["", ""];
    const own = model.creases[k - 1];
    model.strips[k].forEach(({ from, to, start, end: last }, n) => {
      const { from: a, to: b, start: g, end: h } = model.strips[k - 1][Math.floor(n / (own.length + 1))];
      const xs = Array.from({ length: TURNING + 1 }, (_, i) => from + ((to - from) * i) / TURNING);
      const ys = xs.map((each) => {
        const value = onTheWay(g + ((h - g) * (each - a)) / (b - a), own, motion.share());
        return heightIn(k, rows.length, value);
      });
      paths[last < start ? 1 : 0] += plane.path(xs, ys);
    });
    return paths;
  }

  function drawSheets() {
    const groups = keepCount(sheets, rows.length, () =>
      svg("g", {}, svg("path", { class: "rising" }), svg("path", { class: "falling" })));
    rows.forEach(({ strip }, k) => {
      const room = (THICKNESS * pulled() * plane.width) / strip.length;
      const thickness = clamp(room, THINNEST, THICKEST) * plane.scale;
      set(groups[k], { style: `stroke-width: ${px(thickness)}px` });
      pathsOf(strip, k).forEach((d, n) => set(groups[k].children[n], { d }));
    });
  }

  /** Behind the strip that is pressed together: where it lies when it is pulled apart. */
  function drawLaidOut() {
    const place = (k, x, g) => `${px(x * plane.width)} ${px(plane.toY(heightIn(k, rows.length, g)))}`;
    const outline = ({ strip }, k) =>
      `M${place(k, 0, strip[0].start)}` + strip.map(({ to, end: g }) => `L${place(k, to, g)}`).join("");
    set(laidOut, { d: pulled() < 1 ? rows.map(outline).join("") : "" });
  }

  function drawCounts() {
    const right = plane.width + plane.margin.right - 6 * plane.scale;
    const texts = keepCount(counts, rows.length, () => svg("text", { class: "count", "text-anchor": "end" }));
    rows.forEach(({ strip }, k) => {
      const middle = plane.toY(heightIn(k, rows.length, 0.5)) + 5 * plane.scale;
      set(texts[k], { x: px(right), y: px(middle), text: String(strip.length) });
    });
  }

  function drawAxes() {
    rows = rowsNow();
    const domains = [1 / pulled(), rows.length];
    const ticks = rows.map((_, k) => heightIn(k, rows.length, 0.5));
    x.domain = [0, domains[0]];
    x.ticks = pulled() < TICKS_FROM ? [0] : [0, 0.5, 1];
    y.domain = [0, domains[1]];
    y.ticks = ticks;
    plane.drawAxes();
  }

  return {
    element: plane.element,
    resize({ width, height }) {
      const isSmall = width < NARROW * plane.scale;
      isNarrow = isSmall;
      plane.margins = MARGINS[isSmall ? "narrow" : "wide"];
      plane.resize(width, height);
    },
    update() {
      motion.update();
      drawAxes();
      drawLaidOut();
      drawSheets();
      drawCounts();
      things.update(isNarrow, motion.share() === 1);
      set(creases, { class: `creases${motion.share() < 1 ? " folding" : ""}` });
      handles.update();
      bends.update();
      const { scale } = plane;
      set(end, { transform: `translate(${px(plane.toX(1) + BESIDE * scale)} ${px(plane.height)}) scale(${scale})` });
      endHandle.update();
    },
  };
}
