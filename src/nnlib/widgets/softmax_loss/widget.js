/** SoftmaxLoss: one point's logits as bars to drag; the probabilities, the loss and its gradient below them. */

import { logistic } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";
import { format, subscript } from "../kit/page/format.js";
import { strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { SoftmaxModel } from "./model.js";
import { softmaxPicture } from "./picture.js";

export default widget("SoftmaxLoss", {
  title: "From logits to probabilities, loss and gradient",
  hint: "Drag the top of a bar z. Drag the grey knob at the left to move all of them together.",

  /** A link may name a class that its logits do not have. */
  agree({ target, logits }) {
    if (target >= logits.length) throw new Error(`target: there are only ${logits.length} classes`);
  },

  build({ state, signal, done, button, choice, slider }) {
    const model = new SoftmaxModel(state);
    const verdict = text("judgement", () => `J = −log f${subscript(model.y)} = ${format(model.J)}`);
    const picture = softmaxPicture({ model, done, signal });
    const classes = Array.from({ length: model.most }, (_, c) => c);
    const add = (by, words) => button(words, () => model.add(by), { disabled: () => !model.canAdd(by) });
    const asLogistic = () => {
      const z = model.scaled[1] - model.scaled[0];
      const scaled = model.T === 1 ? "z₁ − z₀" : "(z₁ − z₀) / T";
      return `Two classes: f₁ = σ(${scaled}) = σ(${format(z)}) = ${format(logistic(z))}.`;
    };
    const numbers = (values) => values.map((each) => format(each)).join(", ");
    return {
      picture: [verdict, picture],
      essentials: [
        choice("True class y", "target", classes, { hidden: (c) => c >= model.K }),
        slider("Temperature", "temperature", { log: true, step: 0.1 }),
        strip(add(1, "Add 1 to all"), add(-1, "Add −1 to all")),
      ],
      more: {
        Classes: [
          strip(
            button("− class", () => model.removeClass(), { disabled: () => model.K === model.fewest }),
            button("+ class", () => model.addClass(), { disabled: () => model.K === model.most })),
          text("hint", () => (model.K > 2
            ? "Take away classes until two are left: the softmax becomes the logistic." : asLogistic())),
        ],
      },
      read: () => model.read(),
      resize({ width, height }) {
        const room = Number.isFinite(height) ? height - verdict.element.offsetHeight : clamp(width * 0.95, 460, 560);
        picture.resize({ width, height: room });
      },
      say: () => `Probabilities ${numbers(model.f)}; true class ${model.y}; loss ${format(model.J)}; ` +
        `gradient ${numbers(model.slopes)}.`,
    };
  },
});
