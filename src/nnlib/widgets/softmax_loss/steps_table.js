/** The softmax step by step: the logits, their powers of e, and each power's share of the sum. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { sentence } from "../kit/page/notation.js";

const COLUMNS = 4;

/** @param {{ model: import("./model.js").SoftmaxModel }} options */
export function stepsTable({ model }) {
  const heads = ["class", "", "", "share *f*"].map((text) => html("th", { scope: "col" }, ...sentence(text)));
  const body = html("tbody");
  const sum = html("tr", { class: "sum" }, ...Array.from({ length: COLUMNS }, () => html("td")));
  const caption = html("caption", { class: "spoken", text: "The softmax step by step" });
  const element = html("table", { class: "softmax-steps" }, caption, html("thead", {}, html("tr", {}, ...heads)), body,
    html("tfoot", {}, sum));
  let exponent = "";

  function nameColumns() {
    const wanted = model.T === 1 ? "*z*" : "*z* / *T*";
    if (exponent === wanted) return;
    exponent = wanted;
    heads[1].replaceChildren(...sentence(wanted));
    heads[2].replaceChildren(...sentence("*e*"), html("sup", {}, ...sentence(wanted)));
  }

  return {
    element,
    update() {
      nameColumns();
      const powers = Array.from(model.scaled, Math.exp);
      const rows = keepCount(body, model.K, () => html("tr", {}, ...Array.from({ length: COLUMNS }, () => html("td"))));
      const fill = (row, texts) => texts.forEach((text, n) => set(row.children[n], { text }));
      for (let c = 0; c < model.K; c++) {
        const isTrue = c === model.y;
        fill(rows[c], [`${c}${isTrue ? " = y" : ""}`, format(model.scaled[c]), format(powers[c]), format(model.f[c])]);
        set(rows[c], { class: isTrue ? "true-class" : null });
      }
      fill(sum, ["sum", "", format(powers.reduce((total, power) => total + power, 0)), "1"]);
    },
  };
}
