/** DecisionBoundary: a network on the plane; its units' lines, its weights and the points can all be grabbed. */

import { countParameters } from "../engine/network.js";
import { State } from "../kit/page/state.js";
import { boundaryPlane } from "./plane.js";
import { History, lossChart } from "../kit/plane/chart.js";
import { button, choice, part, strip, toggle } from "../kit/controls/controls.js";
import { DecisionBoundaryModel, agree, sizesOf } from "./model.js";
import { diagram } from "../kit/graph/diagram.js";
import { html } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { handChallenge } from "../kit/controls/hand_challenge.js";
import { number } from "../kit/controls/number.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { unitFormula } from "./unit_formula.js";
import { EDGE_LEGEND } from "../kit/graph/weight_edges.js";

const LIMIT = 20;
const MOST_POINTS = 240;
const WIDEST = 16;
const NAMES = { relu: "ReLU", "leaky relu": "Leaky ReLU", logistic: "Logistic", tanh: "tanh" };
const COMPARED = ["relu", "logistic"];

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const datasets = traits.get("_datasets");
  const state = new State({ model: traits, signal, bookPage, agree: (next, given) => agree(next, given, datasets) });
  const frame = new Frame({
    el, widget: "DecisionBoundary", state, signal,
    title: "What a network's hidden units do to its decision boundary",
    hint: "Drag a coloured line to move a hidden unit, its arrow to turn it, an edge of the diagram to change a weight, or a point.",
  });
  const history = new History();
  const model = new DecisionBoundaryModel(state, (changes) => {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  });
  const view = { lit: null, selected: 0, addedClass: 1, chosen: -1 };
  const done = () => state.commit();
  const shown = () => (state.get("compare") ? COMPARED : [state.get("activation")]);
  const lead = () => state.get("activation");

  const point = (j) => {
    view.lit = j;
    if (j !== null) view.selected = j;
    frame.invalidate();
  };
  const start = (k) => state.get("start")[k] ?? 0;

  const reshape = (hidden) => model.newStart({ hidden });
  const setPoints = (points) => state.change({ points, dataset: "own" });
  const choosePreset = (name) => model.restart({ dataset: name, points: structuredClone(datasets[name] ?? state.get("points")) });

  // The picture: one plane, or ReLU and logistic side by side on the same weights.
  const planes = [0, 1].map((place) =>
    boundaryPlane({
      signal,
      units: { get: () => model.units, change: (j, values) => model.putUnit(j, values), start: (j) => model.startUnit(j), point, lit: () => view.lit },
      points: { get: () => state.get("points"), change: setPoints, most: MOST_POINTS, addedClass: () => view.addedClass, wrong: (i) => verdicts[place]?.wrong[i] ?? false },
      done,
    }));
  const row = html("div", { class: "planes" }, ...planes.map((each) => each.element));
  frame.hero.append(row);
  let verdicts = [];

  const picture = diagram({
    label: "The network, every edge a weight",
    sizes: () => sizesOf(state.get("hidden")),
    theta: () => state.get("theta"),
    change: (k, value) => model.put([k], [value]),
    done, start, limit: LIMIT, point, lit: () => view.lit, signal,
  });
  const formula = unitFormula({
    unit: () => view.selected,
    values: () => model.unit(view.selected),
    start: () => model.startUnit(view.selected),
    change: (values) => model.putUnit(view.selected, values),
    limit: LIMIT, done, signal,
  });

  // Data
  const presets = Object.keys(datasets);
  frame.presets = presets.map((name) => () => choosePreset(name));
  const dataControls = pointControls({
    state, signal, view, choosePreset,
    remove: (i) => planes[0].points.remove(i),
    clear: () => model.restart({ points: [], dataset: "own" }),
  });
  for (const plane of planes) plane.onChoose((i) => {
    view.chosen = i;
    frame.invalidate();
  });

  // Shape of the network
  const widths = [0, 1, 2].map((l) => number({
    label: `Units in hidden layer ${l + 1}`, low: 1, high: WIDEST, step: 1,
    value: () => state.get("hidden")[l] ?? 1,
    change: (value) => {
      const width = Math.round(value);
      const hidden = state.get("hidden");
      if (hidden[l] !== width) reshape(hidden.map((each, i) => (i === l ? width : each)));
    },
    signal,
  }));
  const shapeControls = [
    button({ text: "− layer", press: () => reshape(state.get("hidden").slice(0, -1)), disabled: () => state.get("hidden").length < 2 }),
    button({ text: "+ layer", press: () => reshape([...state.get("hidden"), 4]), disabled: () => state.get("hidden").length > 2 }),
    choice({ label: "Activation", options: Object.entries(NAMES), value: lead, change: (activation) => model.restart({ activation }) }),
    toggle({ label: "ReLU and logistic side by side", value: () => state.get("compare"), change: (compare) => model.restart({ compare, ...(compare && !COMPARED.includes(lead()) ? { activation: "relu" } : {}) }) }),
    choice({ label: "Shading", options: [["smooth", "smooth"], ["hard", "two classes"]], value: () => state.get("shading"), change: (shading) => state.commit({ shading }) }),
  ];

  // Training
  const training = trainer({
    frame, state,
    begin() {
      rememberStart(state);
      history.add(state.get("steps"), verdicts[shown().indexOf(lead())].loss);
    },
    step(count) {
      const loss = model.train(lead(), count);
      if (model.n && loss < Infinity) history.add(state.get("steps"), loss);
      return loss;
    },
    allowed: () => state.get("challenge") === 0,
    steps: () => state.get("steps"),
    loss: () => verdicts[shown().indexOf(lead())]?.loss ?? 0,
  });
  const chart = lossChart({ label: "Loss over the training steps", history, height: 110 });
  const rate = rateSlider({ state, signal });
  const starts = startControls({ state, signal, same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }) });

  // Challenge
  const byHand = (dataset, units) => () =>
    model.newStart({ dataset, points: structuredClone(datasets[dataset]), hidden: [units], challenge: units });
  const challenge = handChallenge({
    state, signal, noun: "unit",
    judged: () => ({ errors: verdicts[shown().indexOf(lead())]?.errors ?? 0, points: model.n, used: state.get("hidden").reduce((sum, width) => sum + width, 0) }),
    presets: [{ text: "XOR, 2 units", choose: byHand("xor", 2) }, { text: "Circle, 4 units", choose: byHand("circles", 4) }],
  });

  const elements = (controls) => controls.map((each) => each.element);
  const [fewer, more, activationChoice, sideBySide, shading] = elements(shapeControls);
  frame.side.append(
    part("Data", ...elements(dataControls), shading),
    part("Network", strip(html("span", { text: "Hidden units" }), ...elements(widths), fewer, more), picture.element, html("p", { class: "legend", text: EDGE_LEGEND }), formula.element, activationChoice, sideBySide),
    part("Training", training.element, rate.element, starts.element, chart.element),
    part("Challenge", ...elements(challenge)),
  );

  frame.onResize(({ width, height }) => {
    for (const plane of planes) plane.fit(width, height, state.get("compare"));
    const room = Math.min(420, Math.max(220, picture.element.parentElement.clientWidth));
    picture.resize(room, Math.min(210, room * 0.62));
    chart.resize(room);
  });

  let compared = null;
  frame.onDraw(() => {
    if (compared !== state.get("compare")) {
      compared = state.get("compare");
      row.classList.toggle("two", compared);
      frame.wide = compared;
      planes[1].element.hidden = !compared;
      for (const plane of planes) plane.fit(frame.width, frame.height || Infinity, compared);
    }
    model.read();
    verdicts = shown().map((name) => model.judge(model.net(name)));
    if (history.steps.length === 0) history.add(state.get("steps"), verdicts[shown().indexOf(lead())].loss);
    view.selected = Math.min(view.selected, state.get("hidden")[0] - 1);
    shown().forEach((name, place) => {
      const { errors, loss } = verdicts[place];
      planes[place].draw(model.net(name), state.get("shading") === "hard", `${NAMES[name]}: ${errors} of ${model.n} wrong, loss ${format(loss)}`);
    });
    picture.update();
    formula.update(NAMES[lead()]);
    const hidden = state.get("hidden");
    widths.forEach((each, l) => {
      each.element.hidden = l >= hidden.length;
      each.update();
    });
    for (const each of [...dataControls, ...shapeControls, rate, starts, training, chart, ...challenge]) each.update();
    frame.say(shown().map((name, place) => `${NAMES[name]}: ${verdicts[place].errors} of ${counted(model.n, "point")} wrong, loss ${format(verdicts[place].loss)}`).join(". ") +
      `. ${counted(countParameters(sizesOf(hidden)), "parameter")}, step ${state.get("steps")}.`);
  });
  return () => ended.abort();
}

export default { render };
