/** DecisionBoundary: a network on the plane; its units' lines, its weights and the points can all be grabbed. */

import { STARTS } from "../kit/controls/many_starts.js";
import { ownData } from "../kit/controls/own_data.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { networkCode } from "../kit/page/python_code.js";
import { widget } from "../kit/page/widget.js";
import { DecisionBoundaryModel, agree } from "./model.js";
import { networkControls } from "./network_controls.js";
import { boundaryPicture } from "./picture.js";
import { boundaryTraining } from "./training.js";
import { unitFormula } from "./unit_formula.js";

export default widget("DecisionBoundary", {
  title: "What a network's hidden units do to its decision boundary",
  hint: "Drag a line to move a hidden unit, its disc to turn it, an edge to change a weight, or a point.",
  agree: (state, given, traits) => agree(state, given, traits.get("_datasets")),

  build({ state, traits, frame, signal, done, ...controls }) {
    const datasets = traits.get("_datasets");
    const view = { lit: null, selected: 0, addedClass: 1, chosen: -1 };
    const point = (j) => {
      view.lit = j;
      if (j !== null) view.selected = j;
      frame.invalidate();
    };
    const shared = { state, done, signal, point, lit: () => view.lit };
    const model = new DecisionBoundaryModel(state, datasets, () => training.pause());
    const picture = boundaryPicture({ ...shared, model, view, invalidate: () => frame.invalidate() });
    const { training, starts, many, challenge } = boundaryTraining({ state, model, frame, signal });
    const { network, settings, sheet } = networkControls({ ...shared, ...controls, model });
    const takeOwn = (points) => model.restart({ points, dataset: "own" });
    return {
      picture: [picture],
      essentials: [training, network, settings],
      more: {
        Data: [
          ...pointControls({
            state, view, choosePreset: (name) => model.takeDataset(name), remove: picture.remove,
            clear: () => takeOwn([]), signal,
          }),
          ownData({
            state, signal, heading: ["x1", "x2", "class"], reach: state.kinds.points.columns[0][1], take: takeOwn,
          }),
        ],
        Network: sheet,
        Training: [training.speed, starts],
        [STARTS]: [many],
        Challenge: challenge.parts,
      },
      foot: unitFormula({ view, model, done, signal }),
      read: () => model.read(view),
      resize: (room) => picture.resize(room),
      say() {
        const [wrong, loss] = model.words[model.trained];
        if (!model.compares) return [wrong, model.verdict.lost ? loss : `${loss}, ${model.countedParameters}`];
        return [wrong, `${model.words[1 - model.trained][0]}, same weights; drag in either picture`];
      },
      readings: () => model.readings(),
      train: training.train,
      running: training,
      challenge: challenge.standing,
      python: () => networkCode({ sizes: model.sizes, activation: state.get("activation"), theta: state.get("theta") }),
      layout: () => (model.compares ? "wide" : "beside"),
      presets: Object.keys(datasets).map((name) => () => model.takeDataset(name)),
      keys: [["1 to 5", "another data set"], ["Enter, Delete", "add or remove a point"]],
    };
  },
});
