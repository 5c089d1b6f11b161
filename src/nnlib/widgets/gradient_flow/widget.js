/** GradientFlow: signals forwards and gradients backwards through many layers, with and without skip connections. */

import { fixed, format } from "../kit/page/format.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { functionPicture } from "./function_picture.js";
import { layersPicture } from "./layers_picture.js";
import { FlowModel } from "./model.js";

const ACTIVATIONS = { relu: "ReLU", "leaky relu": "Leaky" };
const SHOWN = { with: "with skip" };
const LAYERS_SHARE = 0.66;

export default widget("GradientFlow", {
  title: "Signals forwards, gradients back, with and without skips",
  hint: "Drag the upright line L for the number of layers, s on the grey line for the size of the weights.",

  build({ state, signal, done, button, choice, slider }) {
    const model = new FlowModel(state);
    const layers = layersPicture({ model, done, signal });
    const curve = functionPicture({ model });
    const left = (way) => format(model.ratio(way));
    const last = (way) => format(model.signal[way].at(-1));
    return {
      picture: [layers, curve],
      essentials: [
        part("Layers",
          strip(slider("Layers L", "depth"), slider("Scale s", "weight_scale", { log: true, step: 0.05 })),
          slider("Skip: α", "skip_scale", { step: 0.01 }),
          text("quiet", () => "With skip, a layer is h ← h + α F(h)."),
          choice("Show", "show", SHOWN)),
        part("Network",
          choice("Activation", "activation", ACTIVATIONS),
          slider("L2 strength λ", "l2", { step: 0.5 }),
          text("quiet", () => `L2 leaves ${fixed(100 * model.shrink, 0)} % of the weights: 1 / (1 + λ)`),
          strip(
            slider("Width", "width"),
            button("New start", () => model.drawAnew(), { icon: "dice", hint: "Draw the weights anew" }))),
      ],
      read: () => model.read(),
      resize({ width, height }) {
        const room = Math.round(height * LAYERS_SHARE);
        layers.resize({ width, height: room });
        curve.resize({ width, height: height - room });
      },
      say: () => [
        `Gradient left: ${left("without")}, with skip ${left("with")}`,
        `layer 1 over layer ${model.depth}; last signal ${last("without")}, with skip ${last("with")}`,
      ],
      readings: () => model.readings(),
    };
  },
});
