/** Buttons, switches, choices and sliders: native elements in the book's dress. Each is { element, update() }. */

import { html, set } from "../page/dom.js";
import { changeIcon, drawIcon } from "../page/icons.js";
import { number } from "./number.js";

const LOG_STEPS = 1000;
/** @type {(value: any) => boolean} */
const NEVER = () => false;

/**
 * A push button; `text`, `icon`, `disabled` and `shown` may be functions.
 *
 * @param {object} options
 * @param {string | (() => string)} options.text
 * @param {() => any} options.press
 * @param {any} [options.icon]      a name of icons.js, or a function that gives one
 * @param {string} [options.hint]
 * @param {() => boolean} [options.disabled]
 * @param {() => boolean} [options.pressed]
 * @param {() => boolean} [options.shown]  none of it is seen while false
 * @param {boolean} [options.bare]  the icon alone is seen, the text is its name
 * @param {string | null} [options.look]   "primary" (one a widget), "square", "underlined" or "quiet"
 */
export function button({
  text,
  press,
  icon,
  hint,
  disabled = () => false,
  pressed,
  shown = () => true,
  bare = false,
  look = null,
}) {
  const now = (value) => (typeof value === "function" ? value() : value);
  const words = html("span", { class: bare ? "words" : null });
  const sign = icon ? drawIcon(now(icon)) : null;
  const element = html(
    "button",
    {
      type: "button",
      class: [bare ? "bare" : null, look].filter(Boolean).join(" ") || null,
      click: press,
      title: hint ?? null,
    },
    ...(sign ? [sign] : []),
    words,
  );
  const update = () => {
    set(words, { text: now(text) });
    set(element, { disabled: disabled(), hidden: !shown() });
    if (sign) changeIcon(sign, now(icon));
    if (pressed) set(element, { "aria-pressed": pressed() ? "true" : "false" });
  };
  update();
  return { element, update };
}

/** An on/off switch. */
export function toggle({ label, value, change }) {
  const input = html("input", { type: "checkbox", change: () => change(input.checked) });
  const element = html("label", { class: "switch" }, input, html("i"), html("span", { text: label }));
  const update = () => {
    input.checked = value();
  };
  update();
  return { element, update };
}

/**
 * One of a few: a row of radio buttons. `options` is [[value, text], …]; those `hidden(value)` are not offered,
 * and nothing is where only one is left.
 */
export function choice({ label, options, value, change, hidden = NEVER }) {
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

/** One of many: a drop-down list. */
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
 * `change` is called while it moves, `done` when it is let go.
 */
export function slider({ label, low, high, step, log = false, value, change, done, start, digits, text, signal }) {
  const last = log ? LOG_STEPS : Math.ceil((high - low) / step - 1e-9); // the last step may be a shorter one
  const toPlace = (each) => (log ? (LOG_STEPS * Math.log(each / low)) / Math.log(high / low) : (each - low) / step);
  const fromPlace = (place) => {
    if (place >= last) return high;
    if (log) return place <= 0 ? low : Number((low * (high / low) ** (place / LOG_STEPS)).toPrecision(2));
    return Number((low + place * step).toPrecision(12));
  };
  const range = html("input", {
    type: "range",
    min: 0,
    max: last,
    step: 1,
    "aria-label": label,
    input: () => change(fromPlace(Number(range.value))),
    change: () => done?.(),
  });
  const field = number({
    label: `${label}, number`,
    low,
    high,
    step,
    value,
    change,
    done,
    start,
    digits,
    text,
    signal,
  });
  set(field.element.firstChild, { tabindex: -1 }); // the slider is the stop; typing in it edits the number
  range.addEventListener(
    "keydown",
    (event) => {
      if (!/^[-−.\d]$/.test(event.key) && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      field.edit(event.key === "Enter" ? "" : event.key);
    },
    { signal },
  );
  const element = html(
    "div",
    { class: "slider" },
    html("span", { class: "label", text: label }),
    html("div", {}, range),
    field.element,
  );
  const update = () => {
    const place = value() >= high ? last : Math.min(last, Math.round(toPlace(value())));
    if (range.value !== String(place)) range.value = String(place);
    set(range, {
      "aria-valuetext": field.words(),
      style: `--p: ${((100 * place) / last).toFixed(1)}%`,
    });
    field.update();
  };
  update();
  return { element, update };
}

/** A whole number with − and + beside it. */
export function stepped({ label, low, high, value, change, done, signal, text }) {
  const put = (next) => {
    change(next);
    done?.();
  };
  const fewer = button({
    text: `One less: ${label}`,
    icon: "minus",
    bare: true,
    press: () => put(value() - 1),
    disabled: () => value() <= low,
  });
  const more = button({
    text: `One more: ${label}`,
    icon: "plus",
    bare: true,
    press: () => put(value() + 1),
    disabled: () => value() >= high,
  });
  for (const each of [fewer, more]) set(each.element, { tabindex: -1 }); // the number between them takes the arrow keys
  const field = number({
    label,
    low,
    high,
    step: 1,
    value,
    change: (next) => change(Math.round(next)),
    done,
    signal,
    text,
  });
  const element = html(
    "div",
    { class: "stepped" },
    html("span", { class: "label", text: label }),
    html("div", { role: "group", "aria-label": label }, fewer.element, field.element, more.element),
  );
  return { element, update: () => [fewer, more, field].forEach((each) => each.update()) };
}
