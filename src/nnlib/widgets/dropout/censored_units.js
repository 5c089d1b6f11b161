/** A network of one hidden layer, drawn so that each hidden unit can be dropped and put back, by a click or by keys. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { format, subscript } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";

const RADIUS = 13;
const MIDDLE = 0.52;

/**
 * @param options  units (their number), mask () => [0 | 1, …], beta () => [number, …] what each unit's value is multiplied by,
 *                 toggle (j) => void, point (j | null) => void, lit () => j | null, signal
 */
export function censoredUnits({ units, mask, beta, toggle, point, lit, signal }) {
  const edges = svg("g", { class: "edges", "aria-hidden": "true" });
  const ends = svg("g", { class: "nodes", "aria-hidden": "true" }, ...["x", "f"].map((text) =>
    svg("g", { class: "node" }, svg("circle", { r: RADIUS }), svg("text", { "text-anchor": "middle", y: 4, text }))));
  const nodes = svg("g", { class: "units" });
  const element = svg("svg", { class: "censored", role: "group", "aria-label": "The network: each hidden unit can be dropped" }, edges, ends, nodes);
  let [width, height, scale] = [320, 130, 1];

  const xOf = (j) => (width * (j + 0.5)) / units;
  const goTo = (j) => nodes.children[(j + units) % units].focus({ preventScroll: true });

  function make(j) {
    const group = svg("g", { class: `censored-unit unit-${j % 5}`, role: "switch", tabindex: 0 },
      svg("circle", { class: "grab", r: RADIUS + 2 }), svg("circle", { class: "body-of-unit", r: RADIUS }), svg("path", { class: "cross", d: "M-8 -8L8 8M-8 8L8 -8" }),
      svg("text", { "text-anchor": "middle", y: 4, "aria-hidden": "true", text: `h${subscript(j + 1)}` }));
    group.addEventListener("click", () => toggle(j), { signal });
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
      if (event.key === " " || event.key === "Enter" || event.key === "Delete") toggle(j);
      else if (Object.hasOwn(steps, event.key)) goTo(j + steps[event.key]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, () => point(j), { signal });
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, () => point(null), { signal });
    return group;
  }

  return {
    element,
    resize(newWidth, newHeight) {
      [width, height, scale] = [newWidth, newHeight, scaleOf(element)];
      set(element, { width, height, viewBox: `0 0 ${width} ${height}` });
    },
    update() {
      const y = height * MIDDLE;
      const [bottom, top] = [height - (RADIUS + 2) * scale, (RADIUS + 2) * scale];
      const kept = mask();
      const weights = beta();
      const groups = keepCount(nodes, units, make);
      const lines = keepCount(edges, 2 * units, () => svg("path"));
      [[bottom], [top]].forEach(([at], i) => set(ends.children[i], { transform: `translate(${width / 2} ${at}) scale(${scale})` }));
      for (let j = 0; j < units; j++) {
        const x = xOf(j);
        set(groups[j], {
          transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})`,
          "aria-checked": kept[j] ? "true" : "false",
          "aria-label": `Hidden unit ${j + 1}, times ${format(weights[j])}`,
        });
        groups[j].classList.toggle("lit", lit() === j);
        const both = [`M${width / 2} ${bottom}L${x.toFixed(1)} ${y.toFixed(1)}`, `M${x.toFixed(1)} ${y.toFixed(1)}L${width / 2} ${top}`];
        both.forEach((d, i) => set(lines[2 * j + i], {
          d,
          class: `censored-edge${kept[j] ? "" : " gone"}${i && weights[j] < 0 ? " negative" : ""}${i ? "" : " incoming"}`,
          "stroke-width": (i ? 0.6 + 1.6 * Math.log2(1 + Math.abs(weights[j])) : 1).toFixed(2),
        }));
      }
    },
  };
}
