/** The query and the keys as arrows to pull; each key's foot on the query's line is what its score measures. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { tokenOf } from "./model.js";
import { SquarePlane, largestIn } from "./square_plane.js";
import { pulledVectors } from "./vectors.js";

/**
 * @param {object} options
 * @param {import("./model.js").AttentionModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ plane: SquarePlane, update(): void }}
 */
export function keyPlane({ model, done, signal }) {
  const plane = new SquarePlane("Queries and keys", ["line", "feet", "vectors-k", "vectors-q"]);
  const [line] = keepCount(plane.layer("line"), 1, () => svg("path", { class: "guide-line" }));
  const keys = pulledVectors({ plane, model, part: 1, letter: "k", noun: "Key", done, signal });
  const query = pulledVectors({
    plane, model, part: 0, letter: "q", noun: "Query", which: () => [model.query], dark: true, done, signal,
  });

  return {
    plane,
    update() {
      const { n, shown } = model;
      plane.hold(largestIn(shown.Q, shown.K));
      const [q1, q2] = tokenOf(shown.Q, n, model.query);
      const square = q1 * q1 + q2 * q2;
      const isThere = square > 1e-12;
      const far = isThere ? (4 * plane.reach) / Math.sqrt(square) : 0;
      set(line, { d: plane.path([-far * q1, far * q1], [-far * q2, far * q2]) });
      const feet = keepCount(plane.layer("feet"), n, () => svg("path"));
      for (let j = 0; j < n; j++) {
        const [k1, k2] = tokenOf(shown.K, n, j);
        const along = isThere ? (k1 * q1 + k2 * q2) / square : 0;
        set(feet[j], { class: `foot unit-${j % 5}`, d: plane.path([k1, along * q1], [k2, along * q2]) });
      }
      keys.update();
      query.update();
    },
  };
}
