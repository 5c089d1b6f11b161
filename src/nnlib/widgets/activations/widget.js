/** Activations: a(r) over a′(r) for several functions at one movable r; where a slope vanishes is marked. */

import { fixed, format } from "../kit/page/format.js";
import { part } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { ActivationsModel, FUNCTIONS } from "./model.js";
import { activationsPicture } from "./picture.js";
import { valuesTable } from "./values_table.js";

export default widget("Activations", {
  title: "Activation functions and their slopes",
  hint: "Drag the dotted line along r. Drag the knob on the leaky ReLU to change its slope ε.",

  build({ state, signal, done, slider, toggle }) {
    const model = new ActivationsModel(state);
    model.read();
    const picture = activationsPicture({ model, done, signal });
    const inWords = ({ text, value, slopeHere }) => `${text} ${format(value)}, slope ${format(slopeHere)}`;
    return {
      picture: [picture],
      essentials: [
        part("Functions", ...FUNCTIONS.map(({ trait, text }) => toggle(text, trait))),
        part("Place", slider("r", "r", { step: 0.1 }), valuesTable({ model })),
      ],
      more: { "Leaky ReLU": [slider("ε (leaky)", "epsilon", { step: 0.01 })] },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say() {
        const words = model.functions.map(inWords).join("; ");
        return `At r = ${fixed(model.r)}: ${words || "no function is switched on"}.`;
      },
    };
  },
});
