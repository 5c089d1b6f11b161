/** Boxes of a graph whose number can be dragged up and down: a data point's inputs or targets. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { drawBox, newBox } from "../kit/graph/value_box.js";

const DRAG_PER_PIXEL = 0.02;
const STEP = 0.1;

/**
 * @param {object} options
 * @param {(i: number) => string} options.name
 * @param {() => number[]} options.get
 * @param {(i: number, value: number) => void} options.change
 * @param {(i: number) => number} options.start  what Backspace returns to
 * @param {number} options.low
 * @param {number} options.high
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  `update(places, rows, scale)` takes a place and the rows of `drawBox` for each number
 */
export function dataBoxes({ name, get, change, start, low, high, done, signal }) {
  const element = svg("g", {});
  const grips = [];
  const put = (i, value) => change(i, clamp(Number(value.toFixed(3)), low, high));
  const make = (i) => {
    const box = set(newBox(), { class: "value-box data-box" });
    grips[i] = handle(box, {
      signal, done, low, high,
      name: () => name(i),
      value: () => get()[i],
      text: () => format(get()[i]),
      grab: (event) => ({ y: event.clientY, value: get()[i] }),
      drag: (event, from) => put(i, from.value + (from.y - event.clientY) * DRAG_PER_PIXEL),
      nudge: (dx, dy, large) => put(i, get()[i] + (dx + dy) * STEP * (large ? 10 : 1)),
      end: (which) => put(i, which === "low" ? low : high),
      keys: { Backspace: () => put(i, start(i)) },
    });
    return box;
  };
  return {
    element,
    update(places, rows, scale) {
      const boxes = keepCount(element, places.length, make);
      places.forEach((place, i) => {
        drawBox(boxes[i], place, rows[i], scale);
        grips[i].update();
      });
    },
  };
}
