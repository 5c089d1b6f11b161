/** Staircase: steps that add up to any curve on a line, towers that add up to any landscape in the plane. */

import { State } from "../kit/page/state.js";
import { choice } from "../kit/controls/controls.js";
import { Frame } from "../kit/page/frame.js";
import { StairModel, countSteps } from "./line_model.js";
import { staircaseLine } from "./line_page.js";
import { staircasePlane } from "./plane_page.js";

/** What must hold between the traits of a link. */
function agree(state, given) {
  const knots = state.steps.map(([knot]) => knot);
  if (knots.length && (knots[0] !== 0 || knots.some((knot, i) => i > 0 && knot < knots[i - 1]))) throw new Error("steps: expected knots from 0 upwards");
  if (!given.includes("theta")) [state.theta, state.trained] = [[], 0];
  const count = 3 * countSteps((name) => state[name]) + 1;
  if (state.theta.length && state.theta.length !== count) throw new Error(`theta: expected ${count} numbers or none`);
  const { challenge } = state;
  if (challenge.length && !(challenge.length === 2 && Number.isInteger(challenge[0]) && challenge[0] >= 1 && challenge[1] >= 0.01 && challenge[1] <= 1)) {
    throw new Error("challenge: expected a number of steps and an error from 0.01 to 1");
  }
  if (state.towers.some(([a1, b1, a2, b2]) => !(a1 < b1 && a2 < b2))) throw new Error("towers: expected boxes with a < b");
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "Staircase", state, signal,
    title: "Steps that add up to any curve, towers to any landscape",
    hint: "Drag a riser or a tread of the staircase, drag ε, or draw a curve of your own; in the plane, drag a tower or its corners.",
  });
  const done = () => state.commit();
  const pages = {
    line: staircaseLine({ state, frame, model: new StairModel(state), done, signal }),
    plane: staircasePlane({ state, frame, done, signal }),
  };
  const where = choice({
    label: "Follow",
    options: [["line", "a curve"], ["plane", "a landscape"]],
    value: () => state.get("view"),
    change: (view) => state.commit({ view }),
  });
  frame.side.append(where.element, ...Object.values(pages).map(({ side }) => side));
  frame.hero.append(...Object.values(pages).map(({ hero }) => hero));

  let shown = null;
  const fit = () => pages[shown]?.resize({ width: frame.width, height: frame.height || Infinity });
  frame.onResize(fit);
  frame.onDraw(() => {
    if (shown !== state.get("view")) {
      shown = state.get("view");
      for (const [name, { hero, side }] of Object.entries(pages)) hero.hidden = side.hidden = name !== shown;
      frame.presets = pages[shown].presets;
      fit();
    }
    where.update();
    frame.say(pages[shown].draw());
  });
  return () => ended.abort();
}

export default { render };
