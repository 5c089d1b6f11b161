/** BatchNorm: what mini-batches do to the points, to running averages, and to decision boundaries. */

import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { group, part, resizeAll, strip, text } from "../kit/page/parts.js";
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
  title: "Batch normalization moves each point with its batch",
  hint: "Click a point to follow it, or drag it. Drag the cross of the layer's shift β and scale γ.",

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
    const draw = (words, count, options) =>
      button(words, () => model.drawMore(count), { disabled: () => model.isFull, ...options });
    const followed = number("Point to follow", "followed", {
      low: 1, high: state.kinds.points.longest, start: () => state.author.followed + 1,
      value: () => model.followed + 1, change: (value) => model.follow(value - 1),
    });
    const isOne = () => state.get("batches") === 1;
    const backToOne = button("Back to one", () => state.commit({ batches: 1 }), { disabled: isOne });
    const pictures = [
      group(html("div"), ofLayer, picture),
      group(html("div", { class: "batch-panels" }), ofNets, ...boundaries({ state, nets, signal })),
    ];
    const starts = startControls({
      state, signal, what: "Weights and batches", label: "Seed of start and batches",
      same: () => nets.restart(), begin: (seed) => nets.restart({ seed }),
    });
    const training = trainer({
      frame, state, allowed: () => !isOneLayer(), history: nets.losses, beside: [starts.anew], ...ofNets,
      step: (count) => nets.step(count), loss: () => nets.loss,
    });
    return {
      picture: pictures,
      essentials: [
        choice("Look at", "view", [["blur", "one layer"], ["boundary", "trained networks"]]),
        strip(ofLayer, slider("Batch size B", "size")),
        strip(ofLayer,
          draw("Resample", 1, { icon: "dice", look: "primary", hint: "Another mini-batch" }),
          draw("50 more", 50)),
        strip(ofLayer, text("quiet", () => sayLandings(state, model))),
        strip(ofLayer, choice("Mode", "mode", { train: "training", predict: "prediction" })),
        part("Blur", ofLayer, blurChart({ model, height: 140 })),
        training,
        part("Train", ofNets, rateSlider({ state, signal }), lossesChart({ nets, height: 150 })),
      ],
      more: {
        Batches: [
          part("Mini-batches", ofLayer,
            strip(number("Number of mini-batches", "batches"), "drawn", backToOne),
            strip("Point ", followed, "is followed"),
            toggle("Only the followed point", "alone")),
        ],
        Averages: [
          part("Running averages", ofLayer,
            slider("Momentum", "momentum", { log: true, step: 0.01 }),
            runningChart({ model, height: 150 })),
        ],
        Layer: [
          part("Scale and shift", ofLayer, scaleAndShift({ state, number })),
          part("In training", ofNets,
            toggle("Batch normalization of the inputs", "norm", { change: (norm) => nets.restart({ norm }) }),
            toggle("Its γ and β are learnt", "affine", { change: (affine) => nets.restart({ affine }) })),
        ],
        Data: [part("Data", ofLayer, toggle("Inputs arrive raw, not normalised", "raw"), picture.adding)],
        Training: [part("Training", ofNets, training.speed, starts)],
      },
      presets: PRESETS.map((size) => () => state.commit({ size })),
      resize: (room) => resizeAll(pictures, room),
      read: () => (isOneLayer() ? model : nets).read(),
      say: () => say({ state, model, nets }),
      readings: () => (isOneLayer() ? model : nets).readings(),
      train: training.train,
      running: training,
      keys: [["1 to 5", "B = 30, 20, 10, 5, 2"], ["Enter, Delete", "add or remove a point"]],
    };
  },
});
