/** LeNetDigits: draw a digit, or pick one, and see all that a trained LeNet-5 makes of it. */

import { digitBytes } from "../engine/digits.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { format } from "../kit/page/format.js";
import { part, strip } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { ledger } from "./ledger.js";
import { LeNetModel, agree } from "./model.js";
import { lenetPicture } from "./picture.js";
import { unitPanel } from "./unit_panel.js";

export default widget("LeNetDigits", {
  title: "What a trained LeNet-5 sees in a digit",
  hint: "Draw a digit on the sheet, or pick one that the network has never seen. " +
    "Point at any cell of any layer to see what it looks at; click to keep it.",
  agree,

  build({ state, traits, frame, signal, done, button }) {
    const model = new LeNetModel({ state, traits });
    const { images, labels } = model;
    const heldOut = thumbnails({
      label: "Held-out digits; the last ones are read wrongly", count: labels.length,
      name: (i) => `digit ${labels[i]}, number ${i + 1}`, bytes: (i) => digitBytes(images, i),
      value: () => model.digit, change: (i) => model.pick(i), signal,
    });
    const clear = button("Clear the sheet", () => model.clear(), { disabled: () => model.isEmpty });
    const truth = () => (model.isDrawn ? "" : ` It is ${model.label === 8 ? "an" : "a"} ${model.label}.`);
    const picture = lenetPicture({ model, state, redraw: () => frame.invalidate(), done, signal });
    return {
      picture: [picture],
      essentials: [part("The digit", strip(clear), heldOut)],
      more: {
        "The chosen unit": [unitPanel({ model, signal })],
        Ledger: [ledger({ model })],
      },
      read: () => model.read(),
      resize: picture.resize,
      presets: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => () => model.pick(labels.indexOf(digit))),
      say: () => (model.isEmpty ? "The sheet is empty."
        : `The network reads ${model.best} with probability ${format(model.f[model.best])}.${truth()} ` +
          `${model.nameOf(model.unit)}: ${format(model.valueOf(model.unit))}.`),
    };
  },
});
