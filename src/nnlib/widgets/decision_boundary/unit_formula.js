/** One first-layer unit as its formula, every number in it editable: h₁ = a(w₁₁ x₁ + w₂₁ x₂ + b₁). */

import { number } from "../kit/controls/number.js";
import { html, set } from "../kit/page/dom.js";
import { symbol } from "../kit/page/notation.js";
import { NAMES } from "./model.js";

/** @param options  view { selected: the unit }, model, done, signal */
export function unitFormula({ view, model, done, signal }) {
  const fields = ["weight of x₁", "weight of x₂", "bias"].map((label, i) =>
    number({
      label: `Chosen unit, ${label}`,
      low: -model.limit,
      high: model.limit,
      step: 0.05,
      value: () => model.unit(view.selected)[i],
      change: (value) =>
        model.putUnit(
          view.selected,
          model.unit(view.selected).map((each, n) => (n === i ? value : each)),
        ),
      start: () => model.startUnit(view.selected)[i],
      done,
      signal,
    }),
  );
  const name = html("span", { class: "name" });
  const activation = html("span");
  const plus = () => html("span", { text: " + " });
  const element = html(
    "p",
    { class: "formula" },
    name,
    activation,
    fields[0].element,
    ...symbol("x", "1"),
    plus(),
    fields[1].element,
    ...symbol("x", "2"),
    plus(),
    fields[2].element,
    " )",
  );
  let shown = -1;
  return {
    element,
    update() {
      if (shown !== view.selected) name.replaceChildren(...symbol("h", view.selected + 1));
      shown = view.selected;
      set(activation, { text: ` = ${NAMES[model.state.get("activation")]}( ` });
      element.className = `formula unit-${view.selected % 5}`;
      fields.forEach((field) => field.update());
    },
  };
}
