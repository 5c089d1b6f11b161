/** The tokens as points, and as wedges from the query how much it looks at each. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { onTap } from "../kit/plane/tap.js";
import { SquarePlane } from "./square_plane.js";
import { vectors } from "./vectors.js";

const WIDEST = 15;
const DOT = 7;

/** A wedge from one place to another, its end this far to both sides. */
function wedge([x0, y0], [x1, y1], half) {
  const share = half / (Math.hypot(x1 - x0, y1 - y0) || 1);
  const [px, py] = [-(y1 - y0) * share, (x1 - x0) * share];
  const corner = (sign) => `${(x1 + sign * px).toFixed(1)} ${(y1 + sign * py).toFixed(1)}`;
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}L${corner(1)}L${corner(-1)}z`;
}

const circle = ([x, y], r) =>
  `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/**
 * @param {any} options  model, done, signal
 * @returns {{ plane: SquarePlane, update(): void }}
 */
export function tokenPlane({ model, done, signal }) {
  const plane = new SquarePlane("Tokens", ["wedges", "vectors", "shares"]);
  const token = (to, i) => {
    const symbol = `x${subscript(i + 1)}`;
    return { to, unit: i, lit: i === model.query, symbol, name: `Token ${symbol}` };
  };
  const dots = vectors({
    plane, parent: plane.layer("vectors"), dots: true, done, signal,
    limit: () => model.tokenLimit,
    get: () => model.tokens.map(token),
    change: (i, to) => model.moveToken(i, to),
    choose: (i) => model.look(i),
    keys: (i) => ({ Delete: () => model.removeToken(i) }),
  });
  set(plane.layer("shares"), { "aria-hidden": "true" });
  onTap(plane, (x, y) => model.addToken([x, y]), signal);

  return {
    plane,
    update() {
      const { n, tokens, query, weights } = model;
      const wedges = keepCount(plane.layer("wedges"), n, () => svg("path"));
      const shares = keepCount(plane.layer("shares"), n, () => svg("text", { "text-anchor": "middle" }));
      const places = tokens.map(([x, y]) => [plane.toX(x), plane.toY(y)]);
      places.forEach((place, j) => {
        const half = WIDEST * weights[j];
        const d = j === query ? circle(place, DOT + half) : wedge(places[query], place, half);
        set(wedges[j], { class: `wedge unit-${j % 5}`, d });
        const [x, y] = [place[0].toFixed(1), (place[1] + 21).toFixed(1)];
        set(shares[j], { x, y, text: `${fixed(100 * weights[j], 0)} %` });
      });
      dots.update();
    },
  };
}
