/** Attention: tokens, queries, keys and values as points and arrows; scores, weights and outputs as they move. */

import { State } from "../kit/page/state.js";
import { AttentionModel, D, LIMIT, PARTS, tokenOf } from "./model.js";
import { attentionMatrix } from "./matrix.js";
import { MOST_TOKENS, attentionPanels } from "./panels.js";
import { button, choice, part, slider, strip, toggle } from "../kit/controls/controls.js";
import { html, set } from "../kit/page/dom.js";
import { fixed, format, subscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { number } from "../kit/controls/number.js";
import { scaleOf } from "../kit/page/scale.js";

const TWO_COLUMNS = 430;
const CAPTION = 24;
const MOST_HEADS = 4;
const VALUES = [1, 0, 0, 1];
/** What a head may look for: its W_Q and W_K. */
const KINDS = [
  ["A quarter turn on", [0, 1.5, -1.5, 0, 1, 0, 0, 1]],
  ["Alike", [1.5, 0, 0, 1.5, 1, 0, 0, 1]],
  ["Opposite", [-1.5, 0, 0, -1.5, 1, 0, 0, 1]],
  ["All evenly", [0, 0, 0, 0, 1, 0, 0, 1]],
];

/** What must hold between the traits of a link. */
function agree(state) {
  for (const [one, many] of [["query", "tokens"], ["head", "heads"]]) {
    if (!state[many].length) throw new Error(`${many}: expected at least one`);
    if (state[one] > state[many].length) throw new Error(`${one}: there are only ${state[many].length} ${many}`);
  }
}

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model: traits, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "Attention", state, signal,
    title: "Attention: each token looks at the others and takes a weighted mean",
    hint: "Drag a token, or the end of a query, key or value; press a token to look from there; press empty ground for a new token.",
  });
  const done = () => state.commit();
  const opening = state.get("heads");
  const model = new AttentionModel(state);
  const query = () => state.get("query") - 1;
  const head = () => state.get("head") - 1;
  model.read();
  state.onChange(() => model.read());

  const panels = attentionPanels({ state, model, query, done, signal });
  const matrix = attentionMatrix({
    label: "Scores or weights, a row for each query",
    values: () => (state.get("matrix") === "scores" ? { M: model.shown.S, n: model.n, signed: true } : { M: model.shown.A, n: model.n, signed: false }),
    query, choose: (i) => state.change({ query: i + 1 }), done, signal,
  });
  const caption = (text) => html("p", { class: "panel-name", text });
  const captions = [caption("Tokens xᵢ"), caption(""), caption(""), caption("")];
  const elements = [panels.tokens.plane.element, panels.keys.plane.element, matrix.element, panels.values.plane.element];
  const grid = html("div", { class: "attention-panels" }, ...elements.map((each, k) => html("div", {}, captions[k], each)));
  frame.hero.append(grid);

  const addHead = (count) => {
    const rows = state.get("heads").slice(0, count);
    while (rows.length < count) rows.push([...KINDS[rows.length][1], ...VALUES]);
    state.commit({ heads: rows, head: Math.min(state.get("head"), count) });
  };
  const counts = Array.from({ length: MOST_HEADS }, (_, m) => [m + 1, String(m + 1)]);
  const heads = choice({ label: "Number of heads", options: counts, value: () => state.get("heads").length, change: addHead });
  const shown = choice({ label: "Head shown", options: counts, value: () => state.get("head"), change: (m) => state.commit({ head: m }) });
  frame.presets = KINDS.map(([, weights]) => () => state.commit({ heads: state.get("heads").map((row, m) => (m === head() ? [...weights, ...row.slice(8)] : row)) }));
  const kinds = KINDS.map(([text], k) => button({ text, press: frame.presets[k], hint: `The head's W_Q and W_K (${k + 1})` }));

  const entry = (p, k) => number({
    label: `W_${PARTS[p]}, row ${Math.floor(k / D) + 1}, column ${(k % D) + 1}`,
    low: -LIMIT, high: LIMIT, step: 0.05, signal, done, text: (value) => fixed(value),
    value: () => model.matrix(p)[k],
    change: (value) => state.change({ heads: model.withMatrix(p, model.matrix(p).map((w, j) => (j === k ? value : w))) }),
    start: () => (opening[head()] ?? [...KINDS[head()][1], ...VALUES])[4 * p + k],
  });
  const entries = PARTS.map((_, p) => Array.from({ length: D * D }, (_, k) => entry(p, k)));
  const matrices = PARTS.map((letter, p) => html("div", { class: "small-matrix", role: "group", "aria-label": `W_${letter}` },
    html("i", {}, "W", html("sub", { text: letter })), html("div", { class: "entries" }, ...entries[p].map((each) => each.element))));

  const scaled = toggle({ label: "Divide scores by √d", value: () => state.get("scaled"), change: (on) => state.commit({ scaled: on }) });
  const causal = toggle({ label: "Causal mask: no token looks ahead", value: () => state.get("causal"), change: (on) => state.commit({ causal: on }) });
  const temperature = slider({ label: "Temperature", low: 0.05, high: 20, step: 0.1, log: true, value: () => state.get("temperature"), change: (value) => state.change({ temperature: value }), done, start: () => 1, signal });
  const seen = choice({ label: "Matrix shows", options: [["weights", "weights"], ["scores", "scores"]], value: () => state.get("matrix"), change: (which) => state.commit({ matrix: which }) });

  /** Puts the tokens into the order `from`; the query that is looked at goes along. */
  const permute = (from) => state.commit({ tokens: from.map((i) => state.get("tokens")[i]), query: from.indexOf(query()) + 1 });
  const order = () => Array.from({ length: model.n }, (_, i) => i);
  const permutations = [
    button({ text: "Reverse", press: () => permute(order().reverse()), disabled: () => model.n === 1, hint: "The last token first" }),
    button({ text: "Shift by one", press: () => permute(order().map((i) => (i + 1) % model.n)), disabled: () => model.n === 1, hint: "The first token last" }),
  ];
  const verdict = html("p", { class: "order-verdict" });
  const count = [
    button({ text: "Add token", press: () => panels.add(0.3, -0.1), disabled: () => model.n === MOST_TOKENS }),
    button({ text: "Remove token", press: () => { panels.remove(query()); done(); }, disabled: () => model.n === 1 }),
  ];
  frame.side.append(
    part("Heads", heads.element, shown.element, html("p", { class: "quiet", text: "It looks for tokens …" }), strip(...kinds.map((each) => each.element))),
    part("Matrices", html("div", { class: "small-matrices" }, ...matrices)),
    part("From scores to weights", scaled.element, temperature.element, causal.element, seen.element),
    part("Order of the tokens", strip(...permutations.map((each) => each.element)), verdict, strip(...count.map((each) => each.element))),
  );

  frame.onResize(({ width, height }) => {
    const columns = width >= TWO_COLUMNS ? 2 : 1;
    grid.classList.toggle("two", columns === 2);
    const across = columns === 2 ? Math.floor((width - 12) / 2) : width;
    const up = columns === 2 ? Math.min(Math.max(210, across), Math.floor(height / 2) - CAPTION * scaleOf(frame.root) - 8) : Math.round(0.72 * width);
    for (const { plane } of [panels.tokens, panels.keys, panels.values]) {
      plane.resize(across, up);
      plane.fit();
    }
    matrix.resize(across, up);
  });

  frame.onDraw(() => {
    const [i, n, many] = [query(), model.n, model.heads.length > 1];
    const [sub, scale] = [subscript(i + 1), state.get("temperature") === 1 ? "" : "T"];
    const divisor = (state.get("scaled") ? "√d" : "") + scale;
    set(captions[1], { text: `Scores sᵢⱼ = qᵢ · kⱼ${divisor ? ` / ${divisor}` : ""}` });
    set(captions[2], { text: state.get("matrix") === "scores" ? "Scores sᵢⱼ" : "Weights aᵢ = softmax(sᵢ)" });
    set(captions[3], { text: many ? "Values of this head; outputs: mean of the heads" : "Outputs hᵢ = Σⱼ aᵢⱼ vⱼ" });
    for (const each of [panels.tokens, panels.keys, panels.values, matrix]) each.update();
    const moved = model.moveOfReversed();
    set(verdict, { text: moved < 1e-9 ? "In reverse order the outputs are the same, each at its token." : `In reverse order the outputs move by up to ${format(moved)}.` });
    shown.element.hidden = !many;
    shown.element.querySelectorAll("label").forEach((label, m) => (label.hidden = m >= model.heads.length));
    for (const each of [heads, shown, ...kinds, ...entries.flat(), scaled, causal, temperature, seen, ...permutations, ...count]) each.update();
    const looks = Array.from({ length: n }, (_, j) => [model.shown.A[i * n + j], j]).sort(([a], [b]) => b - a).slice(0, 3);
    const output = tokenOf(model.H, n, i).map((each) => fixed(each)).join(", ");
    frame.say(`x${sub} looks ${looks.map(([a, j]) => `at x${subscript(j + 1)} with ${fixed(100 * a, 0)} %`).join(", ")}${many ? ` in head ${head() + 1}` : ""}. Output h${sub} = (${output}).`);
  });
  return () => ended.abort();
}

export default { render };
