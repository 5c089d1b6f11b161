/**
 * The symbols of section 4 for a network of these sizes: x, w, r, h, β, s, f, the biases being weights of x₀ = h₀ = 1.
 * With two hidden layers a first index tells the layer, as in section 2.
 */

import { subscript } from "../kit/page/format.js";

/** @returns symbols by layer l (0 is the first), node j and input i, each counted from 0; i = −1 is the bias */
export function networkSymbols(sizes) {
  const last = sizes.length - 2;
  const deep = last > 1;
  const layer = (l) => (deep ? `${subscript(l + 1)},` : "");
  const hidden = (symbol) => (l, j) => `${symbol}${layer(l)}${subscript(j + 1)}`;
  const pick = (inside, output) => (l, j) => (l === last ? `${output}${subscript(j + 1)}` : hidden(inside)(l, j));
  const sum = pick("r", "s");
  const out = pick("h", "f");
  return {
    sum,
    out,
    weight: ({ l, i, j }) => {
      const [letter, comma] = l === last ? ["β", ""] : [`w${layer(l)}`, deep ? "," : ""];
      return letter + subscript(i + 1) + comma + subscript(j + 1);
    },
    input: (l, i) => (l === 0 ? `x${subscript(i + 1)}` : hidden("h")(l - 1, i)),
    target: (k) => `y${subscript(k + 1)}`,
    slope: (l, j) => `a${subscript(l + 1)}′(${sum(l, j)})`,
  };
}
