/**
 * What a widget is made of. A part is { element, update?, resize? } or a bare element; parts hold parts.
 * `update()` shows the present state, once a frame; `resize({ width, height })` takes the room there is, in pixels.
 */

import { html, set } from "./dom.js";

export const elementOf = (part) => part?.element ?? part;

export const updateAll = (parts) => parts.forEach((part) => part?.update?.());

export const resizeAll = (parts, room) => parts.forEach((part) => part?.resize?.(room));

/** Whether none of `parts` is seen now; the `hidden` of a bare element is no function and says nothing. */
export const areHidden = (parts) => parts.every((part) => typeof part?.hidden === "function" && part.hidden());

/**
 * A part of the picture that may follow a frame or two later where frames come slowly, unless the hand is in it.
 * @template {{ element: Element, update(): void }} Part
 * @param {{ isPassing: boolean }} pace
 * @param {Part} part
 * @returns {Part}
 */
export function later(pace, part) {
  const update = () => {
    if (!pace.isPassing || part.element.querySelector(".held")) part.update();
  };
  return { ...part, update };
}

/** An element with parts in it. While `hidden()`, or all its parts are, it is not seen and its parts are left alone. */
export function group(element, { hidden = () => false }, ...parts) {
  element.append(...parts.map(elementOf));
  const isHidden = () => hidden() || (parts.length > 0 && areHidden(parts));
  return {
    element,
    hidden: isHidden,
    resize: (room) => resizeAll(parts, room),
    update() {
      element.hidden = isHidden();
      if (!element.hidden) updateAll(parts);
    },
  };
}

const isOptions = (first) => typeof first?.hidden === "function" && !first.element;

/** A named group of controls; what follows the name may begin with { hidden: () => boolean }. */
export function part(name, first, ...rest) {
  const [options, parts] = isOptions(first) ? [first, rest] : [{}, first === undefined ? [] : [first, ...rest]];
  const heading = html("p", { class: "part-name", text: name });
  return {
    name,
    ...group(html("div", { class: "part", role: "group", "aria-label": name }, heading), options, ...parts),
  };
}

/** Controls in a row that wraps; they may begin with { hidden: () => boolean }. */
export function strip(first, ...rest) {
  const [options, parts] = isOptions(first) ? [first, rest] : [{}, [first, ...rest]];
  return group(html("div", { class: "strip" }), options, ...parts);
}

/** Words that follow the state; `kind` is their class: "quiet", "hint", "judgement", "legend". */
export function text(kind, words) {
  const element = html("p", { class: kind });
  return { element, update: () => set(element, { text: words() }) };
}

/**
 * The part, but hidden where `hidden` says so.
 * @template {{ element: HTMLElement, update(): void }} Part
 * @param {() => boolean} hidden
 * @param {Part} part
 * @returns {Part}
 */
export function unless(hidden, part) {
  return {
    ...part,
    update() {
      part.update();
      part.element.hidden = hidden();
    },
  };
}
