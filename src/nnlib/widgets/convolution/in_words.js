/** Sizes, counts and sums of Convolution as text. */

import { reach } from "../engine/convolution.js";
import { SIDE } from "../engine/strokes.js";
import { counted, format } from "../kit/page/format.js";

/** Sums in another order differ by less than this. */
const SAME = 1e-9;

const shape = (channels, height, width) => `${channels > 1 ? `${channels} × ` : ""}${height} × ${width}`;

function places(side, padding, window, stride, result) {
  const padded = padding ? `${side} + 2 · ${padding}` : side;
  return `⌊(${padded} − ${window}) / ${stride}⌋ + 1 ${result ? `= ${result}` : "is below 1"}`;
}

/** The formula of the side of r with its numbers. */
export function sideOfOutput({ conv: { size, stride, padding, dilation, height } }) {
  const spans = reach(size, dilation);
  const note = dilation > 1 ? `, where ${spans} = ${dilation} · (${size} − 1) + 1` : "";
  return places(SIDE, padding, spans, stride, height) + note;
}

/** That of the side of what is pooled; "" where nothing is. */
export function sideOfPooled({ conv: { height }, pool }) {
  return pool && height ? places(height, 0, pool.size, pool.stride, pool.height) : "";
}

export function parameters({ conv: { size, channels, outputs, W, b } }) {
  return `(${size} · ${size} · ${channels} + 1) · ${outputs} = ${counted(W.length + b.length, "parameter")}`;
}

const TRANSFORMED = { shift: "shifted", mirror: "mirrored", turn: "turned" };

/** Captions of x, of r, and of what follows or what r would be, which is said in few words where it is narrow. */
export const captions = [
  ({ conv: { channels } }) => `x: ${shape(channels, SIDE, SIDE)}`,
  ({ conv: { outputs, height, width } }) => `r: ${shape(outputs, height, width)}`,
  ({ conv: { outputs }, isTransformed, last, pool, state }, isNarrow) => {
    if (isTransformed) return `${isNarrow ? "old" : "the old"} r, ${TRANSFORMED[state.get("transform")]}`;
    const steps = [];
    if (state.get("activation") === "relu" && !(isNarrow && pool)) steps.push("ReLU");
    if (pool) steps.push(isNarrow ? "pooled" : `${pool.kind} of ${pool.size} × ${pool.size}`);
    return `${steps.join(", ") || "unchanged"}: ${shape(outputs, last.height, last.width)}`;
  },
];

/** A cell of r and its number. */
export function cellInWords(model, [d, i, j]) {
  return `channel ${d + 1}, row ${i + 1}, column ${j + 1}: ${format(model.rAt([d, i, j]))}`;
}

/** The whole picture. */
export function inWords(model) {
  const { problem, conv, pool } = model;
  if (problem) return ["It fits nowhere.", ""];
  const [d, i, j] = model.cell;
  const pooled = pool ? `, pooled ${shape(conv.outputs, pool.height, pool.width)}` : "";
  const channel = conv.outputs > 1 ? `Channel ${d + 1}. ` : "";
  const here = `r = ${format(model.rAt(model.cell))} in row ${i + 1}, column ${j + 1}.`;
  if (model.isTransformed) {
    const old = `the old r, ${TRANSFORMED[model.state.get("transform")]}`;
    const isSame = model.differs < SAME;
    return [here, `${channel}r is ${isSame ? old : `not ${old}: it differs by up to ${format(model.differs)}`}.`];
  }
  return [
    here,
    `${channel}The output is ${shape(conv.outputs, conv.height, conv.width)}${pooled}.`,
  ];
}
