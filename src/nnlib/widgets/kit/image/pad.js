/** A sheet to draw on with a pen: by mouse, by touch, or by keys. Strokes are rows (stroke, x, y), x and y 0 to 280. */

import { clamp } from "../../engine/clamp.js";
import { UNITS } from "../../engine/strokes.js";
import { set, svg } from "../page/dom.js";
import { handle } from "../plane/handle.js";

const APART = 4;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {{ columns: number[][], longest: number }} options.strokes  their trait's kind
 * @param {() => number[][]} options.get
 * @param {(strokes: number[][]) => void} options.change
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: SVGElement, update(): void, fit(side: number): void }}
 */
export function pad({ label, strokes: { columns, longest }, get, change, done, signal }) {
  const side = columns[1][1];
  const inside = (value) => clamp(Math.round(value), 0, side);
  const ink = svg("path", { class: "pen-ink" });
  const knob = svg("circle", { class: "knob", r: 7 });
  const pen = svg("g", { class: "pen" }, svg("circle", { class: "grab", r: 16 }), knob);
  const sheet = svg("rect", { class: "sheet", width: side, height: side });
  const box = { class: "pad", viewBox: `0 0 ${side} ${side}`, role: "group", "aria-label": label };
  const element = svg("svg", box, sheet, ink, pen);
  const place = { x: side / 2, y: side / 4, isDown: false };

  const begin = () => {
    const rows = get();
    if (rows.length < longest) change([...rows, [(rows[rows.length - 1]?.[0] ?? -1) + 1, place.x, place.y]]);
  };
  const extend = () => {
    const rows = get();
    const [number, x, y] = rows[rows.length - 1];
    const isApart = Math.hypot(place.x - x, place.y - y) >= APART;
    if (rows.length < longest && isApart) change([...rows, [number, place.x, place.y]]);
  };
  const removeStroke = () => {
    const rows = get();
    place.isDown = false;
    change(rows.filter(([number]) => number !== rows[rows.length - 1][0]));
  };
  const togglePen = () => {
    place.isDown = !place.isDown;
    if (place.isDown) begin();
    else update();
  };

  const grip = handle(pen, {
    signal, done, low: 0, high: side,
    name: () => "Pen",
    value: () => place.x,
    text() {
      const [row, column] = [place.y, place.x].map((each) => Math.round(each / UNITS));
      return `row ${row}, column ${column}, pen ${place.isDown ? "down" : "up"}`;
    },
    drag: () => {},
    nudge(dx, dy, large) {
      const step = UNITS * (large ? 3 : 1);
      [place.x, place.y] = [inside(place.x + dx * step), inside(place.y - dy * step)];
      if (place.isDown) extend();
      else update();
    },
    keys: { " ": togglePen, Enter: togglePen, Backspace: removeStroke },
  });

  const moveTo = (event) => {
    const { a, d, e, f } = element.getScreenCTM().inverse();
    [place.x, place.y] = [inside(event.clientX * a + e), inside(event.clientY * d + f)];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    pen.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    place.isDown = false;
    moveTo(event);
    begin();
    const gesture = new AbortController();
    const during = { signal: gesture.signal };
    element.addEventListener("pointermove", (move) => {
      if (move.pointerId !== event.pointerId) return;
      moveTo(move);
      extend();
    }, during);
    const finish = (end) => {
      gesture.abort();
      if (end.type !== "pointercancel") done(); // else the frame takes back what has changed
    };
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(type, finish, during);
    }
    signal.addEventListener("abort", () => gesture.abort(), during);
  }, { signal });

  function update() {
    let last = null;
    const d = get().map(([stroke, x, y]) => {
      const part = stroke === last ? `L${x} ${y}` : `M${x} ${y}h0`;
      last = stroke;
      return part;
    });
    set(ink, { d: d.join("") });
    set(pen, { transform: `translate(${place.x} ${place.y})`, class: `pen handle${place.isDown ? " down" : ""}` });
    grip.update();
  }
  return { element, update, fit: (side) => set(element, { width: side, height: side }) };
}
