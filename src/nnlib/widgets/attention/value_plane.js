/** The values as arrows to pull; weighted and put end to end they lead to the output of the query. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { tokenOf } from "./model.js";
import { SquarePlane, largestIn } from "./square_plane.js";
import { pulledVectors } from "./vectors.js";

const SIZES = { output: 4, lit: 7, ofHead: 5 };
const NAME_ABOVE = 12;

const diamond = (x, y, r) => `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

/**
 * @param {any} options  model, done, signal
 * @returns {{ plane: SquarePlane, update(): void }}
 */
export function valuePlane({ model, done, signal }) {
  const plane = new SquarePlane("Values and outputs", ["vectors-v", "chain", "outputs", "output-name"]);
  const values = pulledVectors({ plane, model, part: 2, letter: "v", noun: "Value", isColoured: true, done, signal });
  const nameOptions = { class: "unit-name output-name", "text-anchor": "middle", "aria-hidden": "true" };
  const [name] = keepCount(plane.layer("output-name"), 1, () => svg("text", nameOptions));

  /** a₁v₁ + a₂v₂ + …, link by link; returns where it ends, the output of the head that is shown. */
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
  /** @param {number[]} end  of the chain */
  function drawOutputs([headX, headY]) {
    const { n, H, heads, query } = model;
    const isMean = heads.length > 1;
    const marks = keepCount(plane.layer("outputs"), isMean ? n + 1 : n, () => svg("path"));
    const mark = (i, kind, place, size) =>
      set(marks[i], { class: `output ${kind}`, d: diamond(plane.toX(place[0]), plane.toY(place[1]), size) });
    for (let i = 0; i < n; i++) {
      const isLit = i === query;
      mark(i, isLit ? "lit" : `unit-${i % 5}`, tokenOf(H, n, i), isLit ? SIZES.lit : SIZES.output);
    }
    if (isMean) mark(n, "head-output", [headX, headY], SIZES.ofHead);
    const [x, y] = tokenOf(H, n, query);
    const place = { x: plane.toX(x).toFixed(1), y: (plane.toY(y) - NAME_ABOVE).toFixed(1) };
    set(name, { ...place, text: `h${subscript(query + 1)}` });
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
