/** What must hold between the traits of a link to a Staircase, or of one of its scenes. */

import { covering, surfaces } from "../engine/towers.js";
import { ERRORS } from "./challenge.js";
import { countSteps } from "./line_model.js";

function checkSteps(rows) {
  const knots = rows.map(([knot]) => knot);
  const isAscending = knots.every((knot, i) => i === 0 || knot >= knots[i - 1]);
  if (knots.length && (knots[0] !== 0 || !isAscending)) throw new Error("steps: expected knots from 0 upwards");
}

function checkChallenge(asked) {
  const [steps, error] = asked;
  const { low, high } = ERRORS;
  const isFit = asked.length === 2 && Number.isInteger(steps) && steps >= 1 && error >= low && error <= high;
  if (asked.length && !isFit) {
    throw new Error(`challenge: expected a number of steps and an error from ${low} to ${high}`);
  }
}

/**
 * @param {any} state     the traits by their names
 * @param {string[]} given   those that the link or the scene names
 * @param {any} kinds     of the traits
 */
export function agree(state, given, kinds) {
  checkSteps(state.steps);
  checkChallenge(state.challenge);
  const count = 3 * countSteps((name) => state[name]) + 1;
  if (state.theta.length && state.theta.length !== count) {
    if (given.includes("theta")) throw new Error(`theta: expected ${count} numbers or none`);
    [state.theta, state.trained] = [[], 0];
  }
  const isCovered = state.surface !== "own" && (given.includes("surface") || given.includes("grid"));
  if (isCovered && !given.includes("towers")) {
    state.towers = covering(surfaces[state.surface], state.grid, kinds.towers.columns[0][1] - 1);
  }
  const isBox = ([a1, b1, a2, b2]) => a1 < b1 && a2 < b2;
  if (!state.towers.every(isBox)) throw new Error("towers: expected boxes with a < b");
}
