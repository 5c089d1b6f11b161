/** DecisionBoundary: a network on the plane; its units' lines, its weights and the points can all be grabbed. */

import { countParameters } from "../engine/network.js";
import { handChallenge } from "../kit/controls/hand_challenge.js";
import { ownData } from "../kit/controls/own_data.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { diagram } from "../kit/graph/diagram.js";
import { edgeLegend } from "../kit/graph/edge_legend.js";
import { counted, format } from "../kit/page/format.js";
import { networkCode } from "../kit/page/python_code.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { NAMES, DecisionBoundaryModel, agree } from "./model.js";
import { boundaryPicture } from "./picture.js";
import { unitFormula } from "./unit_formula.js";

const DIAGRAM = 160;

export default widget("DecisionBoundary", {
  title: "What a network's hidden units do to its decision boundary",
  hint: "Drag a coloured line to move a hidden unit, its disc to turn it, an edge of the network to change a weight, or a point.",
  agree: (state, given, traits) => agree(state, given, traits.get("_datasets")),

  build({ state, traits, frame, signal, done, button, choice, stepped, toggle }) {
    const datasets = traits.get("_datasets");
    const view = { lit: null, selected: 0, addedClass: 1, chosen: -1 };
    const point = (j) => {
      view.lit = j;
      if (j !== null) view.selected = j;
      frame.invalidate();
    };
    const lit = () => view.lit;
    const model = new DecisionBoundaryModel(state, () => training.pause());
    const choosePreset = (name) => model.restart({ dataset: name, points: structuredClone(datasets[name] ?? state.get("points")) });
    const names = Object.keys(datasets);
    const picture = boundaryPicture({ state, model, view, point, lit, done, signal, invalidate: () => frame.invalidate() });

    const starts = startControls({ state, signal, same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }) });
    const byHand = (dataset, units) => () =>
      model.newStart({ dataset, points: structuredClone(datasets[dataset]), hidden: [units], challenge: units });
    const challenge = handChallenge({
      state, signal, noun: "unit", task: "Put all points on their own sides", judged: () => model.judgedByHand(),
      presets: [{ text: "XOR, 2 units", choose: byHand("xor", 2) }, { text: "Circle, 4 units", choose: byHand("circles", 4) }],
    });
    const training = trainer({
      frame, state, history: model.history, step: (count) => model.train(count), loss: () => model.verdict.loss,
      begin: () => model.begin(), allowed: () => state.get("challenge") === 0,
      beside: [starts.anew, challenge.leave],
    });
    const network = diagram({
      label: "The network, every edge a weight", sizes: () => model.sizes, theta: () => state.get("theta"),
      change: (k, value) => model.put([k], [value]), start: (k) => state.get("start")[k] ?? 0,
      limit: model.limit, height: DIAGRAM, done, point, lit, signal,
    });
    const width = (l) => stepped(l ? `Layer ${l + 1}` : "Hidden units", "hidden", {
      value: () => state.get("hidden")[l] ?? 1, change: (units) => model.putWidth(l, units),
    });
    const rate = rateSlider({ state, signal });
    const hidden = () => state.get("hidden");
    const layers = button("+ layer", () => model.newStart({ hidden: [...hidden(), 4] }), { disabled: () => hidden().length > 2 });
    const fewer = button("− layer", () => model.newStart({ hidden: hidden().slice(0, -1) }), { disabled: () => hidden().length < 2 });

    return {
      picture: [picture],
      essentials: [
        training,
        part("Network", { hidden: () => model.compares }, network, edgeLegend()),
        part("Settings",
          strip({ hidden: () => model.compares }, choice("Hidden units compute", "activation", NAMES, { change: (activation) => model.restart({ activation }) })),
          strip(width(0), rate)),
      ],
      more: {
        Data: [
          ...pointControls({ state, view, choosePreset, remove: picture.remove, clear: () => model.restart({ points: [], dataset: "own" }), signal }),
          ownData({ state, signal, heading: ["x1", "x2", "class"], reach: state.kinds.points.columns[0][1], take: (points) => model.restart({ points, dataset: "own" }) }),
        ],
        Network: [
          strip(fewer, layers, toggle("ReLU and logistic side by side", "compare", { change: (compare) => model.compare(compare) })),
          strip({ hidden: () => hidden().length < 2 }, width(1), ...[width(2)].map((each) => strip({ hidden: () => hidden().length < 3 }, each))),
          choice("Shading", "shading", [["smooth", "smooth, f"], ["hard", "two classes"]]),
          text("quiet", () => `${counted(countParameters(model.sizes), "parameter")}. Drag a number sideways or type it.`),
        ],
        Training: [training.speed, starts],
        Challenge: challenge.parts,
      },
      foot: unitFormula({ view, model, done, signal }),
      read: () => model.read(view),
      resize: (room) => picture.resize(room),
      say: () => [
        model.compares ? model.words.join(", ") : `${model.verdict.errors} of ${counted(model.n, "point")} wrong`,
        model.compares ? `${model.losses.join(" and ")}; drag in either picture` : `loss ${format(model.verdict.loss)}, ${counted(countParameters(model.sizes), "parameter")}`,
      ],
      readings: () => model.readings(),
      train: training.train,
      running: training,
      challenge: challenge.standing,
      python: () => networkCode({ sizes: model.sizes, activation: state.get("activation"), theta: state.get("theta") }),
      layout: () => (model.compares ? "wide" : "beside"),
      presets: names.map((name) => () => choosePreset(name)),
      keys: [["1 to 5", "another data set"], ["Enter, Delete", "add or remove a point"]],
    };
  },
});
