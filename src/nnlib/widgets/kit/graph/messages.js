/** Messages along the edges of a graph, as arrows beside them: black ones forward, purple ones back. */

import { keepCount, set, svg } from "../page/dom.js";

const BESIDE = 5;
const HEAD = 7;

/** A layer for messages: their arrows, and above all of these their texts. */
export function messageLayer() {
  return svg("g", { class: "messages", "aria-hidden": "true" }, svg("g"), svg("g"));
}

/**
 * Draws each message as an arrow beside its edge.
 *
 * @param layer     from `messageLayer`
 * @param messages  [{ from, to, value, forward, share, lit, text, at, side, aside }]: from and to are points of the edge,
 *                  in the direction of the message; share of the way done (0–1); side 1: the arrow is on the message's
 *                  right hand, −1: on its left; `text` stands `at` that part of the way, so many pixels aside of the arrow
 */
export function drawMessages(layer, messages, scale) {
  const arrows = keepCount(layer.firstChild, messages.length, () => svg("g", {}, svg("path", { class: "shaft" }), svg("path", { class: "head" })));
  const labels = keepCount(layer.lastChild, messages.length, () => svg("text", { "text-anchor": "middle" }));
  messages.forEach(({ from, to, value, forward = false, share = 1, lit = false, text = "", at = 0.5, side = 1, aside = 0 }, n) => {
    const [shaft, head] = arrows[n].children;
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const beside = BESIDE * scale * side;
    const place = (part) => [from.x + part * (to.x - from.x) - uy * beside, from.y + part * (to.y - from.y) + ux * beside];
    const size = HEAD * scale + 0.9 * thickness(value, scale);
    const [tipX, tipY] = place(share);
    const [footX, footY] = [tipX - ux * size, tipY - uy * size];
    const [startX, startY] = place(0);
    set(arrows[n], { class: `message${forward ? " forward" : ""}${value === 0 ? " zero" : ""}${lit ? " lit" : ""}` });
    set(shaft, { d: `M${round(startX)} ${round(startY)}L${round(footX)} ${round(footY)}`, "stroke-width": thickness(value, scale).toFixed(2) });
    set(head, { d: `M${round(tipX)} ${round(tipY)}l${round((-ux - uy * 0.55) * size)} ${round((-uy + ux * 0.55) * size)}l${round(uy * 1.1 * size)} ${round(-ux * 1.1 * size)}z` });
    const [x, y] = place(at);
    set(labels[n], { class: forward ? "forward" : "", x: round(x - uy * side * aside * scale), y: round(y + (4 + ux * side * aside) * scale), text });
  });
}

const round = (value) => value.toFixed(1);

/** Magnitude is width: 1 px for nothing, 4 px from about 10 upwards. */
const thickness = (value, scale) => scale * (1 + Math.min(3, 1.25 * Math.log10(1 + 20 * Math.abs(value))));
