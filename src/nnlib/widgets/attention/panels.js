/** The planes of the Attention widget: tokens and who looks at whom; queries and keys; values and the output. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { Plane } from "../kit/plane/plane.js";
import { onTap } from "../kit/plane/tap.js";
import { tokenOf } from "./model.js";
import { vectors } from "./vectors.js";

export const TOKEN_LIMIT = 2;
export const MOST_TOKENS = 8;
const REACHES = [1.5, 2.2, 3, 4.5, 6, 9, 12, 18, 25];
const SPARE = 1.3;
const MARGIN = { left: 26, right: 6, top: 6, bottom: 22 };
const WIDEST = 15;

/** A plane whose units are as long up as across, from -reach to reach upwards. */
class SquarePlane extends Plane {
  constructor(label, layers) {
    super({ label, x: { domain: [-1, 1] }, y: { domain: [-1, 1] }, layers, margin: MARGIN });
    this.reach = 2.2;
  }

  fit() {
    const across = (this.reach * this.width) / this.height;
    this.y.domain = [-this.reach, this.reach];
    this.x.domain = [-across, across];
    this.drawAxes();
  }

  /** Makes room for vectors of this size, but not while one of them is held. */
  hold(size) {
    const reach = REACHES.find((each) => each >= size * SPARE) ?? REACHES[REACHES.length - 1];
    if (reach === this.reach || this.svg.querySelector(".held")) return;
    this.reach = reach;
    this.fit();
  }
}

const largest = (...arrays) => Math.max(...arrays.map((array) => array.reduce((most, each) => Math.max(most, Math.abs(each)), 0)));
const diamond = (x, y, r) => `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

/** `panels` of { name, plane, update() }; `query()` is the token that looks, from 0. */
export function attentionPanels({ state, model, query, done, signal }) {
  const tokens = () => state.get("tokens");
  const rounded = ([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))];
  const inside = (value) => Math.min(TOKEN_LIMIT, Math.max(-TOKEN_LIMIT, value));
  const choose = (i) => state.change({ query: i + 1 });
  const remove = (i) => {
    if (tokens().length === 1) return;
    const left = tokens().filter((_, j) => j !== i);
    state.change({ tokens: left, query: Math.min(state.get("query"), left.length) });
  };
  const add = (x, y) => {
    if (tokens().length < MOST_TOKENS) state.commit({ tokens: [...tokens(), rounded([inside(x), inside(y)])] });
  };

  function tokenPanel() {
    const plane = new SquarePlane("Tokens", ["wedges", "vectors", "shares"]);
    const dots = vectors({
      plane, parent: plane.layer("vectors"), dots: true, done, signal, choose,
      limit: () => TOKEN_LIMIT,
      get: () => tokens().map((to, i) => ({ to, unit: i, lit: i === query(), symbol: `x${subscript(i + 1)}`, name: `Token x${subscript(i + 1)}` })),
      change: (i, to) => state.change({ tokens: tokens().map((each, j) => (j === i ? rounded(to) : each)) }),
      keys: (i) => ({ Delete: () => remove(i) }),
    });
    onTap(plane, add, signal);
    return {
      plane,
      update() {
        const { n, shown } = model;
        const [x0, y0] = tokens()[query()];
        const weights = Array.from({ length: n }, (_, j) => shown.A[query() * n + j]);
        const wedges = keepCount(plane.layer("wedges"), n, () => svg("path"));
        const shares = keepCount(plane.layer("shares"), n, () => svg("text", { "text-anchor": "middle", "aria-hidden": "true" }));
        tokens().forEach(([x, y], j) => {
          const [fromX, fromY, toX, toY] = [plane.toX(x0), plane.toY(y0), plane.toX(x), plane.toY(y)];
          const length = Math.hypot(toX - fromX, toY - fromY) || 1;
          const half = (weights[j] * WIDEST) / length;
          const [px, py] = [-(toY - fromY) * half, (toX - fromX) * half];
          const corner = (sign) => `${(toX + sign * px).toFixed(1)} ${(toY + sign * py).toFixed(1)}`;
          const ring = 7 + WIDEST * weights[j];
          const d = j === query()
            ? `M${(toX - ring).toFixed(1)} ${toY.toFixed(1)}a${ring} ${ring} 0 1 0 ${2 * ring} 0a${ring} ${ring} 0 1 0 ${-2 * ring} 0z`
            : `M${fromX.toFixed(1)} ${fromY.toFixed(1)}L${corner(1)}L${corner(-1)}z`;
          set(wedges[j], { class: `wedge unit-${j % 5}`, d });
          set(shares[j], { x: toX.toFixed(1), y: (toY + 21).toFixed(1), text: `${fixed(100 * weights[j], 0)} %` });
        });
        dots.update();
      },
    };
  }

  /** Vectors of one kind for the tokens `which`, each the token times the head's matrix `part`. */
  function pulledVectors(plane, part, letter, noun, which, colour) {
    return vectors({
      plane, parent: plane.layer(`vectors-${letter}`), done, signal,
      limit: () => plane.reach / 1.08,
      get: () => which().map((i) => ({
        to: tokenOf(model.shown["QKV"[part]], model.n, i), ...(colour ? { unit: i } : {}),
        symbol: letter + subscript(i + 1), name: `${noun} ${letter}${subscript(i + 1)}`,
      })),
      change: (k, to) => state.change({ heads: model.pulled(part, which()[k], to) }),
    });
  }
  const all = () => Array.from({ length: model.n }, (_, j) => j);

  function keyPanel() {
    const plane = new SquarePlane("Queries and keys", ["guides", "vectors-k", "vectors-q"]);
    const keys = pulledVectors(plane, 1, "k", "Key", all, true);
    const queries = pulledVectors(plane, 0, "q", "Query", () => [query()], false);
    const line = svg("path", { class: "guide-line" });
    plane.layer("guides").append(line, svg("g"));
    return {
      plane,
      update() {
        const { n, shown } = model;
        plane.hold(largest(shown.Q, shown.K));
        const [q1, q2] = tokenOf(shown.Q, n, query());
        const size = Math.hypot(q1, q2);
        const far = size > 1e-6 ? (4 * plane.reach) / size : 0;
        set(line, { d: plane.path([-far * q1, far * q1], [-far * q2, far * q2]) });
        const feet = keepCount(plane.layer("guides").lastChild, n, () => svg("path"));
        all().forEach((j) => {
          const [k1, k2] = tokenOf(shown.K, n, j);
          const along = size > 1e-6 ? (k1 * q1 + k2 * q2) / size ** 2 : 0;
          set(feet[j], { class: `foot unit-${j % 5}`, d: plane.path([k1, along * q1], [k2, along * q2]) });
        });
        keys.update();
        queries.update();
      },
    };
  }

  function valuePanel() {
    const plane = new SquarePlane("Values and outputs", ["vectors-v", "chain", "outputs"]);
    const values = pulledVectors(plane, 2, "v", "Value", all, true);
    const names = svg("g", { "aria-hidden": "true" });
    const [marks, chain] = [plane.layer("outputs"), plane.layer("chain")];
    const markPlace = svg("g");
    marks.append(markPlace, names);
    return {
      plane,
      update() {
        const { n, shown, H, heads } = model;
        plane.hold(largest(shown.V));
        let [x, y] = [0, 0];
        const links = keepCount(chain, n, () => svg("path"));
        all().forEach((j) => {
          const [v1, v2] = tokenOf(shown.V, n, j);
          const weight = shown.A[query() * n + j];
          set(links[j], { class: `link unit-${j % 5}`, d: plane.path([x, x + weight * v1], [y, y + weight * v2]) });
          [x, y] = [x + weight * v1, y + weight * v2];
        });
        const many = heads.length > 1;
        const outputs = keepCount(markPlace, n + (many ? 1 : 0), () => svg("path"));
        all().forEach((i) => {
          const [h1, h2] = tokenOf(H, n, i);
          set(outputs[i], { class: i === query() ? "output lit" : `output unit-${i % 5}`, d: diamond(plane.toX(h1), plane.toY(h2), i === query() ? 7 : 4) });
        });
        if (many) set(outputs[n], { class: "output head-output", d: diamond(plane.toX(x), plane.toY(y), 5) });
        const [h1, h2] = tokenOf(H, n, query());
        const texts = keepCount(names, 1, () => svg("text", { class: "unit-name output-name", "text-anchor": "middle" }));
        set(texts[0], { x: plane.toX(h1).toFixed(1), y: (plane.toY(h2) - 12).toFixed(1), text: `h${subscript(query() + 1)}` });
        values.update();
      },
    };
  }

  return { add, remove, tokens: tokenPanel(), keys: keyPanel(), values: valuePanel() };
}
