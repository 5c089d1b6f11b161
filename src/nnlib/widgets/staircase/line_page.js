/** The line's page of the Staircase: steps under a curve, their weights, error against their number. */

import { number } from "../kit/controls/number.js";
import { targets } from "../engine/staircase.js";
import { html } from "../kit/page/dom.js";
import { counted, fixed, format } from "../kit/page/format.js";
import { group, strip, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { challenge, judged } from "./challenge.js";
import { linePicture } from "./line_picture.js";
import { LineModel } from "./line_model.js";
import { scalingChart } from "./scaling_chart.js";
import { TrainedModel } from "./trained_model.js";
import { training } from "./training.js";
import { unitsPicture } from "./units_picture.js";
import { weightsTable } from "./weights_table.js";

const NAMES = {
  wave: "wave", line: "straight line", bump: "bump", root: "square root", corner: "corner", chirp: "quickening wave",
  own: "your own",
};
const WIDE = 520;
const UNITS_HEIGHT = 110;
const BELOW = 210;
const DRAW_HINT = "Draw with the pointer, or Tab to the curve: ← → choose a place, ↑ ↓ bend the curve there";

/** A page has the same shape as what `widget`'s `build` returns. */
export function linePage({ state, frame, signal, done, button, select, slider, toggle }) {
  const line = new LineModel(state);
  const trained = new TrainedModel(state, line);
  function choose(j) {
    if (line.chosen === j) return;
    line.chosen = j;
    frame.invalidate();
  }
  function draw() {
    line.draw();
    frame.invalidate();
  }

  const picture = linePicture({ line, trained, choose, done, signal });
  const units = unitsPicture({ line, trained });
  const chart = scalingChart({
    label: "Largest error against the number of steps, both on log axes",
    x: { domain: [0, 3], label: "steps m" },
    y: { domain: [-2.2, 0.15], label: "largest error" },
    series: {
      built: () => ({ seen: line.best, now: line.m ? [line.m, line.worst.error] : null }),
      trained: () => ({ seen: trained.best, now: trained.isShown ? [line.m, trained.error] : null }),
    },
    trend: () => (line.variation > 0
      ? { error: (m) => line.variation / m, name: `${format(line.variation)} / m` } : null),
  });
  const table = weightsTable({ line, choose, signal });

  const chosen = (name, options) => number({ label: `Chosen step${name}`, signal, ...options });
  const chosenStep = [
    chosen("", {
      low: 1, high: line.most, step: 1,
      value: () => line.chosen + 1, change: (value) => choose(Math.min(line.m, Math.round(value)) - 1),
    }),
    chosen(", position", {
      low: 0, high: 1, step: 0.005, done,
      value: () => line.staircase.knots[line.chosen] ?? 0, change: (x) => line.moveKnot(line.chosen, x),
    }),
    chosen(", height", {
      low: 2 * line.limits[0], high: 2 * line.limits[1], step: 0.01, done,
      value: () => (line.m ? line.height(line.chosen) : 0),
      change: (height) => line.moveLevel(line.chosen + 1, line.staircase.levels[line.chosen] + height),
    }),
  ];
  const italic = (words) => html("i", { text: words });
  const [which, where, height] = chosenStep;
  const formula = group(html("p", { class: "formula" }), { hidden: () => !line.canEdit() },
    italic("step "), which, " at ", italic("μ = "), where, ", ", italic("β = "), height);

  return {
    picture: [
      picture, units,
      group(html("div", { class: "chart-and-weights" }), {},
        chart,
        group(html("div"), {}, table, text("caption", () => `Output bias β₀ = ${fixed(line.staircase.levels[0], 3)}`))),
    ],
    essentials: [
      slider("Tolerance ε", "eps", { log: true, step: 0.01, change: (eps) => line.build(eps) }),
      strip(button("Add a step", () => line.add(line.worst.x), {
        disabled: () => !line.canAdd(), hint: "Where the error is largest; a click in the picture adds one there",
      })),
    ],
    more: {
      Curve: [
        strip(
          select("f*", "target", Object.entries(NAMES), { change: (name) => line.follow(name) }),
          button(() => (line.drawing ? "Stop drawing" : "Draw f*"), draw, {
            pressed: () => line.drawing, hint: DRAW_HINT, disabled: () => state.get("challenge").length > 0,
          })),
      ],
      Steps: [
        formula,
        strip(
          button("Remove step", () => line.remove(line.chosen), {
            disabled: () => !line.canEdit(), hint: "The chosen one (Delete)",
          }),
          button("Rebuild from ε", () => line.rebuild(), { disabled: () => !line.byHand })),
      ],
      Comparison: training({ state, frame, line, trained, signal, toggle }),
      "For a class": challenge({ state, line, toggle, done, signal }),
    },
    presets: Object.keys(targets).map((name) => () => line.follow(name)),
    read() {
      line.read();
      trained.read();
    },
    resize({ width, height }) {
      const wide = width >= WIDE;
      const natural = Math.min(110 + width * (wide ? 0.58 : 0.8), 630);
      const room = Math.max(330, Number.isFinite(height) ? height - BELOW * scaleOf(picture.element) : natural);
      picture.resize({ width, height: Math.floor(room - UNITS_HEIGHT) });
      units.resize({ width, height: UNITS_HEIGHT });
      chart.resize({ width: wide ? Math.floor((width - 16) / 2) : width });
    },
    say() {
      const { m, worst, byHand } = line;
      const eps = state.get("eps");
      const asked = state.get("challenge");
      return [
        `${counted(m, "step")}, ${counted(3 * m + 1, "parameter")}, ${byHand ? "set by hand" : `ε = ${format(eps)}`}.`,
        `Largest error ${format(worst.error)} at x = ${fixed(worst.x)}` +
          `${byHand ? "" : `, ${format(worst.error / eps)} ε`}.`,
        trained.isShown && `Trained network of the same width: largest error ${format(trained.error)} ` +
          `after ${trained.steps} steps.`,
        asked.length > 0 && judged(line, asked).solved && "Challenge solved.",
      ].filter(Boolean).join(" ");
    },
  };
}
