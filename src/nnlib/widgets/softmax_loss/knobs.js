/** Discs on the tops of the logits' bars, each with its name in it; one more moves all of them together. */

import { keepCount, svg } from "../kit/page/dom.js";
import { format, subscript } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";

const ALL_AT = 0.12;
const STEP = 0.06;
const LARGE = 10;

/**
 * @param {object} options
 * @param {import("../kit/plane/stack.js").Stack} options.stack  with a panel "z"
 * @param {import("./model.js").SoftmaxModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function logitKnobs({ stack, model, done, signal }) {
  const plane = stack.planes.z;
  const [low, high] = model.bounds;

  /** A disc that goes up and down; `get` is where it stands, `put` sets it, `start` puts it back. */
  function mover({ disc, name, text, get, put, start }) {
    const { element } = disc;
    const grip = handle(element, {
      signal, done, low, high, name: () => name, value: get, text,
      grab: (event) => get() - plane.at(event)[1],
      drag: (event, offset) => put(plane.at(event)[1] + offset),
      nudge: (dx, dy, large) => put(get() + (dx + dy) * STEP * (large ? LARGE : 1)),
      end: (which) => put(which === "low" ? low : high),
      keys: { Backspace: start },
    });
    element.addEventListener("dblclick", () => {
      start();
      done();
    }, { signal });
    return {
      element,
      place(x) {
        disc.place(stack.toX(x), stack.toY("z", get()), plane.scale);
        grip.update();
      },
    };
  }

  const movers = [];
  function make(c) {
    const name = `z${subscript(c)}`;
    movers[c] = mover({
      disc: namedDisc("logit", "z", String(c)), name: `Logit ${name} of class ${c}`,
      get: () => model.logits[c], put: (z) => model.put(c, z), start: () => model.putBack(c),
      text: () => `${name} = ${format(model.logits[c])}`,
    });
    return movers[c].element;
  }
  const all = mover({
    disc: namedDisc("all-logits", "+c"), name: "All logits together, their mean",
    get: () => model.level, put: (level) => model.shiftTo(level), start: () => model.shiftTo(0),
    text: () => `mean ${format(model.level)}`,
  });
  const parent = svg("g");
  stack.over.append(parent, all.element);
  roving(parent, { among: ".logit", keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      keepCount(parent, model.K, make);
      for (let c = 0; c < model.K; c++) movers[c].place(c + 0.5);
      all.place(ALL_AT);
    },
  };
}
