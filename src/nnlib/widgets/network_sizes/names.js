/** The symbols of a network's sizes, nodes and weights, and what a weight reaches. All indices count from 0. */

import { subscript } from "../kit/page/format.js";

/** @typedef {{ l: number, i: number, j: number, k: number }} Edge  as the diagram numbers it: i = −1 is the bias */

/**
 * A layer's size, letter and index: n, H₁, …, K.
 * @param {number} l
 * @param {number} layers
 * @returns {[string, (number | undefined)?]}
 */
export const sizeName = (l, layers) => (l === 0 ? ["n"] : l === layers ? ["K"] : ["H", l]);

/**
 * A weight as section 2 writes it: w with l, i, j and b with l, j.
 * @param {Edge} edge
 */
export const weightName = ({ l, i, j }) =>
  i < 0
    ? `b${subscript(l + 1)},${subscript(j + 1)}`
    : `w${[l, i, j].map((index) => subscript(index + 1)).join(",")}`;

/**
 * A node: x or xᵢ, h with l and j, f or fₖ.
 * @param {{ l: number, i: number }} node
 * @param {number[]} sizes
 */
export function nodeName({ l, i }, sizes) {
  if (l > 0 && l < sizes.length - 1) return `h${subscript(l)},${subscript(i + 1)}`;
  return (l === 0 ? "x" : "f") + (sizes[l] > 1 ? subscript(i + 1) : "");
}

/**
 * What a change of this weight reaches, in words.
 * @param {Edge} edge
 * @param {number[]} sizes
 */
export function reach({ l, j }, sizes) {
  const last = sizes.length - 2;
  const unit = nodeName({ l: l + 1, i: j }, sizes);
  if (l === last) return `It changes ${unit} and nothing else.`;
  const outputs = sizes[last + 1] > 1 ? "every output" : "f";
  if (l === last - 1) return `It changes ${unit}, and through it ${outputs}.`;
  const layers = `${l + 2}${last > l + 2 ? ` to ${last}` : ""}`;
  return `It changes ${unit}, and through it every unit of layer ${layers} and ${outputs}.`;
}
