/** Buttons, switches, choices and sliders: native elements in the book's dress. Each is { element, update() }. */

import { clamp } from "../../engine/clamp.js";
import { html, set } from "../page/dom.js";
import { number } from "./number.js";

const STEPS = 1000;

/**
 * A push button; `pressed` makes it one that stays down.
 * @param {object} options
 * @param {string | (() => string)} options.text
 * @param {() => void} options.press
 * @param {() => boolean} [options.disabled]
 * @param {() => boolean} [options.pressed]
 * @param {string} [options.hint]
 * @param {boolean} [options.quiet]
 */
export function button({ text, press, disabled = () => false, pressed, hint, quiet = false }) {
  const words = () => (typeof text === "function" ? text() : text);
  const element = html("button", { type: "button", class: quiet ? "quiet" : null, click: press, title: hint ?? null });
  const update = () => {
    set(element, { text: words(), disabled: disabled() });
    if (pressed) set(element, { "aria-pressed": pressed() ? "true" : "false" });
  };
  update();
  return { element, update };
}

/**
 * An on/off switch.
 * @param {{ label: string, value: () => boolean, change: (on: boolean) => void }} options
 */
export function toggle({ label, value, change }) {
  const input = html("input", { type: "checkbox", change: () => change(input.checked) });
  const element = html("label", { class: "switch" }, input, html("span", { text: label }));
  const update = () => {
    input.checked = value();
  };
  update();
  return { element, update };
}

/**
 * One of a few: a row of radio buttons. Options that are `hidden(value)` are not offered, and nothing is where only one
 * is left.
 * @param {object} options
 * @param {string} options.label
 * @param {any[][]} options.options  [value, text] each
 * @param {() => any} options.value
 * @param {(value: any) => void} options.change
 * @param {(value: any) => boolean} [options.hidden]
 */
export function choice({ label, options, value, change, hidden = () => false }) {
  const group = `choice-${Math.random().toString(36).slice(2)}`;
  const inputs = options.map(([each]) => {
    const input = html("input", { type: "radio", name: group, change: () => change(each) });
    input.value = each;
    return input;
  });
  const rows = options.map(([, text], i) => html("label", {}, inputs[i], html("span", { text })));
  const element = html("fieldset", { class: "choice" }, html("legend", { text: label }), html("div", {}, ...rows));
  const update = () => {
    inputs.forEach((input, i) => (input.checked = options[i][0] === value()));
    options.forEach(([each], i) => (rows[i].hidden = hidden(each)));
    element.hidden = rows.filter((row) => !row.hidden).length < 2;
  };
  update();
  return { element, update };
}

/**
 * One of many: a drop-down list.
 * @param {object} options
 * @param {string} options.label
 * @param {string[][]} options.options  [value, text] each
 * @param {() => string} options.value
 * @param {(value: string) => void} options.change
 */
export function select({ label, options, value, change }) {
  const list = html("select", { change: () => change(list.value) });
  for (const [each, text] of options) list.append(html("option", { value: each, text }));
  const element = html("label", { class: "select" }, html("span", { text: label }), list);
  const update = () => {
    list.value = value();
  };
  update();
  return { element, update };
}

/**
 * A slider with its number beside it. `log: true` spaces the values evenly in their logarithm.
 * @param {import("./number.js").NumberOptions & { label: string, log?: boolean }} options
 */
export function slider({ label, low, high, step, log = false, value, change, done, start, digits, text, signal }) {
  const places = log ? STEPS : Math.ceil((high - low) / step - 1e-9);
  const toPlace = (each) => {
    if (each >= high) return places;
    return Math.round(log ? (places * Math.log(each / low)) / Math.log(high / low) : (each - low) / step);
  };
  const fromPlace = (place) => {
    if (place === 0) return low;
    if (place === places) return high;
    const each = log ? low * (high / low) ** (place / places) : low + place * step;
    const rounded = log ? Number(each.toPrecision(2)) : Math.round(each / step) * step;
    return clamp(Number(rounded.toPrecision(12)), low, high);
  };
  const range = html("input", {
    type: "range",
    min: 0,
    max: places,
    step: 1,
    "aria-label": label,
    input: () => change(fromPlace(Number(range.value))),
    change: () => done?.(),
  });
  const name = `${label}, number`;
  const field = number({ label: name, low, high, step, value, change, done, start, digits, text, signal });
  const element = html("div", { class: "slider" }, html("span", { class: "label", text: label }), range, field.element);
  const update = () => {
    const place = String(toPlace(value()));
    if (range.value !== place) range.value = place;
    set(range, { "aria-valuetext": text ? text(value()) : String(value()) });
    field.update();
  };
  update();
  return { element, update };
}

/** A named group of controls. */
export function part(name, ...children) {
  const heading = html("p", { class: "part-name", text: name });
  return html("div", { class: "part", role: "group", "aria-label": name }, heading, ...children);
}

/** Controls in a row that wraps. */
export function strip(...children) {
  return html("div", { class: "strip" }, ...children);
}
