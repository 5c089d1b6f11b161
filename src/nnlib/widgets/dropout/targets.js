/** The points (x, y) of a regression: dragged, added by a click on empty ground, removed by Delete. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { onTap } from "../kit/plane/tap.js";

const STEP = 0.02;

/**
 * @param options  plane, parent (SVG group), get () => rows [x, y], change (rows) => void, done, most, signal
 */
export function targets({ plane, parent, get, change, done, most, signal }) {
  const grips = [];
  const rowAt = (x, y) => [clamp(x, ...plane.x.domain), clamp(y, ...plane.y.domain)];
  const put = (i, x, y) => change(get().map((row, k) => (k === i ? rowAt(x, y) : row)));
  const remove = (i) => {
    if (get().length < 2) return;
    change(get().filter((_, k) => k !== i));
    parent.children[Math.min(i, get().length - 1)].focus({ preventScroll: true });
  };
  const add = (x, y) => {
    if (get().length >= most) return;
    change([...get(), rowAt(x, y)]);
    done();
  };

  function make(i) {
    const group = svg("g", {}, svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 4.5 }));
    grips[i] = handle(group, {
      signal, done,
      low: () => plane.y.domain[0],
      high: () => plane.y.domain[1],
      name: () => `Point ${i + 1}`,
      value: () => get()[i][1],
      text: () => `x ${fixed(get()[i][0])}, y ${fixed(get()[i][1])}`,
      ...movedInPlane({ plane, at: () => get()[i], put: (x, y) => put(i, x, y), step: STEP }),
      end: (which) => put(i, get()[i][0], plane.y.domain[which === "low" ? 0 : 1]),
      keys: { Delete: () => remove(i), Backspace: () => remove(i), Enter: () => add(get()[i][0] + 2 * STEP, get()[i][1]) },
    });
    return group;
  }

  onTap(plane, add, signal);

  return {
    update() {
      const rows = get();
      const groups = keepCount(parent, rows.length, make);
      grips.length = rows.length;
      rows.forEach(([x, y], i) => {
        set(groups[i], { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
        grips[i].update();
      });
    },
  };
}
