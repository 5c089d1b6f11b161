/** SoftmaxLoss: one point's logits as bars to drag; the probabilities, the loss and its gradient below them. */

import { logistic } from "../engine/activations.js";
import { format, subscript } from "../kit/page/format.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { SoftmaxModel } from "./model.js";
import { softmaxPicture } from "./picture.js";
import { stepsTable } from "./steps_table.js";

export default widget("SoftmaxLoss", {
  title: "From logits to probabilities, loss and gradient",
  hint: "Drag the top of a bar z. The grey knob at the left moves all of them together.",

  /** A link may name a class that its logits do not have. */
  agree({ target, logits }) {
    if (target >= logits.length) throw new Error(`target: there are only ${logits.length} classes`);
  },

  build({ state, signal, done, button, choice, slider, stepped }) {
    const model = new SoftmaxModel(state);
    const picture = softmaxPicture({ model, done, signal });
    const classes = Array.from({ length: model.most }, (_, c) => c);
    const add = (by, words) => button(words, () => model.add(by), { disabled: () => !model.canAdd(by) });
    const asLogistic = () => {
      const z = model.scaled[1] - model.scaled[0];
      const scaled = model.T === 1 ? "z₁ − z₀" : "(z₁ − z₀) / T";
      return `f₁ = σ(${scaled}) = σ(${format(z)}) = ${format(logistic(z))}`;
    };
    const numbers = (values) => values.map((each) => format(each)).join(", ");
    return {
      picture: [picture],
      essentials: [
        strip(
          stepped("Classes", "logits", {
            low: model.fewest, high: model.most, value: () => model.K, change: (count) => model.setClasses(count),
          }),
          choice("True class y", "target", classes, { hidden: (c) => c >= model.K })),
        slider("Temperature T", "temperature", { log: true, step: 0.1 }),
        strip(add(1, "Add 1 to all"), add(-1, "Add −1 to all")),
        part("Numbers",
          stepsTable({ model }),
          text("quiet", () => (model.K === 2 ? asLogistic() : ""))),
      ],
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => [
        `J = −log f${subscript(model.y)} = ${format(model.J)}`,
        `probabilities ${numbers(model.f)}; gradient ${numbers(model.slopes)}`,
      ],
      readings: () => model.readings(),
    };
  },
});
