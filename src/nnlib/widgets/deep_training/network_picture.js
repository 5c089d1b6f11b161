/** One network: what it decides, how far each layer's values lie apart, and its gradients; both on the same scales. */

import { html, set, svg } from "../kit/page/dom.js";
import { format, powerOfTen } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { channels, onThemeChange } from "../kit/page/theme.js";
import { decisionPlane } from "../kit/plane/decision_plane.js";
import { Plane } from "../kit/plane/plane.js";
import { shade } from "../kit/plane/shade.js";
import { BINS, HIGH, LOW } from "./densities.js";
import { NAMES } from "./model.js";

const CAPTION = 22;
const GAP = 6;
const DECISION_SHARE = 0.52;
const ROWS = 40;
const ROUGH_ROWS = 18; // while it trains
const ROUGHEST_ROWS = 12; // where frames come slowly
const DECISION = { reach: 1.3, ticks: [-2, -1, 0, 1, 2] };
const AXIS_ROOM = 20;
const LEVELS = 256;
const DARKEST = 0.6;
/** The share of a layer's values in one bin that is drawn darkest. */
const FULL = 0.2;
const TICKS = [LOW, -6, 0];
const TICK_ROOM = 36;
const FIRST_ROOM = 48; // beside its word
const PANELS = [
  { name: "values", label: "How far values lie from their unit's mean", axis: "spread of values", bottom: 6 },
  { name: "gradients", label: "Sizes of the gradients", axis: "gradients", bottom: 6 + AXIS_ROOM },
];

export const classOf = (kind) => `kind-${kind.replace(" ", "-")}`;

/** From the ground to the network's colour. */
function ramp(element) {
  const [ground, colour] = ["--ground", "--kind"].map((name) => channels(element, name));
  const table = new Uint32Array(LEVELS);
  const bytes = new Uint8Array(table.buffer);
  for (let level = 0; level < LEVELS; level++) {
    const share = (DARKEST * level) / (LEVELS - 1);
    for (let c = 0; c < 3; c++) bytes[4 * level + c] = ground[c] + share * (colour[c] - ground[c]);
    bytes[4 * level + 3] = 255;
  }
  return table;
}

/** The first layer, the last, and round numbers between them that leave each other room. */
function layerTicks(depth, width) {
  const most = width / TICK_ROOM;
  const step = [1, 2, 5, 10, 20].find((each) => depth / each <= most) ?? depth;
  const between = Array.from({ length: Math.ceil(depth / step) }, (_, i) => i * step);
  const hasRoom = (layer) => layer - 1 >= (FIRST_ROOM * depth) / width && depth - layer >= 0.75 * step;
  return [1, ...between.filter(hasRoom), depth];
}

const sizeText = (power) => (power === LOW ? "0" : powerOfTen(power));
const layerText = (layer) => (layer === 1 ? "layer 1" : String(layer));

/** @param {any} options  frame, model (DeepModel), side ("left" or "right"), isRunning () => boolean, signal */
export function networkPicture({ frame, model, side, isRunning, signal }) {
  const [name, verdict, rest] = [html("b"), html("span"), html("span", { class: "rest" })];
  const caption = {
    element: html("p", { class: "picture-caption" }, name, verdict, rest),
    update() {
      const { loss, wrong, steps, isDecided } = model.runs[side];
      const behind = steps < model.steps ? `, back at step ${steps}` : "";
      set(name, { text: NAMES[model.kind(side)] });
      set(verdict, { text: isDecided ? `, ${wrong} wrong` : ", undecided" });
      set(rest, { text: `, loss ${format(loss)}${behind}` });
    },
  };
  const decision = decisionPlane({ label: `What the network at the ${side} decides`, ...DECISION, signal });
  const panels = PANELS.map((panel) => {
    const plane = new Plane({
      role: "img",
      label: `${panel.label} in each layer of the network at the ${side}`,
      x: { domain: [0.5, 1.5], ticks: [], text: layerText },
      y: { domain: [LOW, HIGH], ticks: TICKS, text: sizeText, label: panel.axis },
      layers: ["sizes"],
      canvas: true,
      margin: { left: 38, right: 6, top: 4, bottom: panel.bottom },
    });
    const line = svg("path", { class: "sizes-line" });
    plane.layer("sizes").append(line);
    plane.element.classList.add("powers");
    return { ...panel, plane, line, levels: new Float64Array(0) };
  });
  const pictures = [decision.element, ...panels.map(({ plane }) => plane.element)];
  const element = html("div", { class: "deep-network" }, caption.element, ...pictures);
  let [kind, colours] = ["", null];
  onThemeChange(() => (colours = null), signal);

  function draw(panel, density) {
    const { plane, line } = panel;
    const { layers, shares, sizes } = density;
    if (panel.levels.length !== shares.length) {
      plane.x.domain = [0.5, layers + 0.5];
      plane.x.ticks = panel.name === "gradients" ? layerTicks(layers, plane.width / plane.scale) : [];
      panel.levels = new Float64Array(layers * BINS);
      plane.drawAxes();
    }
    for (let k = 0; k < shares.length; k++) panel.levels[k] = Math.min(1, Math.sqrt(shares[k] / FULL));
    shade(plane.canvas, panel.levels, layers, BINS, colours, false);
    set(line, { d: plane.path(sizes.map((_, l) => l + 1), sizes.map((size) => Math.max(LOW, Math.log10(size)))) });
  }

  return {
    element,
    caption,
    resize({ width, height }) {
      const scale = scaleOf(element);
      const room = height - (CAPTION + GAP + AXIS_ROOM) * scale;
      const decided = Math.floor(DECISION_SHARE * room);
      decision.resize({ width, height: decided });
      decision.drawPoints(model.points);
      for (const panel of panels) {
        const axis = panel.name === "gradients" ? AXIS_ROOM * scale : 0;
        panel.plane.resize(width, Math.floor((room - decided) / 2 + axis));
        panel.levels = new Float64Array(0); // the ticks have another room
      }
    },
    update() {
      if (kind !== model.kind(side)) {
        kind = model.kind(side);
        set(element, { class: `deep-network ${classOf(kind)}` });
        colours = null;
      }
      colours ??= ramp(element);
      const run = model.runs[side];
      const rows = !isRunning() ? ROWS : frame.pace.isLate ? ROUGHEST_ROWS : ROUGH_ROWS;
      decision.drawDecision(run.isDecided ? run.forShading() : null, rows);
      for (const panel of panels) draw(panel, model.densities[side][panel.name]);
    },
  };
}
