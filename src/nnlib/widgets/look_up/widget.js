/** LookUp: a trained attention layer looks up a letter's digit; the list can be changed, every step is seen. */

import { fixed } from "../kit/page/format.js";
import { part, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { dictionary } from "./dictionary.js";
import { LookUpModel, agree } from "./model.js";
import { lookUpPicture } from "./picture.js";

/** The answer, and at what the question looks most. */
function inWords(model) {
  const { answer, verdict, weights } = model;
  const [first, second] = Array.from(weights, (a, j) => [a, model.nameOf(j)]).sort(([a], [b]) => b - a)
    .map(([a, name]) => `${name} ${fixed(100 * a, 0)} %`);
  return [`${model.nameOf(model.n)} Answer ${answer}: ${verdict}.`, `It looks at ${first}, ${second}.`];
}

export default widget("LookUp", {
  title: "A trained attention layer looks a letter up",
  hint: "Press or drag a letter or digit to change it, drag a grip to move a pair.",
  agree,

  build({ state, traits, signal, done, choice, stepped }) {
    const model = new LookUpModel({ state, traits });
    const picture = lookUpPicture({ model, done, signal });
    const pairs = () => (model.n === 1 ? "one pair" : `${model.n} pairs`);
    return {
      picture: [picture],
      essentials: [
        part("List",
          stepped("Pairs", "pairs", {
            low: 1, high: model.most, value: () => model.n, change: (count) => model.setCount(count),
          })),
        part("Training",
          choice("Steps of training", "steps", model.moments),
          text("quiet", () => `Of 1000 new lists of ${pairs()} it answers ${model.answeredRightly} rightly.`)),
        part("Dictionary",
          text("quiet", () =>
            `The query of a letter times the key of a letter; divided by √${model.q.length} it is the score`),
          dictionary({ model })),
      ],
      read: () => model.read(),
      resize: picture.resize,
      say: () => inWords(model),
      readings: () => model.readings(),
      keys: [
        ["A to F, 0 to 5", "on a letter or a digit: what it becomes"],
        ["Page Up, Page Down", "from letter to digit to grip; in the story, the scene"],
      ],
    };
  },
});
