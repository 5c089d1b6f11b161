/** A sheet to draw on with a pen: by mouse, by touch, or by keys. Strokes are rows (stroke, x, y), x and y 0 to 280. */

import { set, svg } from "../page/dom.js";
import { handle } from "../plane/handle.js";

const SIDE = 280;
const APART = 4;
const STEP = 10;
const MOST = 1500;

const clamp = (value) => Math.min(SIDE, Math.max(0, Math.round(value)));

/**
 * @param options  label, get () => strokes, change (strokes), done (), signal
 * @returns {{ element, update(), resize(side) }}
 */
export function pad({ label, get, change, done, signal }) {
  const ink = svg("path", { class: "pen-ink" });
  const knob = svg("circle", { class: "knob", r: 7 });
  const pen = svg("g", { class: "pen" }, svg("circle", { class: "grab", r: 16 }), knob);
  const element = svg("svg", { class: "pad", viewBox: `0 0 ${SIDE} ${SIDE}`, role: "group", "aria-label": label }, svg("rect", { class: "sheet", width: SIDE, height: SIDE }), ink, pen);
  const place = { x: SIDE / 2, y: SIDE / 4, isDown: false };

  const begin = () => {
    const rows = get();
    if (rows.length < MOST) change([...rows, [(rows[rows.length - 1]?.[0] ?? -1) + 1, place.x, place.y]]);
  };
  const extend = () => {
    const rows = get();
    const [number, x, y] = rows[rows.length - 1];
    if (rows.length < MOST && Math.hypot(place.x - x, place.y - y) >= APART) change([...rows, [number, place.x, place.y]]);
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
    signal, done, low: 0, high: SIDE,
    name: () => "Pen",
    value: () => place.x,
    text: () => `row ${Math.round(place.y / STEP)}, column ${Math.round(place.x / STEP)}, pen ${place.isDown ? "down" : "up"}`,
    drag: () => {},
    nudge(dx, dy, large) {
      const step = STEP * (large ? 3 : 1);
      [place.x, place.y] = [clamp(place.x + dx * step), clamp(place.y - dy * step)];
      if (place.isDown) extend();
      else update();
    },
    keys: { " ": togglePen, Enter: togglePen, Backspace: removeStroke },
  });

  const moveTo = (event) => {
    const box = element.getScreenCTM().inverse();
    [place.x, place.y] = [clamp(event.clientX * box.a + box.e), clamp(event.clientY * box.d + box.f)];
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
    const finish = () => {
      gesture.abort();
      done();
    };
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) element.addEventListener(type, finish, during);
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
  return { element, update, resize: (side) => set(element, { width: side, height: side }) };
}
