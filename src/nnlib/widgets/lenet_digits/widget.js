/** LeNetDigits: draw a digit, or pick one, and see all that a trained LeNet-5 makes of it. */

import { fromHalf } from "../engine/half.js";
import { LeNet } from "../engine/lenet.js";
import { softmax } from "../engine/losses.js";
import { normalised } from "../engine/strokes.js";
import { State } from "../kit/page/state.js";
import { button, part, strip } from "../kit/controls/controls.js";
import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { ledger } from "./ledger.js";
import { Maps, arrangement } from "../kit/image/maps.js";
import { pad } from "../kit/image/pad.js";
import { probabilityBars } from "./probability_bars.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { unitPanel } from "./unit_panel.js";

const SIDE = 28;
const AREA = SIDE * SIDE;
const NAMES = ["digit 0", "digit 1", "digit 2", "digit 3", "digit 4", "digit 5", "digit 6", "digit 7", "digit 8", "digit 9"];

/** A unit of a fully connected layer stands in rows, so that a long layer fits: [rows, columns]. */
const folded = (count, room) => {
  const columns = [count, count / 2, count / 3, count / 4, count / 6, count / 12].find((each) => Number.isInteger(each) && each * 10 <= room) ?? 10;
  return [count / columns, columns];
};

function agree(state, layers, count) {
  if (state.digit >= count) throw new Error(`digit: there are only ${count}`);
  const [l, c, i, j] = state.unit;
  const layer = layers[l];
  if (!layer || c >= layer.channels || i >= layer.height || j >= layer.width) throw new Error("unit: there is no such unit");
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const net = new LeNet(fromHalf(model.get("_weights")));
  const { layers } = net;
  const bytes = model.get("_images");
  const labels = model.get("_labels");
  const state = new State({
    model, signal, bookPage,
    agree(next, given) {
      if (given.includes("strokes") && !given.includes("source")) next.source = "drawn";
      agree(next, layers, labels.length);
    },
  });
  const frame = new Frame({
    el, widget: "LeNetDigits", state, signal,
    title: "What a trained LeNet-5 sees in a digit",
    hint: "Draw a digit on the sheet, or pick one that the network has never seen. Point at any cell of any layer to see what it looks at; click to keep it.",
  });
  const done = () => state.commit();
  const image = new Float64Array(AREA);
  const f = new Float64Array(10);
  const view = { pointed: null };
  const unit = () => view.pointed ?? state.get("unit");

  // The sheet, what the network gets, and what it answers
  const sheet = pad({
    label: "Sheet to draw a digit on", signal, done,
    get: () => (state.get("source") === "drawn" ? state.get("strokes") : []),
    change: (strokes) => state.change({ strokes, source: "drawn" }),
  });
  const input = new Maps({ label: "Input of the network", ink: true, signal });
  const bars = probabilityBars({ label: "Probability of each digit", count: 10 });
  const titled = (text, element) => html("div", {}, html("p", { class: "quiet", text }), element);
  const clear = button({ text: "Clear the sheet", press: () => state.commit({ strokes: [], source: "drawn" }), disabled: () => state.get("source") === "drawn" && state.get("strokes").length === 0 });
  const top = html("div", { class: "lenet-top" },
    titled("Draw here", sheet.element), titled("What the network gets", input.element), titled("Probability f of each digit", bars.element));

  // The layers
  const isFlat = (layer) => layer.height === 1;
  /** From a unit to its place in the pictures of its layer, and back. */
  const across = layers.map(() => 1);
  const toPlace = (l, [c, i, j]) => (isFlat(layers[l]) ? [0, Math.floor(c / across[l]), c % across[l]] : [c, i, j]);
  const toUnit = (l, [c, i, j]) => (isFlat(layers[l]) ? [l, i * across[l] + j, 0, 0] : [l, c, i, j]);
  const valueOf = ([l, c, i, j]) => layers[l].values[(c * layers[l].height + i) * layers[l].width + j];
  const nameOf = ([l, c, i, j]) => (isFlat(layers[l]) ? `${layers[l].name}, unit ${l === 6 ? c : c + 1}` : `${layers[l].name}, channel ${c + 1}, row ${i + 1}, column ${j + 1}`);
  const maps = layers.map((layer, l) => new Maps({
    label: layer.name, signal, done,
    words: (place) => `${nameOf(toUnit(l, place))}: ${format(valueOf(toUnit(l, place)))}`,
    chosen: () => (unit()[0] === l ? toPlace(l, unit().slice(1)) : null),
    choose(place) {
      view.pointed = null;
      state.change({ unit: toUnit(l, place) });
      frame.invalidate();
    },
    point(place) {
      view.pointed = place && toUnit(l, place);
      frame.invalidate();
    },
  }));
  const rows = layers.map((layer, l) => {
    const shape = isFlat(layer) ? String(layer.channels) : `${layer.channels} × ${layer.height} × ${layer.width}`;
    return html("div", { class: "lenet-layer" }, html("p", {}, html("b", { text: layer.name }), ` ${layer.kind}: ${shape}`), maps[l].element);
  });
  const layerRows = html("div", { class: "lenet-layers" }, ...rows);
  frame.hero.append(html("div", { class: "lenet" }, top, layerRows));

  // Controls
  const picker = thumbnails({
    label: "Held-out digits; the last ones are read wrongly", count: labels.length, signal,
    name: (i) => `${NAMES[labels[i]]}, number ${i + 1}`,
    bytes: (i) => new Uint8Array(bytes.buffer, bytes.byteOffset + i * AREA, AREA),
    value: () => (state.get("source") === "digit" ? state.get("digit") : -1),
    change: (digit) => state.commit({ digit, source: "digit" }),
  });
  const panel = unitPanel({ net, nameOf, signal });
  const table = ledger({ layers, signal, lit: () => unit()[0] });
  frame.side.append(part("The digit", strip(clear.element), picker.element), part("The chosen unit", panel.element), part("Ledger", table.element));
  frame.presets = labels.slice(2, 20).flatMap((_, i) => (i % 2 === 0 ? [() => state.commit({ digit: i + 2, source: "digit" })] : []));

  frame.onResize(({ width: whole, height }) => {
    const width = layerRows.clientWidth;
    const isBeside = width < whole;
    const cell = whole >= 560 && !isBeside ? 7 : Math.floor((top.clientWidth - 12) / 2 / SIDE);
    sheet.resize(cell * SIDE);
    input.arrange([1, SIDE, SIDE], { columns: 1, cell, gap: 0 });
    for (const [l, width1] of [[0, SIDE], [2, 10]]) {
      const { columns, cell: small } = arrangement({ room: width, channels: layers[l].channels, width: width1, gap: 2, least: 3, most: 6 });
      maps[l].arrange(shapeOf(layers[l]), { columns, cell: small, gap: 2 });
      maps[l + 1].arrange(shapeOf(layers[l + 1]), { columns, cell: 2 * small, gap: 1 });
    }
    for (const l of [4, 5, 6]) {
      const [down, columns] = folded(layers[l].channels, width);
      across[l] = columns;
      maps[l].arrange([1, down, columns], { columns: 1, cell: Math.min(24, Math.floor(width / Math.max(columns, 28))), gap: 0 });
    }
    panel.resize(frame.side.clientWidth || 260);
  });
  const shapeOf = ({ channels, height, width }) => [channels, height, width];

  function read() {
    if (state.get("source") === "drawn") return normalised(state.get("strokes"), image);
    const from = state.get("digit") * AREA;
    for (let k = 0; k < AREA; k++) image[k] = bytes.getUint8(from + k) / 255;
    return image;
  }

  /** Where the unit looks: in the input, and in the layer before it. */
  function drawFields() {
    const [l, c, i, j] = unit();
    const [top0, left, bottom, right] = net.field(l, i, j);
    input.outline([{ box: input.box([0, top0, left], bottom - top0 + 1, right - left + 1), name: "met" }]);
    maps.forEach((each, m) => {
      const { size, stride, kind, padding } = layers[m + 1] ?? {};
      if (m !== l - 1 || !size) return each.outline([]);
      const channels = kind === "convolution" ? Array.from({ length: layers[m].channels }, (_, n) => n) : [c];
      each.outline(channels.map((n) => ({ box: each.box([n, i * stride - padding, j * stride - padding], size, size), name: "met" })));
    });
  }

  frame.onDraw(() => {
    read();
    const z = net.forward(image);
    softmax(z, 10, 1, f);
    sheet.update();
    input.draw(image);
    layers.forEach((layer, l) => maps[l].draw(layer.values, l === 6 ? z.reduce((most, each) => Math.max(most, Math.abs(each)), 1) : 1));
    bars.update(Array.from(z), Array.from(f));
    drawFields();
    panel.update(unit());
    for (const each of [clear, picker, table]) each.update();
    const best = f.indexOf(Math.max(...f));
    const isDrawn = state.get("source") === "drawn";
    const truth = isDrawn ? "" : ` It is a ${labels[state.get("digit")]}.`;
    frame.say(isDrawn && state.get("strokes").length === 0
      ? "The sheet is empty."
      : `The network reads ${best} with probability ${format(f[best])}.${truth} ${nameOf(unit())}: ${format(valueOf(unit()))}.`);
  });
  return () => ended.abort();
}

export default { render };
