/** Sentences: what the heads of a real language model look at, from its own queries and keys. */

import { fixed } from "../kit/page/format.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { SentencesModel, agree } from "./model.js";
import { sentencesPicture } from "./picture.js";

const MODEL = "all-MiniLM-L6-v2, six layers of twelve heads, made to compare sentences (Sentence Transformers, "
  + "Apache 2.0). Queries and keys are its own; weights are computed here. It has no causal mask.";

/** Smaller weights are not worth a word. */
const LEAST = 0.005;

/** A sentence by its first two words and its last. */
function shortened([, first, second, ...rest]) {
  return `${first[0].toUpperCase()}${first.slice(1)} ${second} … ${rest[rest.length - 3]}`;
}

/** At what the token looks most, and next. */
function inWords({ tokens, query, n, A }) {
  const weights = Array.from(A.subarray(query * n, (query + 1) * n), (a, j) => [a, tokens[j]]);
  const [[a, first], ...rest] = weights.sort(([one], [other]) => other - one).slice(0, 3);
  const share = (weight) => `${fixed(100 * weight, 0)} %`;
  const seen = rest.filter(([weight]) => weight >= LEAST).map(([weight, token]) => `“${token}” ${share(weight)}`);
  return [`“${tokens[query]}” looks at “${first}” with ${share(a)}.`, seen.join(", ")];
}

export default widget("Sentences", {
  title: "What the heads of a language model look at",
  hint: "Press a token on the left to look from there; press one on the right to hide it.",
  agree,

  build({ state, traits, signal, done, button, choice, slider, toggle }) {
    const model = new SentencesModel({ state, traits });
    const picture = sentencesPicture({ model, done, signal });
    const { heads, sentences } = model;
    const isAllSeen = () => state.get("hidden").length === 0;
    return {
      picture: [picture],
      essentials: [
        part("Sentence",
          choice("Sentence", "sentence", sentences.map((tokens, k) => [k + 1, shortened(tokens)]), {
            change: (sentence) => model.choose(sentence),
          })),
        part("Head",
          choice("Head, by what it does", "head"),
          text("quiet head-words", () => `Layer ${model.head.layer}, head ${model.head.head}. ${model.head.does}`)),
        part("Mask",
          strip(
            toggle("Causal mask", "causal"),
            button("Show all tokens", () => model.showAll(), { disabled: isAllSeen })),
          text("quiet", () => "Press a token at the right to hide it.")),
      ],
      more: {
        Softmax: [
          slider("Temperature T", "temperature", { log: true, start: () => 1 }),
          toggle("Divide scores by √d, d = 32", "scaled"),
        ],
        Numbers: [choice("Beside each token", "numbers", { products: "q times k", keys: "its key k" })],
        Model: [text("quiet", () => MODEL)],
      },
      read: () => model.read(),
      resize: picture.resize,
      say: () => inWords(model),
      readings: () => model.readings(),
      presets: heads.map(({ name }) => () => state.commit({ head: name })),
      keys: [
        ["1 to 6", "the head"], ["Enter", "hide a token at the right, or show it"],
        ["Page Up, Page Down", "from token to token at the right; in the story, the scene"],
      ],
    };
  },
});
