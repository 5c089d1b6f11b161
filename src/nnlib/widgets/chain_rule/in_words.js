/** What happens in the newest step of ChainRule, in words. */

import { bracketed, format } from "../kit/page/format.js";
import { EDGES, FORWARD } from "./model.js";

/** The symbol of what a nudge changes. */
const CHANGE_OF = { theta: "Δθ", g: "Δg", h: "Δh", f: "Δf" };

/** The step of the forward pass that gives a value. */
function valueStep(n, { chain, pass: v }) {
  if (n === 0) return `Before the forward pass only θ = ${format(v.theta)} is known.`;
  if (n === 1) return `Forwards: g = ${chain.gText} = ${format(v.g)}.`;
  if (n === 2) return `Forwards: h = ${chain.hText} = ${format(v.h)}.`;
  if (n === 3) return `Forwards: f = ${chain.fText} = ${format(v.f)}.`;
  return `Forwards: J = (y − f)² = ${format(v.J)}. The forward pass is done.`;
}

function messageStep(n, { pass: v }) {
  const edge = EDGES.find(({ step }) => step === n);
  if (!edge) {
    return `θ adds the two messages up: ∂J/∂θ = ${format(v.fromG)} + ${bracketed(v.fromH)} = ${format(v.dJt)}.`;
  }
  if (!edge.before) return `Backwards: J sends ∂J/∂f = −2(y − f) = ${format(v.dJf)} to f.`;
  const [symbol, received] = edge.before;
  const product = `${format(v[received])} · ${bracketed(v[edge.local])} = ${format(v[edge.message])}`;
  return `Backwards: ${edge.to} sends ${symbol} · ${edge.name} = ${product} to ${edge.from}.`;
}

function nudgeStep(n, { pass: v, after, changes, nudge }) {
  const edge = EDGES.find(({ nudgedIn }) => nudgedIn === n);
  if (!edge) {
    if (nudge === 0) return "Without a nudge nothing changes.";
    return `ΔJ/Δθ ≈ ${format(changes.J)} / ${bracketed(nudge)} = ${format(v.dJt)}, truer the smaller Δθ is.`;
  }
  const product = `${edge.name} · ${CHANGE_OF[edge.of]} = ${format(v[edge.local])} · ${bracketed(changes[edge.of])}`;
  const made = `${product} = ${format(changes[edge.change])}`;
  const exactly = (name) => `(in fact ${format(after[name] - v[name])})`;
  if (edge.change === "viaG") return `Over g, f changes by ${made}.`;
  if (edge.change === "viaH") return `Over h by ${made}. f adds: Δf ≈ ${format(changes.f)} ${exactly("f")}.`;
  return `Δ${edge.change} ≈ ${made} ${exactly(edge.change)}.`;
}

function bothStep(n, { pass: v, last }) {
  if (n === last) {
    const slope = format(v.dJt);
    return `Forwards ${slope} arrives at J, for this θ alone; back at θ, and all other parameters.`;
  }
  const [forward, back] = [EDGES.find(({ nudgedIn }) => nudgedIn === n), EDGES.find(({ step }) => step === n)];
  return `Forwards from ${forward.from} to ${forward.to}, times ${format(v[forward.local])}. ` +
    `Back from ${back.to} to ${back.from}, times ${format(v[back.local])}.`;
}

const SWEEPS = { back: messageStep, forward: nudgeStep, both: bothStep };

/** @param {import("./model.js").Model} model */
export function newestStep(model) {
  return (model.shown <= FORWARD ? valueStep : SWEEPS[model.sweep])(model.shown, model);
}
