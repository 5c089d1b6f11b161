/** Dropout: a trained network with units dropped at random; one mask, many, all of them; and trained with p or without. */

import { State } from "../kit/page/state.js";
import { button, choice, part, slider, strip, toggle } from "../kit/controls/controls.js";
import { censoredUnits } from "./censored_units.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { DropoutModel, MOST_MASKS, UNITS } from "./model.js";
import { dropoutPicture } from "./picture.js";
import { dropoutTraining } from "./training.js";
import { counted, fixed, format, plain, superscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { number } from "../kit/controls/number.js";
import { scaleOf } from "../kit/page/scale.js";

const PRESETS = [0, 0.1, 0.2, 0.5, 0.8];
const NET_HEIGHT = 124;
const ALL = `2${superscript(UNITS)}`;

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model: traits, signal, bookPage });
  const frame = new Frame({
    el, widget: "Dropout", state, signal,
    title: "A network that loses hidden units at random, and the mean of all that it can become",
    hint: "Click a hidden unit to drop it, redraw the mask, move p. The dotted line and the data points can be dragged.",
  });
  const model = new DropoutModel(state);
  const view = { lit: null };
  const done = () => state.commit();
  const isTraining = () => state.get("view") === "training";
  const point = (j) => {
    view.lit = j;
    frame.invalidate();
  };

  const picture = dropoutPicture({ state, model, lit: () => view.lit, done, signal });
  const net = censoredUnits({
    units: UNITS,
    mask: () => state.get("mask"),
    beta: () => Array.from(model.back.layers[0].W, (each) => each * model.factor),
    toggle: (j) => state.commit({ mask: state.get("mask").map((each, k) => (k === j ? 1 - each : each)) }),
    point, lit: () => view.lit, signal,
  });
  frame.hero.append(picture.element, net.element);

  // Masks
  const drawUpTo = (masks) => state.change({ masks, mask: model.maskOf(masks) });
  const putP = (p) => state.change({ p, mask: model.maskOf(state.get("masks"), p) });
  frame.presets = PRESETS.map((p) => () => {
    putP(p);
    done();
  });
  const full = () => state.get("masks") >= MOST_MASKS;
  const more = (count) => () => {
    drawUpTo(Math.min(MOST_MASKS, state.get("masks") + count));
    done();
  };
  const where = choice({
    label: "Look at",
    options: [["masks", "its masks"], ["training", "training with p"]],
    value: () => state.get("view"),
    change: (which) => {
      training.pause();
      state.commit({ view: which });
    },
  });
  const p = slider({ label: "p", low: 0, high: 0.9, step: 0.05, text: plain, value: () => state.get("p"), change: putP, done, signal });
  const scaled = toggle({ label: "Survivors × 1/(1 − p) in training", value: () => state.get("scaled"), change: (on) => state.commit({ scaled: on }) });
  const output = choice({ label: "Output unit", options: [["linear", "linear"], ["tanh", "tanh"]], value: () => state.get("output"), change: (kind) => state.commit({ output: kind }) });
  const masks = number({
    label: "Number of masks drawn", low: 1, high: MOST_MASKS, step: 1, value: () => state.get("masks"),
    change: (value) => drawUpTo(Math.round(value)), done, signal,
  });
  const maskControls = [
    button({ text: "Redraw", press: more(1), disabled: full, hint: "Another mask: each unit is dropped with probability p" }),
    button({ text: "100 more", press: more(100), disabled: full }),
    button({ text: "Back to one", press: () => (drawUpTo(1), done()), disabled: () => state.get("masks") === 1 }),
    button({ text: "Keep all", press: () => state.commit({ mask: Array(UNITS).fill(1) }), disabled: () => state.get("mask").every(Boolean) }),
  ];
  const table = html("table", { class: "values" }, html("thead", {}, html("tr", {}, ...["", "f(x)", "off by ≤"].map((text) => html("th", { text, scope: "col" })))), html("tbody"));
  const caption = html("p", { class: "quiet" });
  const maskPart = part("Masks", strip(...maskControls.map((each) => each.element)), html("p", {}, masks.element, " masks drawn"), table, caption);

  const training = dropoutTraining({ state, frame, model, done, signal });
  const trainingPart = part("Training, with p and with p = 0", ...training.elements);
  const legend = html("p", { class: "dropout-legend" }, ...[["net", "trained with p"], ["plain", "with p = 0"], ["truth", "true f*"], ["held", "○ held out"]].map(([kind, text]) => html("span", { class: kind, text })));
  trainingPart.append(legend);
  frame.side.append(where.element, part("Dropout", p.element, scaled.element, output.element), maskPart, trainingPart);

  /** In full screen the picture has the network's room too, where there is no network below it. */
  function fit({ width, height }) {
    const below = NET_HEIGHT * scaleOf(frame.root);
    const room = isTraining() ? height : height - below - 8;
    picture.resize(width, Math.max(220, Number.isFinite(height) ? room : Math.min(width * 0.62, 480)));
    net.resize(width, below);
  }

  frame.onResize((room) => {
    fit(room);
    training.resize(Math.min(420, Math.max(220, frame.side.clientWidth || room.width)));
  });

  function drawTable() {
    const rows = [["mask", "this mask"], ["mean", `mean of ${counted(state.get("masks"), "mask")}`], ["exact", `mean of all ${ALL}`], ["net", "prediction, all units"]];
    const lines = keepCount(table.lastChild, rows.length, () => html("tr", {}, html("th", { scope: "row" }), html("td"), html("td")));
    const at = model.xs.length - 1;
    rows.forEach(([kind, text], i) => {
      const [name, f, off] = lines[i].children;
      set(lines[i], { class: `of-${kind}` });
      set(name, { text });
      set(f, { text: fixed(model.curves[kind][at], 3) });
      set(off, { text: kind === "exact" ? "" : fixed(model.largest[kind], 3) });
    });
    set(caption, { text: `At x = ${fixed(state.get("x"))}; “off by” is the largest distance from the mean of all masks, over all x. Grey: one standard deviation of f over all masks to each side.` });
  }

  /** What the masks do, in words. */
  function sayMasks() {
    const kept = state.get("mask").reduce((sum, each) => sum + each, 0);
    const q = state.get("p");
    const chance = (1 - q) ** kept * q ** (UNITS - kept);
    const fits = model.largest.net < 5e-4;
    return `Mask ${state.get("masks")}: ${kept} of ${UNITS} units kept, a mask of probability ${format(chance, 2)}. ` +
      (fits ? `The prediction is the mean of all ${ALL} masks.` : `The prediction is off the mean of all ${ALL} masks by up to ${format(model.largest.net)}.`);
  }

  frame.onDraw(() => {
    model.read();
    if (net.element.hasAttribute("hidden") !== isTraining()) fit({ width: frame.width, height: frame.height || Infinity });
    maskPart.hidden = isTraining();
    net.element.toggleAttribute("hidden", isTraining());
    trainingPart.hidden = !isTraining();
    for (const each of [where, p, scaled, output, masks, ...maskControls]) each.update();
    if (isTraining()) {
      picture.drawTraining();
      training.update();
      const [withP, without] = ["theta", "plain"].map((name) => model.errors(state.get(name)).heldOut);
      frame.say(`After ${counted(state.get("steps"), "step")}: held-out error ${format(withP)} with p = ${plain(state.get("p"))}, ${format(without)} with p = 0.`);
    } else {
      training.pause();
      model.readMasks();
      picture.drawMasks();
      net.update();
      drawTable();
      frame.say(sayMasks());
    }
    picture.update(isTraining());
  });
  return () => ended.abort();
}

export default { render };
