/** A network's edges as handles, each a weight that the arrow keys change; one stop of Tab, Page Up and Down go on. */

import { keepCount, set, svg } from "../page/dom.js";
import { roving } from "../page/roving.js";
import { handle } from "../plane/handle.js";
import { format } from "../page/format.js";

/** What the look of an edge means. */
export const EDGE_LEGEND =
  "Edges: blue and solid, a positive weight; vermilion and dashed, a negative one; wider, a larger one.";

const DRAG_PER_PIXEL = 0.05; // so that whole tenths, and 0, can be met
const STEP = 0.1;
const UNCROWDED = 100;

/**
 * @typedef {{ l: number, i: number, j: number, k: number }} Edge
 *   in layer l, from node i (−1 is the bias) to node j, at place k in θ
 */

/**
 * @param {object} options
 * @param {(edge: Edge) => string} options.name
 * @param {() => ArrayLike<number>} options.theta
 * @param {(k: number, value: number) => void} options.change
 * @param {(k: number) => number} options.start
 * @param {() => void} options.done
 * @param {number} options.limit  the largest |weight|
 * @param {(edge: Edge | null) => void} options.point  the edge under the pointer or focus
 * @param {(edge: Edge) => void} [options.choose]  it got the focus or was pressed
 * @param {AbortSignal} options.signal
 */
export function weightEdges({ name, theta, change, start, done, limit, point, choose = () => {}, signal }) {
  const element = svg("g", { class: "edges" });
  const grips = [];
  let edges = [];
  let names = [];
  let painted = [];

  const weight = (n) => theta()[edges[n].k];
  const put = (n, value) => change(edges[n].k, Math.min(limit, Math.max(-limit, value)));
  const toStart = (n) => put(n, start(edges[n].k));

  function make(n) {
    const group = svg("g", { class: "edge" }, svg("path", { class: "grab" }), svg("path", { class: "ink" }));
    grips[n] = handle(group, {
      signal,
      low: -limit,
      high: limit,
      name: () => names[n],
      value: () => weight(n),
      text: () => format(weight(n)),
      grab: (event) => {
        choose(edges[n]);
        return { y: event.clientY, value: weight(n) };
      },
      drag: (event, from) => put(n, from.value + (from.y - event.clientY) * DRAG_PER_PIXEL),
      nudge: (dx, dy, large) => put(n, weight(n) + (dx + dy) * STEP * (large ? 10 : 1)),
      end: (which) => put(n, which === "low" ? -limit : limit),
      keys: { Backspace: () => toStart(n) },
      done,
    });
    const show = (is) => () => point(is ? edges[n] : null);
    group.addEventListener("focus", () => choose(edges[n]), { signal });
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, show(true), { signal });
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, show(false), { signal });
    group.addEventListener("dblclick", () => {
      toStart(n);
      done();
    }, { signal });
    return group;
  }

  roving(element, { among: ".edge", keys: ["PageUp", "PageDown"], signal });

  return {
    element,
    /**
     * @param {Edge[]} wanted
     * @param {(edge: Edge) => { x: number, y: number }[]} ends  [from, to]
     * @param {(edge: Edge) => boolean} isLit
     * @param {(edge: Edge) => string} [marked]  its class where it stands out
     */
    update(wanted, ends, isLit, marked = () => "") {
      if (wanted !== edges) {
        painted = wanted.map(() => ({}));
        names = wanted.map((edge) => `Weight ${name(edge)}`);
      }
      edges = wanted;
      const values = theta();
      const groups = keepCount(element, edges.length, make);
      grips.length = edges.length;
      const thinner = Math.max(0.4, Math.min(1, Math.sqrt(UNCROWDED / edges.length)));
      edges.forEach((edge, n) => {
        const value = values[edge.k];
        const [from, to] = ends(edge);
        const look = `${isLit(edge) ? " lit" : ""} ${marked(edge)}`;
        const old = painted[n];
        const isMoved = from !== old.from || to !== old.to;
        if (!isMoved && value === old.value && look === old.look) return;
        painted[n] = { from, to, value, look };
        const [grab, ink] = groups[n].children;
        if (isMoved) for (const path of [grab, ink]) set(path, { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
        if (value !== old.value) {
          set(ink, { "stroke-width": (thinner * (0.6 + 1.43 * Math.log2(1 + Math.abs(value)))).toFixed(2) });
          grips[n].update();
        }
        if (look !== old.look || value < 0 !== old.value < 0) {
          const held = groups[n].classList.contains("held") ? " held" : "";
          set(groups[n], {
            class: `edge handle${value < 0 ? " negative" : ""}${edge.i < 0 ? " bias" : ""}${look}${held}`,
          });
        }
      });
    },
  };
}
