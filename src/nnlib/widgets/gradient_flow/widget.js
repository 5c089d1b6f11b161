/** GradientFlow: signals forwards and gradients backwards through many layers, with and without skip connections. */

import { clamp } from "../engine/clamp.js";
import { fixed, format } from "../kit/page/format.js";
import { strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { functionPicture } from "./function_picture.js";
import { layersPicture } from "./layers_picture.js";
import { FlowModel } from "./model.js";

const ACTIVATIONS = ["logistic", "tanh", ["relu", "ReLU"], ["leaky relu", "leaky ReLU"]];

export default widget("GradientFlow", {
  title: "Signals forwards, gradients backwards, with and without skip connections",
  hint: "Drag the upright line for the number of layers, the knob on the grey line for the size of the weights.",

  build({ state, signal, done, button, choice, slider }) {
    const model = new FlowModel(state);
    const layers = layersPicture({ model, done, signal });
    const curve = functionPicture({ model });
    const ratio = (way) => format(model.gradient[way][0] / model.gradient[way].at(-1));
    const last = (way) => format(model.signal[way].at(-1));
    return {
      picture: [layers, curve],
      essentials: [
        slider("Layers L", "depth"),
        slider("Scale s", "weight_scale", { log: true, step: 0.05 }),
        slider("Skip: α", "skip_scale", { step: 0.01 }),
        text("quiet", () => "Skip connection: h ← h + α F(h)"),
        choice("Show", "show", ["both", ["with", "with skip"], "without"]),
      ],
      more: {
        Network: [slider("Width", "width"), choice("Activation", "activation", ACTIVATIONS)],
        Weights: [
          slider("L2 strength λ", "l2", { step: 0.5 }),
          text("quiet", () => `L2 leaves ${fixed(100 * model.shrink, 0)} % of the weights, 1 / (1 + λ).`),
          strip(
            button("New start", () => model.drawAnew(), { hint: "Draw the weights anew" }),
            text("seed", () => `start ${state.get("seed")}`)),
        ],
      },
      read: () => model.read(),
      resize({ width, height }) {
        const room = Number.isFinite(height) ? height : clamp(width * 0.95, 440, 640);
        layers.resize({ width, height: Math.round(room * 0.64) });
        curve.resize({ width, height: Math.round(room * 0.34) });
      },
      say: () => `Gradient at layer 1 over that at layer ${model.depth}: ` +
        `${ratio("without")} without skip, ${ratio("with")} with it. ` +
        `Size of the last signal: ${last("without")} without, ${last("with")} with.`,
    };
  },
});
