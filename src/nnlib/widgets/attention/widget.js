/** Attention: tokens, queries, keys and values as points and arrows; scores, weights and outputs as they move. */

import { fixed, format, subscript } from "../kit/page/format.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { matrices } from "./matrices.js";
import { AttentionModel, KINDS, agree, tokenOf } from "./model.js";
import { attentionPicture } from "./picture.js";

const NEW_TOKEN = [0.3, -0.1];
/** Weights that differ by less are read as one. */
const ALIKE = 0.005;

/** The query's largest weights, and its output. */
function inWords({ query, weights, heads, head, H, n }) {
  const seen = weights.map((a, j) => [a, j]).filter(([a]) => a > 0).sort(([a], [b]) => b - a);
  const isAlike = seen.length > 1 && seen[0][0] - seen.at(-1)[0] < ALIKE;
  const [first, ...rest] = isAlike ? [`at ${seen.length} tokens alike, with ${fixed(100 * seen[0][0], 0)} % each`]
    : seen.slice(0, 3).map(([a, j]) => `at x${subscript(j + 1)} with ${fixed(100 * a, 0)} %`);
  const [i, output] = [subscript(query + 1), tokenOf(H, n, query).map((each) => fixed(each)).join(", ")];
  const where = heads.length > 1 ? ` in head ${head + 1}` : "";
  return [`x${i} looks ${first}${where}.`, `${rest.join(", ")}${rest.length ? ". " : ""}Output h${i} = (${output})`];
}

function orderInWords(model) {
  const moved = model.moveOfReversed();
  return moved < 1e-9 ? "In reverse order the outputs are the same, each at its token."
    : `In reverse order the outputs move by up to ${format(moved)}.`;
}

export default widget("Attention", {
  title: "Each token looks at the others and takes a weighted mean",
  hint: "Drag a token, or the end of a query, key or value. Press a token to look from there.",
  agree,

  build({ state, frame, signal, done, button, choice, slider, stepped, toggle }) {
    const model = new AttentionModel(state);
    const picture = attentionPicture({ frame, model, state, done, signal });
    const numbers = Array.from({ length: model.mostHeads }, (_, m) => [m + 1, String(m + 1)]);
    const headCount = () => state.get("heads").length;
    const hasOne = () => model.tokens.length === 1;
    return {
      picture: [picture],
      essentials: [
        part("Head",
          strip(
            stepped("Heads", "heads", {
              low: 1, high: model.mostHeads, value: headCount, change: (count) => model.setHeadCount(count),
            }),
            choice("Head shown", "head", numbers, { hidden: (head) => head > headCount() })),
          choice("It looks for tokens", "heads", KINDS.map(([name], kind) => [kind, name]), {
            value: () => model.kind, change: (kind) => model.lookFor(kind),
          })),
        part("Softmax",
          slider("Temperature T", "temperature", { log: true, start: () => 1 }),
          toggle("Divide scores by √d", "scaled"),
          toggle("Causal mask: no token looks ahead", "causal")),
        part("Matrices", matrices({ model, done, signal })),
        part("Order", strip(
          button("Reverse", () => model.reverse(), { disabled: hasOne, hint: "The last token first" }),
          button("Shift by one", () => model.shift(), { disabled: hasOne, hint: "The first token last" }))),
      ],
      more: {
        Tokens: [
          text("order-verdict", () => orderInWords(model)),
          strip(
            button("Add token", () => model.addToken(NEW_TOKEN), { disabled: () => model.isFull }),
            button("Remove token", () => model.removeToken(model.query), { disabled: hasOne })),
        ],
        Matrix: [choice("The matrix shows", "matrix")],
      },
      read: () => model.read(),
      resize: picture.resize,
      say: () => inWords(model),
      readings: () => model.readings(),
      presets: KINDS.map((_, kind) => () => model.lookFor(kind)),
      keys: [
        ["1 to 4", "what the head looks for"], ["Page Up, Page Down", "from arrow to arrow; in the story, the scene"],
        ["Enter, Delete", "look from a token, remove it"],
      ],
    };
  },
});
