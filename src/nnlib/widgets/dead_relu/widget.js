/** DeadReLU: a real run of gradient descent, and the gradient that each hidden unit receives from each point. */

import { STARTS, manyStarts } from "../kit/controls/many_starts.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, counted, format } from "../kit/page/format.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { agree, Model, SOLVED } from "./model.js";
import { deadReluPicture } from "./picture.js";

export default widget("DeadReLU", {
  title: "Units that die, and how a leaky slope revives them",
  hint: "Drag the mark in a row to move where its unit bends, or drag a point. Train, then raise the rate.",
  agree,

  build({ state, frame, signal, done, button, choice, slider, stepped }) {
    const model = new Model(state);
    const picture = deadReluPicture({ frame, state, model, done, signal });
    const isLeaky = () => state.get("activation") !== "relu";
    const starts = startControls({
      state, signal, same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }),
    });
    const many = manyStarts({
      frame, depends: () => model.learners, begin: (seed) => model.learner(seed), open: (end) => model.restart(end),
      history: model.history, allowed: () => model.n > 0, reached: `loss at most ${SOLVED}`,
    });
    const training = trainer({
      frame, state, history: model.history, beside: [starts.anew, many.opener],
      begin: () => rememberStart(state), step: (count) => model.train(count), loss: () => model.J,
    });
    const units = stepped("Hidden units", "theta", {
      low: 1, high: model.most, value: () => model.units, change: (count) => model.newStart({ units: count }),
    });
    return {
      picture: [picture],
      essentials: [
        training,
        part("Units",
          choice("Hidden units compute", "activation", ACTIVATIONS),
          group(html("div"), { hidden: () => !isLeaky() },
            slider("Slope ε where it is off", "epsilon", { step: 0.01 })),
          strip(units, rateSlider({ state, signal })),
          strip(button("All negative", () => model.newStart({ negative: true }),
            { hint: "Negative weights and no positive bias: every unit starts dead" })),
          text("quiet", () => "A mark is where its unit bends; it points to the side where the unit is on. Drag it.")),
      ],
      more: {
        Training: [training.speed, starts],
        [STARTS]: [many],
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say() {
        const { dead, off, loss, steps } = model.readings();
        const also = isLeaky() ? `${off} off at every point, ` : "";
        const trained = `loss ${format(loss)} after ${counted(steps, "step")}`;
        return [`${dead} of ${counted(model.units, "unit")} dead`, also + trained];
      },
      readings: () => model.readings(),
      train: training.train,
      running: training,
    };
  },
});
