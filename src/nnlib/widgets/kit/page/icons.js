/** The icons of buttons: 20 × 20, one stroke, round ends. Shapes are [tag, attributes]; `solid` ones are filled. */

import { svg } from "./dom.js";

/** @typedef {[string, Record<string, any>]} Shape */

/** @returns {Shape} */
const line = (d) => ["path", { d }];
/** @returns {Shape} */
const solid = (d) => ["path", { d, class: "solid" }];
/** @returns {Shape} */
const dot = (cx, cy, r) => ["circle", { cx, cy, r, class: "solid" }];

/** @type {Record<string, Shape[]>} */
const SHAPES = {
  undo: [line("M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8")],
  redo: [line("M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12")],
  reset: [line("M4.2 5v4h4M4.6 8.8A6.3 6.3 0 1 1 4 11.6")],
  link: [
    line(
      "M8.5 11.5a3 3 0 0 0 4.3.2l2.7-2.7a3.1 3.1 0 0 0-4.4-4.4l-1 1" +
        "M11.5 8.5a3 3 0 0 0-4.3-.2L4.5 11a3.1 3.1 0 0 0 4.4 4.4l1-1",
    ),
  ],
  code: [line("M7 5.5 2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5")],
  qr: [
    line("M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h2v2M16.5 11.5v2M13.5 16.5h-2v-1M16.5 16.5h-1"),
    solid("M5.3 5.3h1.4v1.4H5.3zM13.3 5.3h1.4v1.4h-1.4zM5.3 13.3h1.4v1.4H5.3z"),
  ],
  keep: [line("M3.5 7.5v9h9"), ["rect", { x: 7, y: 3.5, width: 9.5, height: 9.5, rx: 1.5 }]],
  embed: [line("M3 4.5h14v11H3zM3 8h14")],
  full: [line("M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4")],
  unfull: [line("M7.5 3.5v4h-4M16.5 7.5h-4v-4M12.5 16.5v-4h4M3.5 12.5h4v4")],
  help: [
    ["circle", { cx: 10, cy: 10, r: 7 }],
    line("M7.9 8.1a2.1 2.1 0 1 1 3.2 1.8c-.7.4-1.1.8-1.1 1.5"),
    dot(10, 13.8, 1),
  ],
  dots: [dot(4.5, 10, 1.5), dot(10, 10, 1.5), dot(15.5, 10, 1.5)],
  play: [solid("M6 3.8v12.4c0 .6.6 1 1.1.6l9-6.2a.75.75 0 0 0 0-1.2l-9-6.2C6.6 2.8 6 3.2 6 3.8z")],
  pause: [solid("M5.5 4h3.2v12H5.5zM11.3 4h3.2v12h-3.2z")],
  step: [line("M15 4.5v11"), solid("M4.5 4.8v10.4c0 .5.5.8.9.5l7-5.2a.6.6 0 0 0 0-1l-7-5.2c-.4-.3-.9 0-.9.5z")],
  dice: [
    ["rect", { x: 3.5, y: 3.5, width: 13, height: 13, rx: 3 }],
    dot(7.2, 7.2, 1.2),
    dot(12.8, 12.8, 1.2),
    dot(10, 10, 1.2),
  ],
  left: [line("M12 4.5 6.5 10l5.5 5.5")],
  right: [line("M8 4.5 13.5 10 8 15.5")],
  down: [line("M4.5 7.5 10 13l5.5-5.5")],
  up: [line("M15.5 12.5 10 7l-5.5 5.5")],
  plus: [line("M10 4.5v11M4.5 10h11")],
  minus: [line("M4.5 10h11")],
  check: [line("M4 10.5l4 4 8-9")],
  cross: [line("M5 5l10 10M15 5 5 15")],
  book: [
    line(
      "M10 5.5C8.5 4 6 3.7 3.5 4v11.5c2.5-.3 5 0 6.5 1.5 1.5-1.5 4-1.8 6.5-1.5V4c-2.5-.3-5 0-6.5 1.5zM10 5.5V17",
    ),
  ],
  flag: [line("M5 17V3.5M5 4.2c3.5-1.8 6.5 1.6 10.5 0v7c-4 1.6-7-1.8-10.5 0")],
  goal: [["circle", { cx: 10, cy: 10, r: 7, "stroke-dasharray": "2.2 2.2" }]],
  tick: [
    ["circle", { cx: 10, cy: 10, r: 8.5, class: "tick" }],
    ["path", { d: "M6.2 10.3l2.7 2.7 5-5.6", class: "tick-mark" }],
  ],
  bin: [line("M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5")],
};

/** @param {string} name */
export function drawIcon(name) {
  const shapes = SHAPES[name].map(([tag, attributes]) => svg(tag, attributes));
  return svg("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", "data-icon": name }, ...shapes);
}

/** Shows another icon in the place of `shown`; the button around it stays, so that it can be pressed meanwhile. */
export function changeIcon(shown, name) {
  if (shown.dataset.icon === name) return;
  shown.replaceChildren(...drawIcon(name).children);
  shown.dataset.icon = name;
}
