/** LookUp: a trained attention layer looks up a letter's digit; the list can be changed, every step is seen. */

import { fixed } from "../kit/page/format.js";
import { part, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { dictionary } from "./dictionary.js";
import { LookUpModel, agree } from "./model.js";
import { lookUpPicture } from "./picture.js";

/** The answer, and the two tokens that have the largest share in its output. */
function inWords(model) {
  const { answer, verdict, weights, votes, outputs } = model;
  const [first, second] = Array.from(weights, (a, j) => ({ a, vote: votes[j][answer], name: model.nameOf(j) }))
    .sort((one, other) => Math.abs(other.a * other.vote) - Math.abs(one.a * one.vote))
    .map(({ a, vote, name }) => `${fixed(a)} · ${fixed(vote)} (${name})`);
  const rest = model.n > 1 ? " + …" : "";
  return [
    `${model.nameOf(model.n)} Answer ${answer}: ${verdict}.`,
    `Weight times vote: ${first} + ${second}${rest} = ${fixed(outputs[answer])}.`,
  ];
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
            `Score s: the query of a letter, a row, times the key of a letter, over √${model.q.length}. `
            + "A pair's digit adds at most 0.4, either way."),
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
