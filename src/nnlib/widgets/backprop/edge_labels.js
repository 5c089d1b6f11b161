/** What stands on the edges of Backprop's network, and where: as much as there is room for, layer by layer. */

import { freePlaces, isApart, placeLabels } from "../kit/graph/labels.js";
import { BESIDE } from "../kit/graph/messages.js";

/** The room of a weight, of a weight with another number below it, and of a message's number, in page pixels. */
const SIZES = {
  weight: { width: 42, height: 16 },
  pair: { width: 54, height: 32 },
  message: { width: 48, height: 16 },
};
/** The room of an arrow's head, about its tip. */
const HEAD = 22;
/** What is tried, the most first. */
const LEVELS = [["pair", "message"], ["pair"], ["weight", "message"], ["weight"]];
/** How far a bias has its label from its stub and above its box. */
const ASIDE = { x: 8, y: 1 };

/** Parts of the way back along an edge, the best first: a weight's about its middle, a message's near its head. */
const STEPS = Array.from({ length: 65 }, (_, n) => 0.1 + n * 0.0125);
const nearest = (wanted) => [...STEPS].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
const PARTS = { pair: nearest(0.36), weight: nearest(0.4), message: nearest(0.8) };

/** @type {(ends: { x: number, y: number }[], part: number) => { x: number, y: number }} */
const at = ([from, to], part) => ({ x: to.x + part * (from.x - to.x), y: to.y + part * (from.y - to.y) });

/**
 * The line of the arrow back beside an edge.
 * @param {{ x: number, y: number }[]} ends
 * @param {number} scale
 */
function arrowOf([from, to], scale) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [((to.y - from.y) / length) * BESIDE * scale, ((from.x - to.x) / length) * BESIDE * scale];
  return [{ x: from.x + x, y: from.y + y }, { x: to.x + x, y: to.y + y }];
}

/**
 * @param {object} options
 * @param {number} options.layers
 * @param {any[]} options.edges  of the backward plan
 * @param {(edge: any) => { x: number, y: number }[]} options.edge  an edge's ends
 * @param {import("../kit/graph/labels.js").Box[]} options.boxes
 * @param {number} options.scale
 * @returns `complete`, whether everything has its place; `around(seen)`, a function of an edge and of a kind of SIZES
 *          that says where that label stands: a box with the `part` of the way back, or undefined if it has no room
 */
export function edgeLabels({ layers, edges, edge, boxes, scale }) {
  const room = (kind) => ({ width: SIZES[kind].width * scale, height: SIZES[kind].height * scale });
  const head = { width: HEAD * scale, height: HEAD * scale };
  const label = (kind) => (owner) => ({
    owner,
    places: PARTS[kind].flatMap((part) => {
      const ends = kind === "message" ? arrowOf(edge(owner), scale) : edge(owner);
      const place = { ...at(ends, part), ...room(kind), part };
      return kind === "message" && !isApart(place, { ...ends[0], ...head }) ? [] : [place];
    }),
  });
  const biasLabel = (owner, kind) => {
    const [, { x, y }] = edge(owner);
    const size = room(kind);
    const above = y - ASIDE.y * scale - size.height / 2;
    return { owner, places: [{ ...size, x: x + ASIDE.x * scale + size.width / 2, y: above, part: 1 }] };
  };
  const found = { pair: new Map(), weight: new Map(), message: new Map() };
  const keep = (kind, of, places) => of.forEach((each, n) => found[kind].set(each, places[n]));
  const lines = [];
  let complete = true;

  for (let l = 0; l < layers; l++) {
    const weights = edges.filter((each) => each.l === l && each.i >= 0);
    const biases = edges.filter((each) => each.l === l && each.i < 0);
    const here = weights.flatMap((owner) => {
      const ends = edge(owner);
      return [ends, ...(l > 0 ? [arrowOf(ends, scale)] : [])].map(([from, to]) => ({ owner, from, to }));
    });
    here.push(...biases.map((owner) => ({ owner, from: edge(owner)[0], to: edge(owner)[1] })));
    lines.push(...here);
    const kinds = LEVELS.map((level) => level.filter((kind) => l > 0 || kind !== "message"));
    for (const level of kinds) {
      const placed = placeLabels(level.flatMap((kind) => weights.map(label(kind))), here, boxes);
      level.forEach((kind, n) => placed && keep(kind, weights, placed.slice(n * weights.length)));
      if (placed) break;
    }
    const hasPairs = found.pair.has(weights[0]);
    complete &&= hasPairs && (l === 0 || found.message.has(weights[0]));
    for (const bias of biases) {
      const kind = hasPairs ? "pair" : "weight";
      const taken = Object.values(found).flatMap((places) => [...places.values()]);
      const [place] = freePlaces(biasLabel(bias, kind), here, [...boxes, ...taken]);
      if (place) found[kind].set(bias, place);
      else complete = false;
    }
  }

  /** Where the label of an edge stands while it is looked at: at its place, or in the way of others, but of no box. */
  function looked(owner, kind) {
    if (found[kind].has(owner)) return found[kind].get(owner);
    const here = lines.filter((line) => line.owner.l === owner.l);
    const wanted = owner.i < 0 ? biasLabel(owner, kind) : label(kind)(owner);
    return freePlaces(wanted, here, boxes)[0] ?? freePlaces(wanted, [], boxes)[0];
  }

  return {
    complete,
    /**
     * The places of labels while one edge (or none) is looked at.
     * @param {any | null} seen
     */
    around(seen) {
      const kinds = seen?.l > 0 && seen.i >= 0 ? ["pair", "message"] : ["pair"];
      const own = seen ? Object.fromEntries(kinds.map((kind) => [kind, looked(seen, kind)])) : {};
      if (seen && !own.pair) own.weight = looked(seen, "weight");
      const inTheWay = Object.values(own).filter(Boolean);
      return (owner, kind) => {
        if (owner === seen) return own[kind];
        const place = found[kind].get(owner);
        return place && inTheWay.every((other) => isApart(other, place)) ? place : undefined;
      };
    },
  };
}
