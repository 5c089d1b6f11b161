/** The values as arrows to pull; weighted and put end to end they lead to the output of the query. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { writeSymbol } from "../kit/page/notation.js";
import { tokenOf } from "./model.js";
import { SquarePlane, largestIn } from "./square_plane.js";
import { pulledVectors } from "./vectors.js";

const SIZES = { output: 4, lit: 7, ofHead: 5 };
const NAME_ABOVE = 12;

const diamond = (x, y, r) => `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

/**
 * @param {object} options
 * @param {import("./model.js").AttentionModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ plane: SquarePlane, update(): void }}
 */
export function valuePlane({ model, done, signal }) {
  const plane = new SquarePlane("Values and outputs", ["vectors-v", "chain", "outputs", "output-name"]);
  const values = pulledVectors({ plane, model, part: 2, letter: "v", noun: "Value", done, signal });
  const nameOptions = { class: "unit-name output-name", "text-anchor": "middle", "aria-hidden": "true" };
  const [name] = keepCount(plane.layer("output-name"), 1, () => svg("text", nameOptions));

  /**
   * a₁v₁ + a₂v₂ + …, link by link; returns where it ends, the output of the head that is shown.
   * @returns {[number, number]}
   */
  function drawChain() {
    const links = keepCount(plane.layer("chain"), model.n, () => svg("path"));
    let [x, y] = [0, 0];
    model.weights.forEach((weight, j) => {
      const [v1, v2] = tokenOf(model.shown.V, model.n, j);
      const [nextX, nextY] = [x + weight * v1, y + weight * v2];
      set(links[j], { class: `link unit-${j % 5}`, d: plane.path([x, nextX], [y, nextY]) });
      [x, y] = [nextX, nextY];
    });
    return [x, y];
  }

  /** The outputs of all tokens, and with several heads that of the one that is shown. */
  function drawOutputs([headX, headY]) {
    const { n, H, heads, query } = model;
    const isMean = heads.length > 1;
    const marks = keepCount(plane.layer("outputs"), isMean ? n + 1 : n, () => svg("path"));
    const mark = (i, kind, [x, y], size) =>
      set(marks[i], { class: `output-mark ${kind}`, d: diamond(plane.toX(x), plane.toY(y), size * plane.scale) });
    for (let i = 0; i < n; i++) {
      const isLit = i === query;
      mark(i, isLit ? "lit" : `unit-${i % 5}`, tokenOf(H, n, i), isLit ? SIZES.lit : SIZES.output);
    }
    if (isMean) mark(n, "head-output", [headX, headY], SIZES.ofHead);
    const [x, y] = tokenOf(H, n, query);
    set(name, { x: plane.toX(x).toFixed(1), y: (plane.toY(y) - NAME_ABOVE * plane.scale).toFixed(1) });
    writeSymbol(name, "h", query + 1);
  }

  return {
    plane,
    update() {
      plane.hold(largestIn(model.shown.V));
      drawOutputs(drawChain());
      values.update();
    },
  };
}
