/** ChainRule: the graph θ → (g, h) → f → J, its values computed forwards, its derivatives sent backwards. */

import { stepper } from "../kit/controls/stepper.js";
import { html } from "../kit/page/dom.js";
import { group, part, strip, text, unless } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { widget } from "../kit/page/widget.js";
import { chainLines } from "./chain_lines.js";
import { lossCurve } from "./loss_curve.js";
import { newestStep } from "./in_words.js";
import { FORWARD, Model } from "./model.js";
import { graphPicture } from "./picture.js";
import { sweepsChart } from "./sweeps_chart.js";

const CURVE = 0.41;
const GAP = 8;
const SWEEPS = { back: "Messages back", forward: "A nudge", both: "Both" };

export default widget("ChainRule", {
  title: "The chain rule as messages on a graph",
  hint: "Press Next to send one message at a time. Drag θ, in its box or on the curve.",

  build({ state, frame, signal, done, choice, slider }) {
    const model = new Model(state);
    const steps = stepper({
      frame, state, label: "Steps shown", at: () => state.get("shown"), last: () => model.last,
      change: (shown) => state.change({ shown }),
      describe: () => newestStep(model),
      jumps: [
        { text: "Forward pass", hint: "All values, no message yet", to: () => FORWARD },
        { text: "Both passes", hint: "All values and all messages", to: () => model.last },
      ],
    });
    const graph = graphPicture({ model, share: steps.share, done, signal });
    const curve = lossCurve({ model, done, signal });
    const costs = sweepsChart({ model, done, signal });
    const isBoth = () => model.sweep === "both";
    const isForward = () => model.sweep === "forward";
    const [below, cost] = [unless(isBoth, curve), unless(() => !isBoth(), costs)];
    const { functions } = state.kinds;
    return {
      picture: [group(html("div", { class: "chain-rule" }), {}, group(html("div"), {}, graph), below, cost)],
      essentials: [
        steps,
        part("Formula", chainLines({ model })),
        part("Values", strip(
          slider("θ", "theta", { step: 0.05 }),
          unless(isForward, slider("Target y", "y", { step: 0.1 })),
          unless(() => !isForward(), slider("Nudge Δθ", "nudge", { step: 0.01 })))),
        part("Send", choice("Send", "sweep", SWEEPS)),
      ],
      more: { Functions: [choice("g, h and f", "functions"), text("definitions", () => model.definitions())] },
      presets: functions.options.map((name) => () => state.commit({ functions: name })),
      keys: [...steps.keys, ["1 to 3", "other functions"]],
      read: () => model.read(),
      resize({ width, height }) {
        const rest = height - GAP * scaleOf(frame.root);
        const taken = graph.resize({ width, height: rest - Math.round(height * CURVE) });
        for (const each of [curve, costs]) each.resize({ width, height: Math.floor(rest - taken) });
      },
      say: () => [`Step ${model.shown} of ${model.last}`, newestStep(model)],
      readings: () => model.readings(),
      running: steps,
    };
  },
});
