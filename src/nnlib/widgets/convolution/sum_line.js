/** The sum of the products, plus the bias, in one line. The bias is a number to drag or type. */

import { number } from "../kit/controls/number.js";
import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group } from "../kit/page/parts.js";

const STEP = 0.05;

/**
 * @param {any} options  model, bounds: { low, high } of the bias, done, signal
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function sumLine({ model, bounds, done, signal }) {
  const words = (text) => {
    const element = html("span");
    return { element, update: () => set(element, { text: text() }) };
  };
  const r = () => model.rAt(model.cell);
  const bias = number({
    label: "Bias of the filter", ...bounds, step: STEP, start: () => 0,
    value: () => model.bias, change: (value) => model.setBias(value), done, signal,
  });
  return group(html("p", { class: "formula conv-sum" }), { hidden: () => !model.fits },
    words(() => `Sum of the ${model.patch.length} products ${format(r() - model.bias)}, plus b = `),
    bias,
    words(() => ` gives r = ${format(r())}`));
}
