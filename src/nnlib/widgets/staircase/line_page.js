/** The line's page of the Staircase: steps under a curve, their weights, error against their number, a trained twin. */

import { targets } from "../engine/staircase.js";
import { number } from "../kit/controls/number.js";
import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { counted, fixed, format } from "../kit/page/format.js";
import { group, later, strip, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { addingSwitch } from "./adding_switch.js";
import { challenge } from "./challenge.js";
import { linePicture } from "./line_picture.js";
import { LineModel } from "./line_model.js";
import { scalingChart } from "./scaling_chart.js";
import { TrainedModel } from "./trained_model.js";
import { unitsRow } from "./units_row.js";
import { weightsTable } from "./weights_table.js";

const NAMES = {
  line: "straight line", root: "square root", chirp: "quickening wave", own: "your own",
};
const RUN = 400;
const UNITS = 92;
const UNITS_SHARE = 0.24;
const CAPTIONS = 20;
const DRAW_HINT = "Draw with the pointer, or Tab to the curve: ← → choose a place, ↑ ↓ bend the curve there";

/** A page is a part of what `widget`'s `build` returns. */
export function linePage({ state, frame, signal, done, button, select, slider, toggle }) {
  const line = new LineModel(state);
  const trained = new TrainedModel(state, line);
  const refresh = (change) => () => {
    change();
    frame.invalidate();
  };
  function choose(j) {
    if (line.chosen === j) return;
    line.chosen = j;
    frame.invalidate();
  }

  const picture = linePicture({ frame, line, trained, choose, done, signal });
  const units = unitsRow({ line, trained });
  const chart = scalingChart({
    label: "Largest error against the number of steps",
    x: { domain: [0, 3] },
    y: { domain: [-2.2, 0.7] },
    series: {
      built: () => ({ seen: line.best, now: line.m ? [line.m, line.worst.error] : null }),
      trained: () => ({ seen: trained.best, now: trained.isShown ? [line.m, trained.error] : null }),
    },
    trend: () => (line.variation > 0
      ? { error: (m) => line.variation / m, name: `${format(line.variation)} / m` } : null),
  });
  const chosen = (name, options) => number({ label: `Chosen step${name}`, signal, ...options });
  const which = chosen("", {
    low: 1, high: line.most, step: 1,
    value: () => line.chosen + 1, change: (value) => choose(Math.min(line.m, Math.round(value)) - 1),
  });
  const where = chosen(", position", {
    low: 0, high: 1, step: 0.005, done,
    value: () => line.staircase.knots[line.chosen] ?? 0, change: (x) => line.moveKnot(line.chosen, x),
  });
  const height = chosen(", height", {
    low: 2 * line.limits[0], high: 2 * line.limits[1], step: 0.01, done,
    value: () => (line.m ? line.height(line.chosen) : 0),
    change: (value) => line.moveLevel(line.chosen + 1, line.staircase.levels[line.chosen] + value),
  });
  const italic = (words) => html("i", { class: "m", text: words });

  let [room, isShared] = [{ width: 320, height: 320 }, false];
  /** Gives the units more room while those of the trained network stand beside them. */
  function arrange() {
    isShared = trained.isShown;
    const { width, height } = room;
    const scale = scaleOf(picture.element);
    const below = Math.round(Math.min(UNITS * scale, height * UNITS_SHARE) + (isShared ? CAPTIONS * scale : 0));
    picture.resize({ width, height: height - below });
    units.resize({ width, height: below });
  }

  const task = challenge({ state, line, toggle, button, done, signal });
  const starts = startControls({
    state, signal, same: () => trained.startAgain(), begin: (seed) => trained.startAgain(seed),
  });
  const training = trainer({
    frame, state, history: trained.history, run: RUN, step: (count) => trained.step(count), loss: () => trained.loss,
    steps: () => trained.steps, allowed: () => trained.isShown, hidden: () => !trained.isShown, beside: [starts.anew],
  });
  const isComparing = () => state.get("compare");
  const chartPlace = html("div", { class: "error-chart" }, chart.element);

  return {
    picture: [picture, later(frame.pace, units)],
    essentials: [
      strip(
        button("Add a step", () => line.add(line.worst.x), {
          disabled: () => !line.canAdd(), icon: "plus", hint: "Where the error is largest",
        }),
        button(() => (line.drawing ? "Stop drawing" : "Draw"), refresh(() => line.draw()), {
          pressed: () => line.drawing, hint: DRAW_HINT, shown: () => !task.isOn(),
        }),
        task.leave),
      toggle("Train a network of the same width", "compare", {
        change(compare) {
          training.pause();
          state.commit({ compare });
        },
      }),
      { ...training, stays: false },
      text("quiet", () => (isComparing() && !trained.isShown
        ? `From 1 to ${line.most} steps can be trained here: change ε.` : "")),
    ],
    tolerance: slider("Tolerance ε", "eps", { log: true, step: 0.01, change: (eps) => line.build(eps) }),
    error: {
      element: chartPlace,
      resize: chart.resize,
      update() {
        chart.update();
        chartPlace.classList.toggle("gives-way", isComparing());
      },
    },
    more: {
      Curve: [
        select("f*", "target", NAMES, { change: (name) => line.follow(name) }),
      ],
      Steps: [
        group(html("p", { class: "formula" }), { hidden: () => !line.canEdit() },
          "step ", which, " at ", italic("μ"), " = ", where, ", ", italic("β"), " = ", height),
        strip(
          button("Remove step", () => line.remove(line.chosen), {
            disabled: () => !line.canEdit(), icon: "bin", hint: "The chosen one (Delete)",
          }),
          button("Rebuild from ε", () => line.rebuild(), { disabled: () => !line.byHand })),
        addingSwitch("A click in the picture adds a step", line),
        weightsTable({ line, choose, signal }),
        text("quiet", () => `Output bias β₀ = ${fixed(line.staircase.levels[0], 3)}`),
      ],
      Training: [rateSlider({ state, signal }), training.speed, starts],
      Challenge: task.parts,
    },
    presets: Object.keys(targets).map((name) => () => line.follow(name)),
    read() {
      line.read();
      trained.read();
      if (isShared !== trained.isShown) arrange();
    },
    resize(next) {
      room = next;
      arrange();
    },
    say() {
      const { m, worst } = line;
      const inEps = line.byHand ? "" : ` = ${format(worst.error / state.get("eps"))} ε`;
      return [
        `${counted(m, "step")}, largest error ${format(worst.error)}${inEps}`,
        trained.isShown ? `trained: largest error ${format(trained.error)}`
          : `at x = ${fixed(worst.x)}; ${line.byHand ? "set by hand" : `ε = ${format(state.get("eps"))}`}, ` +
            counted(3 * m + 1, "parameter"),
      ];
    },
    readings: () => ({ ...line.readings(), ...trained.readings() }),
    train: training.train,
    running: training,
    challenge: task.standing,
  };
}
