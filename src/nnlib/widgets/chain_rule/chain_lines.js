/** The chain rule in lines, one a step: what is multiplied or added, and its value as soon as it is known. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { bracketed, format } from "../kit/page/format.js";
import { writeMathematics } from "../kit/page/notation.js";
import { FORWARD } from "./model.js";

/** Of each step after the forward pass: what becomes known, by which formula, its value. */
const LINES = {
  back: ({ pass: v }) => [
    ["∂J/∂f", "−2(y − f)", v.dJf],
    ["∂J/∂g", "∂J/∂f · ∂f/∂g", v.toG],
    ["∂J/∂h", "∂J/∂f · ∂f/∂h", v.toH],
    ["over g", "∂J/∂g · ∂g/∂θ", v.fromG],
    ["over h", "∂J/∂h · ∂h/∂θ", v.fromH],
    ["∂J/∂θ", `${format(v.fromG)} + ${bracketed(v.fromH)}`, v.dJt],
  ],
  forward: ({ pass: v, changes }) => [
    ["Δg", "∂g/∂θ · Δθ", changes.g],
    ["Δh", "∂h/∂θ · Δθ", changes.h],
    ["over g", "∂f/∂g · Δg", changes.viaG],
    ["Δf", `${format(changes.viaG)} + ∂f/∂h · Δh`, changes.f],
    ["ΔJ", "∂J/∂f · Δf", changes.J],
    ["∂J/∂θ", "ΔJ / Δθ", v.dJt],
  ],
  both: ({ pass: v, byTheta: by }) => [
    ["∂g/∂θ", by.g, "∂J/∂f", v.dJf],
    ["∂h/∂θ", by.h, "∂J/∂g", v.toG],
    ["over g", by.viaG, "∂J/∂h", v.toH],
    ["∂f/∂θ", by.f, "over g", v.fromG],
    ["∂J/∂θ", by.J, "over h", v.fromH],
    ["", null, "∂J/∂θ", v.dJt],
  ],
};

const HEADS = {
  back: ["message", "formula", "value"], forward: ["change", "formula", "value"], both: ["forwards", "", "back", ""],
};

/** The cells of a line: [text, what it is]; its values and its sum wait until they are known. */
function cellsOf(line, isKnown) {
  return line.map((each) => {
    if (typeof each === "number") return [`= ${isKnown ? format(each) : "…"}`, "value"];
    if (each === null) return ["", "value"];
    return [isKnown || !/\d \+/.test(each) ? each : "…", "symbol"];
  });
}

/** @param {{ model: import("./model.js").Model }} options */
export function chainLines({ model }) {
  const element = html("table", { class: "chain-lines" }, html("thead", {}, html("tr")), html("tbody"));
  const [head, body] = [element.firstChild.firstChild, element.lastChild];
  const makeCell = () => html("td");
  return {
    element,
    update() {
      const lines = LINES[model.sweep](model);
      const rows = keepCount(body, lines.length, () => html("tr"));
      lines.forEach((line, n) => {
        const step = FORWARD + 1 + n;
        const cells = cellsOf(line, model.shown >= step);
        const nodes = keepCount(rows[n], cells.length, makeCell);
        cells.forEach(([text, kind], c) => {
          set(nodes[c], { class: kind });
          writeMathematics(nodes[c], text);
        });
        set(rows[n], { class: model.shown === step ? "newest" : model.shown > step ? "known" : "" });
      });
      const heads = HEADS[model.sweep];
      const nodes = keepCount(head, heads.length, () => html("th", { scope: "col" }));
      heads.forEach((name, c) => set(nodes[c], { text: name }));
      set(element, { class: `chain-lines ${model.sweep}` });
    },
  };
}
