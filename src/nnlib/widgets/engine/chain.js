/** The tiny graph θ → (g, h) → f → J of section 4: its functions with their derivatives, and one pass both ways. */

import { activations } from "./activations.js";

const ROUNDING = 1e-14;
const { f: sigma, slope } = activations.logistic;

/**
 * Choices of g(θ), h(θ) and f(g, h), each followed by its derivatives; J = (y − f)² in all of them. The texts say the
 * same as the functions.
 */
export const chains = {
  "by hand": {
    g: (t) => t * t, dg: (t) => 2 * t, gText: "θ²", dgText: "2θ",
    h: (t) => 3 - t, dh: () => -1, hText: "3 − θ", dhText: "−1",
    f: (g, h) => g * h, dfg: (g, h) => h, dfh: (g) => g, fText: "g h", dfgText: "h", dfhText: "g",
  },
  "two soft steps": {
    g: (t) => sigma(5 * t + 5), dg: (t) => 5 * slope(5 * t + 5), gText: "σ(5θ + 5)", dgText: "5 σ′(5θ + 5)",
    h: (t) => sigma(5 * t - 5), dh: (t) => 5 * slope(5 * t - 5), hText: "σ(5θ − 5)", dhText: "5 σ′(5θ − 5)",
    f: (g, h) => 4 * g - 4 * h - 2, dfg: () => 4, dfh: () => -4, fText: "4g − 4h − 2", dfgText: "4", dfhText: "−4",
  },
  cancelling: {
    g: sigma, dg: slope, gText: "σ(θ)", dgText: "σ′(θ)",
    h: (t) => sigma(-t), dh: (t) => -slope(-t), hText: "σ(−θ)", dhText: "−σ′(−θ)",
    f: (g, h) => 2 * (g + h), dfg: () => 2, dfh: () => 2, fText: "2(g + h)", dfgText: "2", dfhText: "2",
  },
};

/** The sum, 0 if nothing but rounding is left of it. */
const added = (a, b) => (Math.abs(a + b) < ROUNDING * (Math.abs(a) + Math.abs(b)) ? 0 : a + b);

/** J at θ. */
export function lossAt(chain, theta, y) {
  return (y - chain.f(chain.g(theta), chain.h(theta))) ** 2;
}

/**
 * Every value of both passes: g, h, f, J; the local derivatives dJf, dfg, dfh, dgt, dht; the messages that arrive at g
 * and h (toG, toH) and at θ (fromG, fromH); and dJt, their sum.
 */
export function chainPass(chain, theta, y) {
  const [g, h] = [chain.g(theta), chain.h(theta)];
  const f = chain.f(g, h);
  const dJf = -2 * (y - f);
  const [dfg, dfh, dgt, dht] = [chain.dfg(g, h), chain.dfh(g, h), chain.dg(theta), chain.dh(theta)];
  const [toG, toH] = [dJf * dfg, dJf * dfh];
  const [fromG, fromH] = [toG * dgt, toH * dht];
  const dJt = added(fromG, fromH);
  return { theta, y, g, h, f, J: (y - f) ** 2, dJf, dfg, dfh, dgt, dht, toG, toH, fromG, fromH, dJt };
}

/**
 * What a nudge of θ makes of each value, by the slopes: g and h; f's share over each (viaG, viaH), and their sum f; J.
 * @param {any} pass  of `chainPass`
 * @param {number} nudge
 */
export function nudged({ dgt, dht, dfg, dfh, dJf }, nudge) {
  const [g, h] = [dgt * nudge, dht * nudge];
  const [viaG, viaH] = [dfg * g, dfh * h];
  const f = added(viaG, viaH);
  return { theta: nudge, g, h, viaG, viaH, f, J: dJf * f };
}
