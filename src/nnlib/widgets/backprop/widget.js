/** Backprop: one data point goes forward through a network, and the derivatives of the loss come back as messages. */

import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { stepper } from "../kit/controls/stepper.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, format } from "../kit/page/format.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { widget } from "../kit/page/widget.js";
import { dataFields } from "./data_fields.js";
import { derivativesTable } from "./derivatives_table.js";
import { explanation, legend } from "./explanation.js";
import { agree, Model } from "./model.js";
import { backpropPicture } from "./picture.js";
import { shapeControls } from "./shape_controls.js";

const LOSSES = { "squared error": "Squared error", nll: "NLL" };
const LEGEND = 20;
/** The legend has room where the widget is wider than this, as backprop.css says. */
const NARROW = 700;

export default widget("Backprop", {
  title: "Backpropagation, message by message",
  hint: "Press Next. Drag an edge up or down to change its weight, or the numbers x and y. " +
    "Point at an edge or a node for its formula.",
  agree,

  build({ state, frame, signal, done, button, choice, number }) {
    const model = new Model(state);
    const point = (step) => {
      model.over = step;
      frame.invalidate();
    };
    const last = () => model.plan.steps.length;
    const steps = stepper({
      frame, state, label: "Steps of the backward pass shown", at: () => Math.min(state.get("shown"), last()), last,
      change: (shown) => {
        model.over = null;
        state.change({ shown });
      },
      describe: () => model.describe(),
      jumps: [
        { text: "Next layer", hint: "All messages of the next layer", to: () => model.nextLayer() },
        { text: "All", hint: "The whole backward pass", to: last },
        { text: "None", hint: "The forward pass alone", to: () => 0 },
      ],
    });
    const picture = backpropPicture({ model, share: steps.share, point, done, signal });
    const starts = startControls({
      state, signal, sameHint: "The weights as before the steps",
      same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }),
    });
    const training = trainer({
      frame, state, history: model.history, beside: [starts.anew],
      begin: () => rememberStart(state), step: (count) => model.train(count), loss: () => model.pass.J,
    });
    const output = choice("Output activation", "output", { ...ACTIVATIONS, identity: "Linear" }, {
      value: () => (model.nll ? "logistic" : state.get("output")), change: (name) => model.restart({ output: name }),
    });
    const tables = Array.from({ length: model.mostLayers - 1 }, (_, layer) =>
      derivativesTable({ layer, model, point, done, signal })).reverse();
    return {
      picture: [picture, legend({ model, isComplete: picture.isComplete })],
      essentials: [
        steps,
        part("Formula", explanation({ model })),
        part("Descent",
          strip(rateSlider({ state, signal }),
            button("Descend", training.once, { hint: "One step of gradient descent on all weights" })),
          text("fall", () => model.fallen())),
      ],
      more: {
        Network: [
          shapeControls({ model, number, button }),
          choice("Hidden units compute", "activation", ACTIVATIONS,
            { change: (activation) => model.restart({ activation }) }),
          { element: output.element, update: () => [output.update(), (output.element.disabled = model.nll)] },
        ],
        Data: [
          dataFields({ name: "x", words: (i) => `Input ${model.symbols.input(0, i)}`, model, number }),
          dataFields({ name: "y", words: (k) => `Target ${model.symbols.target(k)}`, model, number }),
          choice("Loss", "loss", LOSSES, { change: (loss) => model.setLoss(loss) }),
        ],
        Training: [training, training.speed, starts],
        Table: [group(html("div", { class: "derivatives-room" }), {}, ...tables)],
      },
      keys: steps.keys,
      read: () => model.read(),
      resize({ width, height }) {
        const below = frame.root.clientWidth > NARROW ? LEGEND * scaleOf(frame.root) : 0;
        picture.resize({ width, height: height - below });
      },
      say: () => [`J = ${format(model.pass.J)}, step ${model.shown} of ${last()}`, `${model.describe()}.`],
      readings: () => model.readings(),
      train: training.train,
      running: steps,
    };
  },
});
