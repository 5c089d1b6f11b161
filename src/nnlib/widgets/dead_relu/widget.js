/** DeadReLU: a real run of gradient descent, and the gradient that each hidden unit receives from each point. */

import { clamp } from "../engine/clamp.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, counted, format } from "../kit/page/format.js";
import { group, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { lossChart } from "../kit/plane/chart.js";
import { gradientTable } from "./gradient_table.js";
import { agree, Model } from "./model.js";
import { fitPicture } from "./picture.js";

export default widget("DeadReLU", {
  title: "Units that die, and how a leaky slope revives them",
  hint: "Train; then raise the rate until a row of the table below goes empty. Points can be dragged.",
  agree,

  build({ state, frame, signal, done, button, choice, slider }) {
    const model = new Model(state);
    const kind = () => state.get("activation");
    const count = (units) => units.filter(Boolean).length;
    const off = () => (kind() === "relu" ? "" : `, ${count(model.off)} off at every point`);
    const verdict = () => `${count(model.dead)} of ${counted(model.units, "unit")} dead${off()}`;
    const heading = text("judgement", () => `${verdict()} · loss ${format(model.J)}`);
    const fit = fitPicture({ state, model, done, signal });
    const table = gradientTable({ model, columns: fit.columns });
    const training = trainer({
      frame, state,
      begin: () => rememberStart(state), step: (count) => model.train(count), loss: () => model.J,
    });
    const resized = (by) => () => model.newStart({ units: model.units + by });
    return {
      picture: [heading, fit, table],
      essentials: [
        training,
        rateSlider({ state, signal }),
        choice("Activation", "activation", ACTIVATIONS),
        strip(button("All negative", () => model.newStart({ negative: true }),
          { hint: "Negative weights and no positive bias: every unit starts dead" })),
      ],
      more: {
        Units: [
          group(html("div"), { hidden: () => kind() === "relu" }, slider("ε", "epsilon", { step: 0.01 })),
          strip(
            button("− unit", resized(-1), { disabled: () => model.units === 1 }),
            button("+ unit", resized(1), { disabled: () => model.units === model.most })),
        ],
        Start: [startControls({
          state, signal, same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }),
        })],
        Loss: [lossChart({ label: "Loss over the training steps", history: model.history, height: 110 })],
      },
      read: () => model.read(),
      resize({ width, height }) {
        table.resize({ width });
        const rest = height - heading.element.offsetHeight - table.room();
        fit.resize({ width, height: Number.isFinite(height) ? Math.max(180, rest) : clamp(width * 0.5, 180, 420) });
      },
      say: () => `${ACTIVATIONS[kind()]}: ${verdict()}. ` +
        `Loss ${format(model.J)} after ${counted(state.get("steps"), "step")}.`,
    };
  },
});
