/** LeNetDigits: draw a digit, or pick one, and see all that a trained LeNet-5 makes of it. */

import { digitBytes } from "../engine/digits.js";
import { pad } from "../kit/image/pad.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, part, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { ledger } from "./ledger.js";
import { LeNetModel, agree } from "./model.js";
import { lenetPicture } from "./picture.js";
import { unitWeights } from "./unit_weights.js";
import { unitWords } from "./unit_words.js";

/** What the network answers; the truth, and the unit that is looked at. */
function inWords(model) {
  const { best, f, label, unit } = model;
  if (model.isEmpty) return ["The sheet is empty.", "Draw a digit, or pick one."];
  const truth = model.isDrawn ? "" : `It is ${label === 8 ? "an" : "a"} ${label}. `;
  return [
    `Read as ${best} with probability ${format(f[best])}.`,
    `${truth}${model.nameOf(unit)}: ${format(model.valueOf(unit))}.`,
  ];
}

export default widget("LeNetDigits", {
  title: "What a trained LeNet‑5 sees in a digit",
  hint: "Draw a digit on the sheet, or pick one. Press any cell of any layer to see what it looks at.",
  agree,

  build({ state, traits, frame, signal, done, button }) {
    const model = new LeNetModel({ state, traits });
    const { images, labels } = model;
    const picture = lenetPicture({ model, redraw: () => frame.invalidate(), done, signal });
    const sheet = pad({
      label: "Sheet to draw a digit on", strokes: state.kinds.strokes,
      get: () => model.strokes, change: (strokes) => model.draw(strokes), done, signal,
    });
    const advice = text("quiet", () => "Draw a digit here. It is scaled and centred before it is read.");
    const clear = button("Clear", () => model.clear(), { icon: "bin", disabled: () => model.isEmpty });
    const heldOut = thumbnails({
      label: "Or pick one that the network has never seen", count: labels.length,
      name: (i) => `digit ${labels[i]}, number ${i + 1}`, bytes: (i) => digitBytes(images, i),
      value: () => model.digit, change: (i) => model.pick(i), signal,
    });
    return {
      picture: [picture],
      essentials: [
        part("Digit",
          group(html("div", { class: "lenet-sheet" }), {}, sheet, group(html("div"), {}, advice, clear)), heldOut),
        part("Unit", unitWords({ model })),
      ],
      more: {
        Weights: [unitWeights({ model, signal })],
        Layers: [ledger({ model })],
      },
      read: () => model.read(),
      resize: picture.resize,
      say: () => inWords(model),
      readings: () => model.readings(),
      presets: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => () => model.pick(labels.indexOf(digit))),
      keys: [["1 to 9", "pick such a digit"], ["Page Up, Page Down", "from layer to layer; in the story, the scene"]],
    };
  },
});
