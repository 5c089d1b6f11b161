/** The network, drawn so that each hidden unit can be dropped and put back, by a click or by keys. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { format, subscript } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";

const RADIUS = 13;
const MIDDLE = 0.52;
const COLOURS = 5;
const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

/**
 * @param {any} options  state, model (DropoutModel), lit () => hidden unit or null,
 *                 light (hidden unit or null) => void: under the pointer or in focus, signal
 */
export function network({ state, model, lit, light, signal }) {
  const { units } = model;
  const edges = svg("g", { class: "edges", "aria-hidden": "true" });
  const ends = svg("g", { class: "nodes", "aria-hidden": "true" }, ...["x", "f"].map((text) =>
    svg("g", { class: "node" },
      svg("circle", { r: RADIUS }),
      svg("text", { "text-anchor": "middle", y: 4, text }))));
  const nodes = svg("g", { class: "units" });
  const label = "The network: each hidden unit can be dropped";
  const element = svg("svg", { class: "dropout-network", role: "group", "aria-label": label }, edges, ends, nodes);
  let [width, height, scale] = [320, 130, 1];

  const goTo = (j) => nodes.children[(j + units) % units].focus({ preventScroll: true });

  function node(j) {
    const group = svg("g", { class: `hidden-unit unit-${j % COLOURS}`, role: "switch", tabindex: 0 },
      svg("circle", { class: "grab", r: RADIUS + 2 }),
      svg("circle", { class: "body-of-unit", r: RADIUS }),
      svg("path", { class: "cross", d: "M-8 -8L8 8M-8 8L8 -8" }),
      svg("text", { "text-anchor": "middle", y: 4, "aria-hidden": "true", text: `h${subscript(j + 1)}` }));
    group.addEventListener("click", () => model.toggleUnit(j), { signal });
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === " " || event.key === "Enter" || event.key === "Delete") model.toggleUnit(j);
      else if (Object.hasOwn(ARROWS, event.key)) goTo(j + ARROWS[event.key]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, () => light(j), { signal });
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, () => light(null), { signal });
    return group;
  }

  return {
    element,
    resize(newWidth, newHeight) {
      [width, height, scale] = [newWidth, newHeight, scaleOf(element)];
      set(element, { width, height, viewBox: `0 0 ${width} ${height}` });
    },
    update() {
      const [bottom, top] = [height - (RADIUS + 2) * scale, (RADIUS + 2) * scale];
      const [input, output] = [`${width / 2} ${bottom}`, `${width / 2} ${top}`];
      const mask = state.get("mask");
      const groups = keepCount(nodes, units, node);
      const lines = keepCount(edges, 2 * units, () => svg("path"));
      [input, output].forEach((at, i) => set(ends.children[i], { transform: `translate(${at}) scale(${scale})` }));
      for (let j = 0; j < units; j++) {
        const weight = model.outgoing[j];
        const at = `${((width * (j + 0.5)) / units).toFixed(1)} ${(height * MIDDLE).toFixed(1)}`;
        const gone = mask[j] ? "" : " gone";
        set(groups[j], {
          transform: `translate(${at}) scale(${scale})`,
          "aria-checked": mask[j] ? "true" : "false",
          "aria-label": `Hidden unit ${j + 1}, times ${format(weight)}`,
        });
        groups[j].classList.toggle("lit", lit() === j);
        set(lines[2 * j], { d: `M${input}L${at}`, class: `dropout-edge incoming${gone}` });
        set(lines[2 * j + 1], {
          d: `M${at}L${output}`,
          class: `dropout-edge${gone}${weight < 0 ? " negative" : ""}`,
          "stroke-width": (0.6 + 1.6 * Math.log2(1 + Math.abs(weight))).toFixed(2),
        });
      }
    },
  };
}
