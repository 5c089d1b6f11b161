/** A rectangle of axes in pixels: where data lie on the screen and where the pointer lies in the data. */

import { html, svg, keepCount, set } from "../page/dom.js";
import { format, tenths } from "../page/format.js";
import { writeMathematics } from "../page/notation.js";
import { scaleOf } from "../page/scale.js";

const MARGIN = { left: 38, right: 10, top: 10, bottom: 26 };
/** Numbers at the ticks of y are this far apart, in pixels of the page, or left out. */
const APART = 12;
const NO_MARGIN = { left: 0, right: 0, top: 0, bottom: 0 };

/** Round numbers, about `count` of them, from `low` to `high`. */
export function ticks(low, high, count = 5) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.99);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** The next of 1, 2, 5, 10, … × a power of ten that is not below `value`. */
export function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= value * (1 - 1e-9));
}

/**
 * @typedef {object} Axis
 * @property {number[]} domain  [low, high]
 * @property {string} [label]
 * @property {number[]} [ticks]
 * @property {(tick: number) => string} [text]
 */

/**
 * Axes around a drawing area, under `.layer(name)`s of SVG and over an optional canvas.
 * `x.domain`, `y.domain` are [low, high]; y grows upwards.
 */
export class Plane {
  /**
   * @param {object} options
   * @param {string} options.label      what the picture shows, for assistive technology
   * @param {Axis} options.x
   * @param {Axis} options.y
   * @param {string[]} options.layers   names of the SVG groups, bottom first
   * @param {boolean} [options.canvas]  whether a canvas lies below (for shading)
   * @param {{ left?: number, right?: number, top?: number, bottom?: number }} [options.margin]  in pixels
   * @param {boolean} [options.inside]  the picture takes the whole room; ticks and names lie in it
   * @param {"group" | "img"} [options.role]  "img" where nothing in it can be grabbed
   */
  constructor({ label, x, y, layers, canvas = false, margin = MARGIN, role = "group", inside = false }) {
    this.x = x;
    this.y = y;
    this.inside = inside;
    this.margins = inside ? NO_MARGIN : { ...MARGIN, ...margin };
    this.svg = svg("svg", { role, "aria-label": label });
    this.element = html("div", { class: "plane" });
    if (canvas) {
      this.canvas = html("canvas", { "aria-hidden": "true" });
      this.element.append(this.canvas);
    }
    this.element.append(this.svg);
    this.axes = svg("g", { class: `axes${inside ? " within" : ""}`, "aria-hidden": "true" });
    this.clip = svg("svg", { class: "inside" });
    this.svg.append(...(inside ? [this.clip, this.axes] : [this.axes, this.clip]));
    this.layers = {};
    for (const name of layers) this.clip.append((this.layers[name] = svg("g", { class: name })));
    this.above = svg("g", { class: "above" });
    this.svg.append(this.above);
    this.resize(320, 320);
  }

  layer(name) {
    return this.layers[name];
  }

  /** Gives the whole picture a size in pixels and draws the axes anew. */
  resize(width, height) {
    const { left, right, top, bottom } = this.#fitMargin();
    this.width = Math.max(40, width - left - right);
    this.height = Math.max(40, height - top - bottom);
    set(this.svg, { width, height, viewBox: `${-left} ${-top} ${width} ${height}` });
    set(this.clip, { width: this.width, height: this.height });
    if (this.canvas) {
      const { style } = this.canvas;
      [style.left, style.top] = [`${left}px`, `${top}px`];
      [style.width, style.height] = [`${this.width}px`, `${this.height}px`];
    }
    this.drawAxes();
  }

  /** Margins are as large as the type that stands in them. */
  #fitMargin() {
    this.scale = scaleOf(this.element);
    const sides = Object.entries(this.margins).map(([side, room]) => [side, Math.round(room * this.scale)]);
    this.margin = Object.fromEntries(sides);
    return this.margin;
  }

  /** As wide as `width`, and as high as makes a unit of y as long as a unit of x. */
  resizeToScale(width) {
    const { left, right, top, bottom } = this.#fitMargin();
    const [[x0, x1], [y0, y1]] = [this.x.domain, this.y.domain];
    this.resize(width, ((width - left - right) * (y1 - y0)) / (x1 - x0) + top + bottom);
  }

  drawAxes() {
    const [lines, texts] = this.inside ? this.#axesInside() : this.#axesAround();
    if (!this.axes.firstChild) this.axes.append(svg("path"), svg("g"));
    const [path, labels] = this.axes.children;
    set(path, { d: lines.join("") });
    const nodes = keepCount(labels, texts.length, () => svg("text"));
    texts.forEach(({ text, ...attributes }, i) => {
      set(nodes[i], { class: null, ...attributes });
      if (attributes.class) writeMathematics(nodes[i], text);
      else set(nodes[i], { text });
    });
  }

  /** Short ticks at the left and lower edges, their numbers beside them. */
  #axesInside() {
    const { width, height, scale } = this;
    const [lines, texts] = [[], []];
    const name = { class: "axis-name" };
    for (const value of this.x.ticks ?? ticks(...this.x.domain, 6)) {
      const x = this.toX(value);
      if (x < 48 * scale || x > width - 44 * scale) continue;
      lines.push(`M${x.toFixed(1)} ${height}v${-6 * scale}`);
      texts.push({ x, y: height - 10 * scale, "text-anchor": "middle", text: (this.x.text ?? tickText)(value) });
    }
    for (const value of this.#clear(this.y.ticks ?? ticks(...this.y.domain, 5))) {
      const y = this.toY(value);
      if (y < 28 * scale || y > height - 24 * scale) continue;
      lines.push(`M0 ${y.toFixed(1)}h${6 * scale}`);
      texts.push({ x: 10 * scale, y: y + 4.5 * scale, "text-anchor": "start", text: (this.y.text ?? tickText)(value) });
    }
    texts.push({
      ...name,
      x: width - 8 * scale,
      y: height - 9 * scale,
      "text-anchor": "end",
      text: this.x.label ?? "",
    });
    texts.push({ ...name, x: 9 * scale, y: 19 * scale, "text-anchor": "start", text: this.y.label ?? "" });
    return [lines, texts];
  }

  /** The ticks of y whose numbers are clear of the one before. */
  #clear(values) {
    let last = NaN;
    return values.filter((value) => {
      const y = this.toY(value);
      if (Math.abs(y - last) < APART * this.scale) return false;
      last = y;
      return true;
    });
  }

  #axesAround() {
    const lines = [];
    const texts = [];
    const { width, height, scale } = this;
    lines.push(`M0 ${height}H${width}M0 0V${height}`);
    for (const value of this.x.ticks ?? ticks(...this.x.domain, width < 260 ? 4 : 6)) {
      lines.push(`M${this.toX(value)} ${height}v4`);
      const text = (this.x.text ?? tickText)(value);
      texts.push({ x: this.toX(value), y: height + 16 * scale, "text-anchor": "middle", text });
    }
    for (const value of this.#clear(this.y.ticks ?? ticks(...this.y.domain, height < 160 ? 3 : 5))) {
      lines.push(`M0 ${this.toY(value)}h-4`);
      const text = (this.y.text ?? tickText)(value);
      texts.push({ x: -7, y: this.toY(value) + 4 * scale, "text-anchor": "end", text });
    }
    const quiet = { class: "axis-name" };
    texts.push({ ...quiet, x: width - 4, y: height - 6, "text-anchor": "end", text: this.x.label ?? "" });
    texts.push({ ...quiet, x: 6, y: 13 * scale, "text-anchor": "start", text: this.y.label ?? "" });
    return [lines, texts];
  }

  toX(value) {
    const [low, high] = this.x.domain;
    return ((value - low) / (high - low)) * this.width;
  }

  toY(value) {
    const [low, high] = this.y.domain;
    return ((high - value) / (high - low)) * this.height;
  }

  /** The data coordinates [x, y] under a pointer event. */
  at(event) {
    const box = this.clip.getScreenCTM().inverse();
    const px = event.clientX * box.a + box.e;
    const py = event.clientY * box.d + box.f;
    const [x0, x1] = this.x.domain;
    const [y0, y1] = this.y.domain;
    return [x0 + (px / this.width) * (x1 - x0), y1 - (py / this.height) * (y1 - y0)];
  }

  /** An SVG path through the points (xs[i], ys[i]); values that are not finite break it. */
  path(xs, ys) {
    let d = "";
    let pen = "M";
    for (let i = 0; i < xs.length; i++) {
      if (!Number.isFinite(ys[i])) {
        pen = "M";
        continue;
      }
      d += `${pen}${tenths(this.toX(xs[i]))} ${tenths(this.toY(ys[i]))}`;
      pen = "L";
    }
    return d;
  }
}

const tickText = (value) =>
  Math.abs(value) < 1e-12
    ? "0"
    : format(value, 6)
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");
