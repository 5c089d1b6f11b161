/**
 * The image x, the output r and what follows it, or what r would be if it followed the image, one scale for all; below
 * them the sum at the cell that is shown.
 */

import { reach } from "../engine/convolution.js";
import { SIDE } from "../engine/strokes.js";
import { LIGHTS, Maps } from "../kit/image/maps.js";
import { pad } from "../kit/image/pad.js";
import { sightLines } from "../kit/image/sight_lines.js";
import { html } from "../kit/page/dom.js";
import { group, text, updateAll } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { captions, cellInWords } from "./in_words.js";
import { windowHandle } from "./window_handle.js";

const GAP = 2;
const BETWEEN = 24;
const CAPTION = 20;
/** The sum's share of the height; less under the four pictures of a photograph, where the whole is high enough. */
const SUM = { usual: 0.43, small: 0.36, from: 400 };
/** The sides that the scale leaves room for, so that it stays as it is for other strides and a padding of 1. */
const ROOM = { x: 30, r: 30, after: 17 };
/** The last caption is short where its picture is narrower than this. */
const NARROW = 120;

const largestOf = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

/** The size in cells of `count` pictures of a side, in so many columns. */
const sizeOf = (count, columns, side) => [
  columns * (side + GAP) - GAP, Math.ceil(count / columns) * (side + GAP) - GAP,
];

/**
 * @param {object} options
 * @param {import("./model.js").ConvolutionModel} options.model
 * @param {import("../kit/page/state.js").State} options.state
 * @param {any} options.sum  the part below the pictures
 * @param {() => void} options.redraw  after the pointer has moved
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function convolutionPicture({ model, state, sum, redraw, done, signal }) {
  let [room, isNarrow] = [{ width: 320, height: 320 }, false];
  const input = new Maps({ label: "image x", ink: (c) => (model.isPhotograph ? LIGHTS[c] : "--ink"), signal });
  const output = new Maps({
    label: "output r", done, signal,
    words: (cell) => cellInWords(model, cell),
    chosen: () => (model.fits ? model.cell : null),
    choose: (cell) => model.choose(cell),
    point(cell) {
      model.pointed = cell;
      redraw();
    },
  });
  const after = new Maps({ label: "values after activation and pooling", signal });
  const sheet = pad({
    label: "Image to draw on", strokes: state.kinds.strokes,
    get: () => state.get("strokes"), change: (strokes) => model.draw(strokes), done, signal,
  });
  sheet.element.classList.add("over");
  const sheetPlace = group(html("div"), { hidden: () => !model.isSheet }, sheet);
  const mover = windowHandle({ maps: input, model, done, signal });
  input.element.append(sheetPlace.element);

  const hidden = [() => false, () => !model.fits, () => model.problem !== ""];
  const figures = [input, output, after].map((maps, n) => group(
    html("div", { class: "map-figure" }), { hidden: hidden[n] },
    html("div", { class: "map-room" }, maps.element),
    text("picture-caption", () => captions[n](model, isNarrow))));
  const problem = text("problem", () => model.problem);
  const lines = sightLines();
  const elements = [...figures, problem, lines].map((each) => each.element);
  const row = html("div", { class: "conv-row" }, ...elements);
  let [arranged, isMoved, corners, pooled] = ["", true, [], null];

  /** Gives the three pictures one scale, so that a smaller layer looks smaller; each stands about its middle. */
  function arrange() {
    const { channels, outputs, height, width, padding } = model.conv;
    const last = model.isTransformed ? model.conv : model.last;
    const pictures = model.isPhotograph ? channels + 1 : channels;
    const shapes = [pictures, outputs, height, width, padding, last.height, last.width, room.width, room.height].join();
    if (shapes === arranged) return;
    arranged = shapes;
    const scale = scaleOf(row);
    const side = SIDE + 2 * padding;
    const columns = Math.min(outputs, outputs > 4 ? 3 : 2);
    const isOne = outputs === 1;
    const sumShare = model.isPhotograph && room.height > SUM.from * scale ? SUM.small : SUM.usual;
    const fitting = (beside) => {
      const rooms = [
        sizeOf(pictures, beside, Math.max(side, ROOM.x)),
        sizeOf(outputs, columns, isOne ? Math.max(width, ROOM.r) : width),
        sizeOf(outputs, columns, isOne ? Math.max(last.width, ROOM.after) : last.width),
      ];
      const across = rooms.reduce((total, [wide]) => total + wide, 0);
      const down = Math.max(...rooms.map(([, high]) => high));
      const cell = Math.min(
        (room.width - 2 * BETWEEN * scale) / across, (room.height * (1 - sumShare) - CAPTION * scale) / down);
      return { beside, rooms, down, cell: cell < 3 ? cell : Math.floor(cell) };
    };
    const [inRow, inSquare] = [fitting(pictures), fitting(Math.ceil(Math.sqrt(pictures)))];
    const { beside, rooms, down, cell } = inSquare.cell > inRow.cell ? inSquare : inRow;
    input.arrange([pictures, side, side], { columns: beside, cell, gap: GAP });
    if (model.fits) output.arrange([outputs, height, width], { columns, cell, gap: GAP });
    if (!model.problem) after.arrange([outputs, last.height, last.width], { columns, cell, gap: GAP });
    figures.forEach(({ element }, n) => {
      element.style.width = `${rooms[n][0] * cell}px`;
      element.firstChild.style.height = `${down * cell}px`;
    });
    isNarrow = rooms[2][0] * cell < NARROW * scale;
    sheet.fit(SIDE * cell);
    Object.assign(sheet.element.style, { left: `${padding * cell}px`, top: `${padding * cell}px` });
    sum.resize({ width: room.width, height: room.height - down * cell - CAPTION * scale });
    isMoved = true;
  }

  /** Lines from the window on x to the cell of r, and from the pooling's window to its value. */
  function drawLines() {
    if (isMoved) {
      const { left, top } = row.getBoundingClientRect();
      corners = [input, output, after].map(({ element }) => {
        const box = element.getBoundingClientRect();
        return { x: box.left - left, y: box.top - top };
      });
      isMoved = false;
    }
    const on = (n, { x, y, width, height }) => ({ x: x + corners[n].x, y: y + corners[n].y, width, height });
    const pairs = [];
    if (model.fits && !model.isSheet) {
      const { size, stride, dilation } = model.conv;
      const [, i, j] = model.cell;
      const span = reach(size, dilation);
      const window = input.box([input.shape[0] - 1, i * stride, j * stride], span, span);
      pairs.push({ from: on(0, window), to: on(1, output.box(model.cell, 1, 1)) });
    }
    if (pooled) pairs.push({ from: on(1, pooled.from), to: on(2, pooled.to) });
    lines.draw(pairs);
  }

  /** Where the filter of the cell meets x: one box for a window, or one for each of its entries. */
  function boxesMet([, i, j]) {
    const { size, stride, dilation } = model.conv;
    const isWhole = dilation === 1;
    const apart = () => Array.from({ length: size * size }, (_, n) => [Math.floor(n / size), n % size]);
    const [entries, span] = isWhole ? [[[0, 0]], size] : [apart(), 1];
    const boxes = (c) => entries.map(([k, l]) =>
      input.box([c, i * stride + k * dilation, j * stride + l * dilation], span, span));
    return inputs().flatMap(boxes);
  }

  /** The numbers of the pictures of x: its channels, after the photograph itself. */
  const inputs = () => Array.from({ length: input.shape[0] }, (_, c) => c);

  /** The border of x within its padding and where the cell looks. */
  function outlineInput() {
    const { padding } = model.conv;
    const edges = inputs().map((c) => input.box([c, padding, padding], SIDE, SIDE));
    const met = model.fits ? boxesMet(model.cell) : [];
    input.outline([...edges.map((box) => ({ box, name: "edge" })), ...met.map((box) => ({ box, name: "met" }))]);
  }

  /** The value after pooling that is nearest to the cell, and the window that it comes from. */
  function outlinePooled() {
    const [d, i, j] = model.cell;
    const { size, stride } = model.pool ?? { size: 1, stride: 1 };
    const { height, width } = model.last;
    const [top, column] = [Math.min(height - 1, Math.floor(i / stride)), Math.min(width - 1, Math.floor(j / stride))];
    const window = output.box([d, top * stride, column * stride], size, size);
    pooled = { from: window, to: after.box([d, top, column], 1, 1) };
    after.outline([{ box: pooled.to, name: "met" }]);
    output.outline(model.pool ? [{ box: pooled.from, name: "edge" }] : []);
  }

  /** The place of the cell in r of the image as it was, transformed. */
  function outlineExpected() {
    pooled = { from: output.box(model.cell, 1, 1), to: after.box(model.cell, 1, 1) };
    after.outline([{ box: pooled.to, name: "met" }]);
    output.outline([]);
  }

  function drawInput() {
    if (model.isPhotograph) input.paintColours(model.padded);
    input.draw(model.padded, 1, model.isPhotograph ? 1 : 0);
    outlineInput();
  }

  /** r, and beside it, on the same scale, what it would be; or what follows it. */
  function drawOutput() {
    const { conv: { r }, expected, h, isTransformed } = model;
    const largest = isTransformed ? Math.max(largestOf(r), largestOf(expected)) : largestOf(r);
    if (model.fits) output.draw(model.seen, largest);
    pooled = null;
    if (model.problem) return output.outline([]);
    after.draw(isTransformed ? expected : h, isTransformed ? largest : largestOf(h));
    return isTransformed ? outlineExpected() : outlinePooled();
  }

  return {
    element: html("div", { class: "conv" }, row, sum.element),
    resize: (next) => (room = next),
    update() {
      arrange();
      drawInput();
      drawOutput();
      updateAll([sheetPlace, mover, ...figures, problem, sum]);
      drawLines();
    },
  };
}
