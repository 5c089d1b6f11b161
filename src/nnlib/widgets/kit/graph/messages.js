/** Messages along the edges of a graph, as arrows beside them: black ones forward, purple ones back. */

import { keepCount, set, svg } from "../page/dom.js";

/** How far beside its edge a message runs, in page pixels. */
export const BESIDE = 5;
const HEAD = 7;

/** A layer for messages: their arrows, and above all of these their texts. */
export function messageLayer() {
  return svg("g", { class: "messages", "aria-hidden": "true" }, svg("g"), svg("g"));
}

const newArrow = () => svg("g", {}, svg("path", { class: "shaft" }), svg("path", { class: "head" }));

/**
 * Draws each message as an arrow beside its edge.
 *
 * @param layer     from `messageLayer`
 * @typedef {{ x: number, y: number }} Point
 * @typedef {object} Message
 * @property {Point} from       of the edge, in the direction of the message
 * @property {Point} to
 * @property {number} value
 * @property {boolean} [forward]
 * @property {number} [share]   of the way done, 0 to 1
 * @property {boolean} [lit]
 * @property {string} [text]
 * @property {number} [at]      the part of the way where the text stands
 * @property {number} [aside]   how many pixels aside of the arrow
 * @property {number} [side]    1: the arrow is on the message's right hand, −1: on its left
 * @param {SVGGElement} layer   from `messageLayer`
 * @param {Message[]} messages
 * @param {number} scale
 */
export function drawMessages(layer, messages, scale) {
  const arrows = keepCount(layer.firstChild, messages.length, newArrow);
  const labels = keepCount(layer.lastChild, messages.length, () => svg("text", { "text-anchor": "middle" }));
  messages.forEach((message, n) => {
    const { from, to, value, forward = false, lit = false, text = "" } = message;
    const { share = 1, at = 0.5, side = 1, aside = 0 } = message;
    const [shaft, head] = arrows[n].children;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const beside = BESIDE * scale * side;
    const along = (part) => [from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)];
    const place = (part) => [along(part)[0] - uy * beside, along(part)[1] + ux * beside];
    const width = thickness(value, scale);
    const size = HEAD * scale + 0.9 * width;
    const [tipX, tipY] = place(share);
    const [footX, footY] = [tipX - ux * size, tipY - uy * size];
    const [startX, startY] = place(0);
    set(arrows[n], { class: `message${forward ? " forward" : ""}${value === 0 ? " zero" : ""}${lit ? " lit" : ""}` });
    set(shaft, { d: `M${round(startX, startY)}L${round(footX, footY)}`, "stroke-width": width.toFixed(2) });
    const back = round((-ux - uy * 0.55) * size, (-uy + ux * 0.55) * size);
    set(head, { d: `M${round(tipX, tipY)}l${back}l${round(uy * 1.1 * size, -ux * 1.1 * size)}z` });
    const [x, y] = place(at);
    set(labels[n], {
      class: forward ? "forward" : "", text,
      x: (x - uy * side * aside * scale).toFixed(1), y: (y + (4 + ux * side * aside) * scale).toFixed(1),
    });
  });
}

const round = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** Magnitude is width: 1 px for nothing, 4 px from about 10 upwards. */
const thickness = (value, scale) => scale * (1 + Math.min(3, 1.25 * Math.log10(1 + 20 * Math.abs(value))));
