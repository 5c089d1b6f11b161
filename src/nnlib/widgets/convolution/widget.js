/** Convolution: filters whose numbers can be grabbed, slid over an image; then the activation and pooling. */

import { digitBytes } from "../engine/digits.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { html } from "../kit/page/dom.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { filterGrid } from "./filter_grid.js";
import { inWords, parameters, sideOfOutput, sideOfPooled } from "./in_words.js";
import { ConvolutionModel, agree } from "./model.js";
import { convolutionPicture } from "./picture.js";
import { sumLine } from "./sum_line.js";

export default widget("Convolution", {
  title: "A filter slides over an image",
  hint: "Drag a number of the filter sideways, scroll over it, or type. " +
    "Drag the window over the image, or point at an output to see its sum.",
  agree,

  build({ state, traits, frame, signal, done, button, choice, select, slider }) {
    const model = new ConvolutionModel({ state, traits });
    const { kinds } = state;
    const picture = convolutionPicture({ model, state, redraw: () => frame.invalidate(), done, signal });
    const outputs = () => state.get("bias").length;
    const presets = Object.keys(model.presets);
    const image = (words, name, hint) =>
      button(words, () => model.setImage(name), { pressed: () => state.get("image") === name, hint });
    const digits = thumbnails({
      label: "A digit", count: 10, name: (i) => `digit ${i}`, bytes: (i) => digitBytes(model.images, i),
      value: () => Number(state.get("image")), change: (i) => model.setImage(String(i)), signal,
    });
    return {
      picture: [
        picture,
        text("problem", () => model.problem),
        sumLine({ model, bounds: kinds.bias, done, signal }),
        filterGrid({ model, bounds: kinds.weights, done, signal }),
      ],
      essentials: [
        part("Image", digits, strip(
          image("Three channels", "colour", "The digits 3, 5 and 8 as the red, green and blue channel of one image"),
          image("Draw", "drawn", "An image of your own"),
          button("Clear", () => model.clear(), { disabled: () => !model.isDrawn || !state.get("strokes").length }))),
        part("Filter",
          select("Preset", "weights", [["own", "own numbers"], ...presets], {
            value: () => model.preset, change: (name) => name === "own" || model.takePreset(name),
          }),
          choice("Output channel", "cell", Array.from({ length: kinds.bias.longest }, (_, d) => [d, String(d + 1)]), {
            value: () => model.filter.channel, change: (d) => model.showChannel(d), hidden: (d) => d >= outputs(),
          })),
      ],
      more: {
        Filters: [
          strip(
            button("+ channel", () => model.addChannel(), { disabled: () => outputs() === kinds.bias.longest }),
            button("− channel", () => model.removeChannel(), { disabled: () => outputs() === 1 }),
            button("LeNet’s six", () => model.takeLenet(), { hint: "The six filters of LeNet-5, with their biases" })),
          slider("Size", "size", { change: (size) => model.setSize(size) }),
          slider("Stride", "stride"), slider("Padding", "padding"), slider("Dilation", "dilation"),
          text("size-formula", () => sideOfOutput(model)), text("quiet", () => parameters(model)),
        ],
        Then: [
          choice("Activation", "activation", [["relu", "ReLU"], ["identity", "none"]]),
          choice("Pooling", "pooling", ["max", "average", "none"]),
          group(html("div"), { hidden: () => model.pool === null },
            slider("Window", "window"), slider("Stride of pooling", "pool_stride"),
            text("size-formula", () => sideOfPooled(model))),
        ],
      },
      read: () => model.read(),
      resize: picture.resize,
      presets: presets.slice(0, 9).map((name) => () => model.takePreset(name)),
      say: () => inWords(model),
    };
  },
});
