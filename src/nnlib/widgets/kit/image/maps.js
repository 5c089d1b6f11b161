/** Channels of a layer as pictures beside each other, value by value; a cell of them can be pointed at and chosen. */

import { clamp } from "../../engine/clamp.js";
import { html, keepCount, set, svg } from "../page/dom.js";
import { handle } from "../plane/handle.js";
import { channels, onThemeChange } from "../page/theme.js";

const LEVELS = 255;
const SMALLEST_MARK = 7;
const GRAB = 24;
/** The inks of a photograph's channels are light on black. */
export const LIGHTS = ["--red", "--green", "--blue"];

/** Colours from −1 (vermilion) through the ground to 1 (blue), or from the ground or black to an ink on both sides. */
function colours(element, ink) {
  const ends = ink ? [ink, ink] : ["--negative", "--positive"];
  const [low, ground, high] = [ends[0], LIGHTS.includes(ink) ? "--black" : "--ground", ends[1]].map(
    (each) => channels(element, each));
  const table = new Uint32Array(2 * LEVELS + 1);
  const bytes = new Uint8Array(table.buffer);
  for (let level = -LEVELS; level <= LEVELS; level++) {
    const [end, share] = [level < 0 ? low : high, Math.abs(level) / LEVELS];
    for (let c = 0; c < 3; c++) bytes[4 * (level + LEVELS) + c] = ground[c] + share * (end[c] - ground[c]);
    bytes[4 * (level + LEVELS) + 3] = 255;
  }
  return table;
}

/** In how many columns, and with how many pixels a cell, pictures `width` cells wide and `gap` apart fill the room. */
export function arrangement({ room, channels, width, gap, least, most }) {
  for (let lines = 1; ; lines++) {
    if (channels % lines) continue;
    const columns = channels / lines;
    const cell = Math.min(most, Math.floor(room / (columns * (width + gap) - gap)));
    if (cell >= least || columns === 1) return { columns, cell: Math.max(1, cell), gap };
  }
}

/** @typedef {[channel: number, row: number, column: number]} Place */

export class Maps {
  /**
   * @param {object} options
   * @param {string} options.label
   * @param {(c: number, channels: number) => string | null} [options.ink]  the CSS variable of a channel's ink,
   *   for values from 0 to 1; without one they are signed
   * @param {AbortSignal} options.signal
   * And where a cell can be chosen:
   * @param {(place: Place) => string} [options.words]
   * @param {() => Place | null} [options.chosen]
   * @param {(place: Place) => void} [options.choose]
   * @param {(place: Place | null) => void} [options.point]
   * @param {() => void} [options.done]
   */
  constructor({ label, ink = () => null, words, chosen, choose, point, done, signal }) {
    this.words = words;
    this.chosen = chosen;
    this.choose = choose;
    this.ink = ink;
    this.canvas = html("canvas", { "aria-hidden": "true" });
    this.frames = svg("g", { class: "map-frames" });
    this.marks = svg("g", { class: "map-marks" });
    this.svg = svg("svg", { role: "group", "aria-label": label }, this.frames, this.marks);
    this.element = html("div", { class: "maps" }, this.canvas, this.svg);
    this.tables = {};
    onThemeChange(() => (this.tables = {}), signal);
    if (choose) this.#listen(point, done, signal);
  }

  #listen(point, done, signal) {
    this.mark = svg("rect", { class: "mark-ring" });
    this.grab = svg("rect", { class: "grab" });
    this.cursor = svg("g", { class: "map-cursor" }, this.mark, this.grab);
    this.svg.append(this.cursor);
    this.svg.addEventListener("pointermove", (event) => event.buttons === 0 && point(this.placeAt(event)), { signal });
    this.svg.addEventListener("pointerleave", () => point(null), { signal });
    this.svg.addEventListener("click", (event) => {
      const place = this.placeAt(event);
      if (!place) return;
      this.choose(place);
      done();
    }, { signal });
    /** @returns {Place} */
    const at = () => this.chosen() ?? [0, 0, 0];
    this.shape = [1, 1, 1];
    this.grip = handle(this.cursor, {
      signal, done, low: 0,
      high: () => this.shape.reduce((product, each) => product * each) - 1,
      name: () => `Cell of ${this.svg.getAttribute("aria-label")}`,
      value: () => at().reduce((index, each, axis) => index * this.shape[axis] + each),
      text: () => (this.chosen() ? this.words(this.chosen()) : "none chosen"),
      drag: (event) => {
        const place = this.placeAt(event);
        if (place) this.choose(place);
      },
      nudge: (dx, dy, large) => this.choose(this.#beside(at(), -dy * (large ? 5 : 1), dx * (large ? 5 : 1))),
      keys: { Home: () => this.choose([0, 0, 0]) },
    });
  }

  /**
   * The place so many rows down and columns to the right, over the edge of a picture into the one that lies there.
   * @returns {Place}
   */
  #beside([c, i, j], down, right) {
    const { columns, shape: [channels, height, width] } = this;
    const row = clamp(Math.floor(c / columns) * height + i + down, 0, Math.ceil(channels / columns) * height - 1);
    const column = clamp((c % columns) * width + j + right, 0, columns * width - 1);
    const channel = Math.floor(row / height) * columns + Math.floor(column / width);
    return channel < channels ? [channel, row % height, column % width] : [c, i, j];
  }

  /** Gives the pictures their shape [channels, height, width] and their places on the screen. */
  arrange(shape, { columns, cell, gap }) {
    this.shape = shape;
    this.columns = columns;
    this.cell = cell;
    this.gap = gap;
    const [channels, height, width] = shape;
    this.across = columns * (width + gap) - gap;
    this.down = Math.ceil(channels / columns) * (height + gap) - gap;
    const [pixelsWide, pixelsHigh] = [this.across * cell, this.down * cell];
    if (this.canvas.width !== this.across || this.canvas.height !== this.down || !this.pixels) {
      [this.canvas.width, this.canvas.height] = [this.across, this.down];
      this.context = this.canvas.getContext("2d");
      this.pixels = this.context.createImageData(this.across, this.down);
      this.pixelWords = new Uint32Array(this.pixels.data.buffer);
    } else this.pixelWords.fill(0);
    Object.assign(this.canvas.style, { width: `${pixelsWide}px`, height: `${pixelsHigh}px` });
    set(this.svg, { width: pixelsWide, height: pixelsHigh });
    const rects = keepCount(this.frames, channels, () => svg("rect"));
    for (let c = 0; c < channels; c++) set(rects[c], this.box([c, 0, 0], height, width));
  }

  /**
   * Paints values (channels × height × width) from picture number `first` on; `largest` is the size that gets the full
   * colour.
   */
  draw(values, largest = 1, first = 0) {
    const [pictures, height, width] = this.shape;
    const channels = pictures - first;
    const { pixelWords } = this;
    const scale = LEVELS / Math.max(largest, 1e-12);
    let at = 0;
    for (let c = 0; c < channels; c++) {
      const ink = this.ink(c, channels);
      const table = (this.tables[ink] ??= colours(this.element, ink));
      const corner = this.#corner(first + c);
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
          const level = Math.min(LEVELS, Math.max(-LEVELS, values[at++] * scale));
          pixelWords[corner + i * this.across + j] = table[Math.round(level) + LEVELS];
        }
      }
    }
    this.context.putImageData(this.pixels, 0, 0);
    this.#drawCursor();
  }

  /** Paints red, green and blue (3 × height × width, from 0 to 1) as one picture, the first; `draw` shows it. */
  paintColours(values) {
    const [, height, width] = this.shape;
    const bytes = new Uint8Array(this.pixelWords.buffer);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const at = 4 * (i * this.across + j);
        for (let c = 0; c < 3; c++) bytes[at + c] = Math.round(LEVELS * values[(c * height + i) * width + j]);
        bytes[at + 3] = LEVELS;
      }
    }
  }

  /** The place in the pixels of the upper left corner of picture number c. */
  #corner(c) {
    const { shape: [, height, width], across, columns, gap } = this;
    return Math.floor(c / columns) * (height + gap) * across + (c % columns) * (width + gap);
  }

  #drawCursor() {
    if (!this.cursor) return;
    const place = this.chosen();
    const box = this.box(place ?? [0, 0, 0], 1, 1);
    set(this.mark, this.#grown(box, SMALLEST_MARK));
    set(this.grab, this.#grown(box, GRAB));
    this.cursor.classList.toggle("unchosen", place === null);
    this.grip.update();
  }

  /** The box about a smaller one whose sides are at least `least` pixels, moved into the picture. */
  #grown({ x, y, width, height }, least) {
    const [w, h] = [Math.max(least, width), Math.max(least, height)];
    const inside = (start, size, end) => Math.min(Math.max(end - size, 0), Math.max(0, start));
    const left = inside(x + (width - w) / 2, w, this.across * this.cell);
    const top = inside(y + (height - h) / 2, h, this.down * this.cell);
    return { x: left, y: top, width: w, height: h };
  }

  /** Outlines rectangles [{ box, name }], each box as `box` gives it, `name` its class. */
  outline(boxes) {
    const rects = keepCount(this.marks, boxes.length, () => svg("rect"));
    boxes.forEach(({ box, name }, n) => set(rects[n], { ...box, class: name }));
  }

  /** The rectangle on the screen of height × width cells whose first is at a place. */
  box([c, i, j], height, width) {
    const { cell, columns, gap, shape } = this;
    const x = ((c % columns) * (shape[2] + gap) + j) * cell;
    const y = (Math.floor(c / columns) * (shape[1] + gap) + i) * cell;
    return { x, y, width: width * cell, height: height * cell };
  }

  /** The place under a pointer event, or null. @returns {Place | null} */
  placeAt(event) {
    const box = this.svg.getScreenCTM().inverse();
    const x = Math.floor((event.clientX * box.a + box.e) / this.cell);
    const y = Math.floor((event.clientY * box.d + box.f) / this.cell);
    const [channels, height, width] = this.shape;
    if (x < 0 || y < 0 || x >= this.across || y >= this.down) return null;
    const c = Math.floor(y / (height + this.gap)) * this.columns + Math.floor(x / (width + this.gap));
    const [i, j] = [y % (height + this.gap), x % (width + this.gap)];
    return c < channels && i < height && j < width ? [c, i, j] : null;
  }
}
