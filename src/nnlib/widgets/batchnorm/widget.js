/** BatchNorm: what mini-batches do to the points, to running averages, and to decision boundaries (Example 6-6). */

import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { group, resizeAll, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { blurChart } from "./blur_chart.js";
import { boundaries } from "./boundaries.js";
import { lossesChart, runningChart } from "./histories.js";
import { layerPicture } from "./layer_picture.js";
import { BatchModel } from "./model.js";
import { BatchNets } from "./nets.js";
import { say, sayLandings } from "./say.js";
import { scaleAndShift } from "./scale_and_shift.js";

const PRESETS = [30, 20, 10, 5, 2];

export default widget("BatchNorm", {
  title: "Batch normalization moves each point with the batch that it is in",
  hint: "Resample the mini-batch, change its size B, choose a point to follow; drag points, or the cross of γ and β.",

  agree({ trained }, given, traits) {
    const { longest } = traits.get("_kinds").trained;
    if (![0, longest].includes(trained.length)) throw new Error(`trained: expected ${longest} numbers or none`);
  },

  build({ state, traits, frame, signal, done, button, choice, number, slider, toggle }) {
    const model = new BatchModel(state, traits);
    const nets = new BatchNets(state, traits);
    const isOneLayer = () => state.get("view") === "blur";
    const [ofLayer, ofNets] = [{ hidden: () => !isOneLayer() }, { hidden: isOneLayer }];
    const picture = layerPicture({ state, model, done, signal });
    const draw = (words, count, hint) =>
      button(words, () => model.drawMore(count), { disabled: () => model.isFull, hint });
    const followed = number("Point to follow", "followed", {
      low: 1, high: state.kinds.points.longest, start: () => state.author.followed + 1,
      value: () => model.followed + 1, change: (value) => model.follow(value - 1),
    });
    const pictures = [
      group(html("div"), ofLayer, picture),
      group(html("div", { class: "batch-panels" }), ofNets, ...boundaries({ state, nets, signal })),
    ];
    return {
      picture: pictures,
      essentials: [
        choice("Look at", "view", [["blur", "one layer"], ["boundary", "networks trained with it"]]),
        group(html("div", { class: "part-rest" }), ofLayer,
          slider("Batch size B", "size"),
          strip(draw("Resample", 1, "Another mini-batch"), "following point", followed),
          text("landing", () => sayLandings(state, model)),
          choice("Mode", "mode", { train: "training", predict: "prediction" })),
        group(html("div", { class: "part-rest" }), ofNets,
          trainer({
            frame, state, allowed: () => !isOneLayer(),
            step: (count) => nets.step(count), loss: () => nets.verdicts[0].loss,
          }),
          rateSlider({ state, signal })),
      ],
      more: {
        "Mini-batches": [
          ofLayer,
          strip(
            draw("50 more", 50),
            button("Back to one", () => state.commit({ batches: 1 }), { disabled: () => state.get("batches") === 1 }),
            number("Number of mini-batches", "batches"), "drawn"),
          blurChart({ model, height: 190 }),
        ],
        "What arrives": [
          ofLayer,
          toggle("Only the followed point", "alone"),
          toggle("Inputs arrive raw, not normalised", "raw"),
          picture.adding,
        ],
        "Running averages": [
          ofLayer,
          slider("Momentum", "momentum", { log: true, step: 0.01 }),
          runningChart({ model, height: 150 }),
        ],
        "Scale and shift": [ofLayer, scaleAndShift({ state, number })],
        Training: [
          ofNets,
          toggle("Batch normalization of the inputs", "norm", { change: (norm) => nets.restart({ norm }) }),
          startControls({
            state, signal, what: "Weights and batches", label: "Seed of start and batches",
            same: () => nets.restart(), begin: (seed) => nets.restart({ seed }),
          }),
          lossesChart({ nets, height: 170 }),
        ],
      },
      presets: PRESETS.map((size) => () => state.commit({ size })),
      resize: (room) => resizeAll(pictures, room),
      read: () => (isOneLayer() ? model : nets).read(),
      say: () => say({ state, model, nets }),
    };
  },
});
