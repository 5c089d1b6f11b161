/** Activations: a(r) over a′(r) for several functions at one movable r; where a slope vanishes is marked. */

import { fixed, format } from "../kit/page/format.js";
import { widget } from "../kit/page/widget.js";
import { ActivationsModel } from "./model.js";
import { activationsPicture } from "./picture.js";
import { valuesTable } from "./values_table.js";

export default widget("Activations", {
  title: "Activation functions and their slopes",
  hint: "Drag the dotted line along *r*, and the disc ε on the leaky ReLU to change its slope.",

  build({ state, signal, done, slider, toggle }) {
    const model = new ActivationsModel(state);
    model.read();
    const picture = activationsPicture({ model, done, signal });
    const slopes = () => model.functions.map(({ text, slopeHere }) => `${text} ${format(slopeHere)}`);
    return {
      picture: [picture],
      essentials: [
        slider("Weighted sum r", "r", { step: 0.1 }),
        valuesTable({ model, toggle }),
        slider("Leaky slope ε", "epsilon", { step: 0.01 }),
      ],
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => [`r = ${fixed(model.r)}`, `slopes: ${slopes().join(", ") || "no function is switched on"}`],
      readings: () => model.readings(),
    };
  },
});
