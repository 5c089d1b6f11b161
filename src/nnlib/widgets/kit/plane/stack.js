/** Planes one above the other over a shared x axis, and one sheet over them all for what spans several. */

import { html, set, svg } from "../page/dom.js";
import { Plane } from "./plane.js";

const MARGIN = { left: 38, right: 12, top: 6, bottom: 6 };
const AXIS_ROOM = 26;

/** @typedef {import("./plane.js").Axis} Axis */

/** `planes[name]` is each panel's Plane; `over` is an SVG group above them all, in pixels from the axes' left edge. */
export class Stack {
  /**
   * @param {object} options
   * @param {Axis} options.x          shared; its ticks stand under the lowest panel
   * @param {{ name: string, label: string, y: Axis, share: number, layers: string[] }[]} options.panels  top first;
   *   `share` is the panel's part of the height
   * @param {number} [options.right]  the room beside the panels
   */
  constructor({ x, panels, right = MARGIN.right }) {
    const last = panels[panels.length - 1];
    this.panels = panels;
    this.planes = {};
    for (const panel of panels) {
      this.planes[panel.name] = new Plane({
        label: panel.label,
        x: panel === last ? x : { domain: x.domain, ticks: [] },
        y: panel.y,
        layers: panel.layers,
        margin: { ...MARGIN, right, ...(panel === last && { bottom: AXIS_ROOM }) },
      });
    }
    this.over = svg("g");
    this.sheet = svg("svg", { class: "sheet", role: "none" }, this.over);
    const elements = Object.values(this.planes).map((plane) => plane.element);
    this.element = html("div", { class: "stack" }, ...elements, this.sheet);
    this.resize(320, 420);
  }

  resize(width, height) {
    const shares = this.panels.reduce((sum, { share }) => sum + share, 0);
    let top = 0;
    for (const { name, share } of this.panels) {
      const room = Math.round((height * share) / shares);
      this.planes[name].resize(width, room);
      this.planes[name].top = top + this.planes[name].margin.top;
      top += room;
    }
    set(this.over, { transform: `translate(${this.planes[this.panels[0].name].margin.left} 0)` });
    set(this.sheet, { width, height: top });
  }

  /** The sheet's pixel x of `value`. */
  toX(value) {
    return this.planes[this.panels[0].name].toX(value);
  }

  /** The sheet's pixel y of `value` in the panel `name`. */
  toY(name, value) {
    const plane = this.planes[name];
    return plane.top + plane.toY(value);
  }
}
