/** Attention: tokens, queries, keys and values as points and arrows; scores, weights and outputs as they move. */

import { fixed, format, subscript } from "../kit/page/format.js";
import { part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { matrices } from "./matrices.js";
import { AttentionModel, KINDS, agree, tokenOf } from "./model.js";
import { attentionPicture } from "./picture.js";

const NEW_TOKEN = [0.3, -0.1];

/** The query's three largest weights, and its output. */
function inWords({ query, weights, heads, head, H, n }) {
  const first = weights.map((a, j) => [a, j]).sort(([a], [b]) => b - a).slice(0, 3);
  const looks = first.map(([a, j]) => `at x${subscript(j + 1)} with ${fixed(100 * a, 0)} %`).join(", ");
  const where = heads.length > 1 ? ` in head ${head + 1}` : "";
  const [i, output] = [subscript(query + 1), tokenOf(H, n, query).map((each) => fixed(each)).join(", ")];
  return `x${i} looks ${looks}${where}. Output h${i} = (${output}).`;
}

function orderInWords(model) {
  const moved = model.moveOfReversed();
  return moved < 1e-9 ? "In reverse order the outputs are the same, each at its token."
    : `In reverse order the outputs move by up to ${format(moved)}.`;
}

export default widget("Attention", {
  title: "Attention: each token looks at the others and takes a weighted mean",
  hint: "Drag a token, or the end of a query, key or value; press a token to look from there; " +
    "press empty ground for a new token.",
  agree,

  build({ state, signal, done, button, choice, slider, toggle }) {
    const model = new AttentionModel(state);
    const picture = attentionPicture({ model, state, done, signal });
    const presets = KINDS.map((_, kind) => () => model.lookFor(kind));
    const kinds = KINDS.map(([name], k) => button(name, presets[k], { hint: `The head's W_Q and W_K (${k + 1})` }));
    const numbers = Array.from({ length: model.mostHeads }, (_, m) => [m + 1, String(m + 1)]);
    const headCount = () => state.get("heads").length;
    const hasOne = () => model.tokens.length === 1;
    return {
      picture: [picture],
      essentials: [
        part("Head",
          choice("Head shown", "head", numbers, { hidden: (head) => head > headCount() }),
          text("quiet", () => "It looks for tokens …"), strip(...kinds)),
        part("From scores to weights",
          toggle("Divide scores by √d", "scaled"), slider("Temperature", "temperature", { log: true, start: () => 1 })),
      ],
      more: {
        Heads: [choice("Number of heads", "heads", numbers, {
          value: headCount, change: (count) => model.setHeadCount(count),
        })],
        Matrices: [matrices({ model, done, signal })],
        "Mask and matrix": [toggle("Causal mask: no token looks ahead", "causal"), choice("Matrix shows", "matrix")],
        "Order of the tokens": [
          strip(
            button("Reverse", () => model.reverse(), { disabled: hasOne, hint: "The last token first" }),
            button("Shift by one", () => model.shift(), { disabled: hasOne, hint: "The first token last" })),
          text("order-verdict", () => orderInWords(model)),
        ],
        Tokens: [strip(
          button("Add token", () => model.addToken(NEW_TOKEN), {
            disabled: () => model.tokens.length === model.mostTokens,
          }),
          button("Remove token", () => model.removeToken(model.query), { disabled: hasOne }))],
      },
      read: () => model.read(),
      resize: picture.resize,
      presets,
      say: () => inWords(model),
    };
  },
});
