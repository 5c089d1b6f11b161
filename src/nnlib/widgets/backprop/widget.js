/** Backprop: one data point goes forward through a network, and the derivatives of the loss come back as messages. */

import { clamp } from "../engine/clamp.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { stepper } from "../kit/controls/stepper.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, format } from "../kit/page/format.js";
import { group, part, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { widget } from "../kit/page/widget.js";
import { lossChart } from "../kit/plane/chart.js";
import { dataFields } from "./data_fields.js";
import { derivativesTable } from "./derivatives_table.js";
import { explanation, legend } from "./explanation.js";
import { agree, Model } from "./model.js";
import { backpropPicture } from "./picture.js";
import { shapeControls } from "./shape_controls.js";

const LOSSES = { "squared error": "Squared error", nll: "NLL" };

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
    const steps = stepper({
      frame, state, label: "Steps of the backward pass shown",
      at: () => Math.min(state.get("shown"), model.plan.steps.length), last: () => model.plan.steps.length,
      change: (shown) => {
        model.over = null;
        state.change({ shown });
      },
      describe: () => model.describe(),
      jumps: [
        { text: "Next layer", hint: "All messages of the next layer", to: () => model.nextLayer() },
        { text: "All", hint: "The whole backward pass", to: () => model.plan.steps.length },
        { text: "None", hint: "The forward pass alone", to: () => 0 },
      ],
    });
    const picture = backpropPicture({ model, share: steps.share, point, done, signal });
    const training = trainer({
      frame, state,
      begin: () => rememberStart(state), step: (count) => model.train(count), loss: () => model.pass.J,
    });
    const chart = lossChart({ label: "Loss over the steps", history: model.history, height: 110 });
    const output = choice("Output activation", "output", { ...ACTIVATIONS, identity: "Linear" }, {
      value: () => (model.nll ? "logistic" : state.get("output")), change: (name) => model.restart({ output: name }),
    });
    const tables = Array.from({ length: model.mostLayers - 1 }, (_, layer) =>
      derivativesTable({ layer, model, point, done, signal })).reverse();
    frame.wide = true;
    return {
      picture: [picture, steps, legend(), explanation({ model })],
      essentials: [part("Data point and loss",
        dataFields({ name: "x", words: (i) => `Input ${model.symbols.input(0, i)}`, model, number }),
        dataFields({ name: "y", words: (k) => `Target ${model.symbols.target(k)}`, model, number }),
        choice("Loss", "loss", LOSSES, { change: (loss) => model.setLoss(loss) }))],
      more: {
        Network: [
          shapeControls({ model, number, button }),
          choice("Hidden activation", "activation", ACTIVATIONS,
            { change: (activation) => model.restart({ activation }) }),
          { element: output.element, update: () => [output.update(), (output.element.disabled = model.nll)] },
        ],
        "Gradient descent": [
          training, text("fall", () => model.fallen()), rateSlider({ state, signal }),
          startControls({
            state, signal, sameHint: "The weights as before the steps",
            same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }),
          }),
          { ...chart, resize: () => chart.resize({ width: chart.element.parentElement.clientWidth }) },
        ],
        Derivatives: [group(html("div", { class: "derivatives-row" }), {}, ...tables)],
      },
      read: () => model.read(),
      resize({ width, height }) {
        const scale = scaleOf(frame.root);
        picture.resize({ width, height: clamp(height - 230 * scale, 280 * scale, 400 * scale) });
      },
      say: () => `${model.fallen()} ${model.describe()}. J = ${format(model.pass.J)}; ` +
        `step ${model.shown} of ${model.plan.steps.length} of the backward pass.`.trim(),
    };
  },
});
