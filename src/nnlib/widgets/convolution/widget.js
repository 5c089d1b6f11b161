/** Convolution: filters whose numbers can be grabbed, slid over an image; then the activation and pooling. */

import { digitBytes } from "../engine/digits.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { html } from "../kit/page/dom.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { inWords, parameters, sideOfOutput, sideOfPooled } from "./in_words.js";
import { ConvolutionModel, agree } from "./model.js";
import { convolutionPicture } from "./picture.js";
import { slide } from "./slide.js";
import { sum } from "./sum.js";

const TRANSFORMS = [["none", "as it was"], ["shift", "shifted"], ["mirror", "mirrored"], ["turn", "turned"]];
const CHANNELS = [[1, "red"], [2, "green"], [3, "blue"]];

export default widget("Convolution", {
  title: "A filter slides over an image",
  hint: "Drag the window over the image, or a number of the filter. Press a cell of the output to see its sum.",
  agree,

  build({ state, traits, frame, signal, done, button, choice, select, slider, stepped }) {
    const model = new ConvolutionModel({ state, traits });
    const { kinds } = state;
    const below = sum({ model, kinds, done, signal });
    const picture = convolutionPicture({ model, state, sum: below, redraw: () => frame.invalidate(), done, signal });
    const sliding = slide({ frame, state, model });
    const outputs = () => state.get("bias").length;
    const presets = Object.keys(model.presets);
    const image = (words, name, hint) =>
      button(words, () => model.setImage(name), { pressed: () => state.get("image") === name, hint });
    const digits = thumbnails({
      label: "Image", count: 10, name: (i) => `digit ${i}`, bytes: (i) => digitBytes(model.images, i),
      value: () => Number(state.get("image")), change: (i) => model.setImage(String(i)), signal,
    });
    const channels = Array.from({ length: kinds.bias.longest }, (_, d) => [d, String(d + 1)]);
    return {
      picture: [picture],
      essentials: [
        part("Image", digits, strip(
          image("Photograph", "photograph", "A cup of coffee: a red, a green and a blue channel"),
          image("Draw", "drawn", "An image of your own"),
          button("Clear", () => model.clear(), { disabled: () => !model.isDrawn || !state.get("strokes").length })),
        choice("It is", "transform", TRANSFORMS)),
        part("Filter",
          strip(
            select("Filter", "weights", [["own", "own numbers"], ...presets], {
              value: () => model.preset, change: (name) => name === "own" || model.takePreset(name),
            }),
            button(() => (sliding.isRunning() ? "Stop" : "Slide"), () => sliding.toggle(), {
              icon: () => (sliding.isRunning() ? "pause" : "play"), look: "primary",
            })),
          strip(button("Turn", () => model.turn()), button("Mirror", () => model.mirror()),
            button("Negate", () => model.changeSigns()),
            button("Zero", () => model.zero(), { shown: () => model.filter.channels > 1 })),
          group(html("div"), { hidden: () => model.filter.channels === 1 },
            choice("Numbers of channel", "input_channel", CHANNELS))),
        part("Window",
          strip(stepped("Size", "size", { change: (size) => model.setSize(size) }), stepped("Stride", "stride"),
            stepped("Padding", "padding")),
          text("size-formula", () => sideOfOutput(model))),
      ],
      more: {
        Filters: [
          strip(
            stepped("Output channels", "bias", {
              low: 1, high: kinds.bias.longest, value: outputs, change: (count) => model.setOutputs(count),
            }),
            button("LeNet’s six", () => model.takeLenet(), { hint: "The six filters of LeNet-5, with their biases" })),
          choice("Output channel", "cell", channels, {
            value: () => model.filter.channel, change: (d) => model.showChannel(d), hidden: (d) => d >= outputs(),
          }),
          stepped("Dilation", "dilation"),
          text("quiet", () => parameters(model)),
        ],
        Pooling: [
          choice("Activation", "activation", [["relu", "ReLU"], ["identity", "none"]]),
          choice("Pooling", "pooling", ["max", "average", "none"]),
          group(html("div"), { hidden: () => model.pool === null },
            slider("Window", "window"), slider("Stride of pooling", "pool_stride"),
            text("size-formula", () => sideOfPooled(model))),
        ],
      },
      read: () => model.read(),
      resize: picture.resize,
      say: () => inWords(model),
      readings: () => model.readings(),
      running: sliding,
      presets: presets.slice(0, 9).map((name) => () => model.takePreset(name)),
      keys: [["1 to 9", "another filter"], ["Page Up, Page Down", "from number to number; in the story, the scene"]],
    };
  },
});
