/** The network, drawn so that each hidden unit can be dropped and put back, by a click or by keys. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { format, subscript } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf } from "../kit/page/scale.js";

const RADIUS = 13;
const MIDDLE = 0.52;

/**
 * @param {any} options  state, model (DropoutModel), lit () => hidden unit or null,
 *                 light (hidden unit or null) => void: under the pointer or in focus, signal
 */
export function network({ state, model, lit, light, signal }) {
  const { units } = model;
  const edges = svg("g", { class: "edges", "aria-hidden": "true" });
  const ends = svg("g", { class: "nodes", "aria-hidden": "true" }, ...["x", "f"].map((text) =>
    svg("g", { class: "node" }, svg("circle"), svg("text", { "text-anchor": "middle", dy: ".3em", text }))));
  const nodes = svg("g", { class: "units" });
  const label = "The network: each hidden unit can be dropped";
  const element = svg("svg", { class: "dropout-network", role: "group", "aria-label": label }, edges, ends, nodes);
  let [width, height, scale] = [320, 130, 1];

  roving(nodes, { among: ".hidden-unit", keys: ["ArrowLeft", "ArrowRight"], signal });

  function node(j) {
    const group = svg("g", { class: "hidden-unit", role: "switch", tabindex: 0 },
      svg("rect", { class: "grab", rx: 4 }),
      svg("circle"),
      svg("path", { class: "cross", d: "M-8 -8L8 8M-8 8L8 -8" }),
      svg("text", { "text-anchor": "middle", dy: ".3em", "aria-hidden": "true", text: `h${subscript(j + 1)}` }));
    group.addEventListener("click", () => model.toggleUnit(j), { signal });
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== " " && event.key !== "Enter" && event.key !== "Delete") return;
      model.toggleUnit(j);
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, () => light(j), { signal });
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, () => light(null), { signal });
    return group;
  }

  return {
    element,
    resize(room) {
      ({ width, height } = room);
      scale = scaleOf(element);
      set(element, { width, height, viewBox: `0 0 ${width} ${height}` });
    },
    update() {
      const [bottom, top] = [height - (RADIUS + 2) * scale, (RADIUS + 2) * scale];
      const [input, output] = [`${width / 2} ${bottom}`, `${width / 2} ${top}`];
      const mask = state.get("mask");
      const groups = keepCount(nodes, units, node);
      const lines = keepCount(edges, 2 * units, () => svg("path"));
      [input, output].forEach((at, i) => set(ends.children[i], { transform: `translate(${at})` }));
      for (const circle of element.querySelectorAll("circle")) set(circle, { r: RADIUS * scale });
      const cell = { x: -width / units / 2, y: -24 * scale, width: width / units, height: 48 * scale };
      for (let j = 0; j < units; j++) {
        const weight = model.outgoing[j];
        const at = `${((width * (j + 0.5)) / units).toFixed(1)} ${(height * MIDDLE).toFixed(1)}`;
        const gone = mask[j] ? "" : " gone";
        set(groups[j], {
          transform: `translate(${at})`,
          "aria-checked": mask[j] ? "true" : "false",
          "aria-label": `Hidden unit ${j + 1}, times ${format(weight)}`,
        });
        groups[j].classList.toggle("lit", lit() === j);
        const [grab, , cross] = groups[j].children;
        set(grab, cell);
        set(cross, { transform: `scale(${scale})` });
        set(lines[2 * j], { d: `M${input}L${at}`, class: `dropout-edge incoming${gone}` });
        set(lines[2 * j + 1], {
          d: `M${at}L${output}`,
          class: `dropout-edge${gone}${weight < 0 ? " negative" : ""}`,
          "stroke-width": (scale * (0.8 + 1.6 * Math.log2(1 + Math.abs(weight)))).toFixed(2),
        });
      }
    },
  };
}
