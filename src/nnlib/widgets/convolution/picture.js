/** The image x, the output r and what follows it side by side, one scale for all; the filter's window in each. */

import { SIDE } from "../engine/strokes.js";
import { Maps } from "../kit/image/maps.js";
import { pad } from "../kit/image/pad.js";
import { html } from "../kit/page/dom.js";
import { group, text, updateAll } from "../kit/page/parts.js";
import { captions, cellInWords } from "./in_words.js";
import { windowHandle } from "./window_handle.js";

const GAP = 2;
/** Pixels a cell, and the room that the three pictures have: what is left beside them, and their height. */
const CELL = { least: 2, most: 3 };
const ROOM = { beside: 36, height: 440, share: 0.55 };

const largestOf = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

/**
 * @param {any} options  model, state, redraw () => void: after the pointer has moved, done, signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function convolutionPicture({ model, state, redraw, done, signal }) {
  let room = { width: 320, height: Infinity };
  const input = new Maps({ label: "image x", ink: true, signal });
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
  const sheetPlace = group(html("div"), { hidden: () => !model.isDrawn }, sheet);
  const mover = windowHandle({ maps: input, model, done, signal });
  input.element.append(sheetPlace.element);

  const hidden = [() => false, () => !model.fits, () => model.problem !== ""];
  const figures = [input, output, after].map((maps, n) =>
    group(html("div"), { hidden: hidden[n] }, maps.element, text("quiet", () => captions[n](model))));

  /** Gives the three pictures one scale, so that a smaller layer looks smaller. */
  function arrange() {
    const { channels, outputs, height, width, padding } = model.conv;
    const side = SIDE + 2 * padding;
    const columns = outputs > 3 ? 2 : 1;
    const lines = Math.max(channels, Math.ceil(outputs / columns));
    const across = side + columns * (width + model.last.width + 2 * GAP);
    const high = Number.isFinite(room.height) ? ROOM.share * room.height : ROOM.height;
    const most = Math.max(CELL.most, Math.floor(high / (lines * side)));
    const cell = Math.max(CELL.least, Math.min(most, Math.floor((room.width - ROOM.beside) / across)));
    input.arrange([channels, side, side], { columns: 1, cell, gap: GAP });
    if (model.fits) output.arrange([outputs, height, width], { columns, cell, gap: GAP });
    if (!model.problem) after.arrange([outputs, model.last.height, model.last.width], { columns, cell, gap: GAP });
    sheet.resize(SIDE * cell);
    Object.assign(sheet.element.style, { left: `${padding * cell}px`, top: `${padding * cell}px` });
  }

  /** Where the filter of the cell meets x: one box for a window, or one for each of its entries. */
  function boxesMet([, i, j]) {
    const { channels, size, stride, dilation } = model.conv;
    const isWhole = dilation === 1;
    const apart = () => Array.from({ length: size * size }, (_, n) => [Math.floor(n / size), n % size]);
    const [entries, span] = isWhole ? [[[0, 0]], size] : [apart(), 1];
    const boxes = (c) => entries.map(([k, l]) =>
      input.box([c, i * stride + k * dilation, j * stride + l * dilation], span, span));
    return Array.from({ length: channels }, (_, c) => boxes(c)).flat();
  }

  /** The border of x within its padding and where the cell looks. */
  function outlineInput() {
    const { channels, padding } = model.conv;
    const edges = Array.from({ length: channels }, (_, c) => input.box([c, padding, padding], SIDE, SIDE));
    const met = model.fits ? boxesMet(model.cell) : [];
    input.outline([...edges.map((box) => ({ box, name: "edge" })), ...met.map((box) => ({ box, name: "met" }))]);
  }

  /** The value after pooling that is nearest to the cell, and the window that it comes from. */
  function outlinePooled() {
    const [d, i, j] = model.cell;
    const { size, stride } = model.pool ?? { size: 1, stride: 1 };
    const { height, width } = model.last;
    const [row, column] = [Math.min(height - 1, Math.floor(i / stride)), Math.min(width - 1, Math.floor(j / stride))];
    after.outline([{ box: after.box([d, row, column], 1, 1), name: "met" }]);
    const from = model.pool ? [{ box: output.box([d, row * stride, column * stride], size, size), name: "edge" }] : [];
    output.outline(from);
  }

  return {
    element: html("div", { class: "conv-row" }, ...figures.map((each) => each.element)),
    resize: (next) => (room = next),
    update() {
      arrange();
      input.draw(model.padded);
      outlineInput();
      if (model.fits) output.draw(model.conv.r, largestOf(model.conv.r));
      if (model.problem) output.outline([]);
      else {
        after.draw(model.h, largestOf(model.h));
        outlinePooled();
      }
      updateAll([sheetPlace, mover, ...figures]);
    },
  };
}
