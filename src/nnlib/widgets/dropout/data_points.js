/** The points (x, y) of a regression: dragged, removed by Delete, added by Enter or a press on the ground. */

import { clamp } from "../engine/clamp.js";
import { toggle } from "../kit/controls/controls.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { onTap } from "../kit/plane/tap.js";

const STEP = 0.02;

/**
 * @param {any} options  state (with the trait `points`), plane, parent (SVG group), done, signal
 * @returns {{ adding: object, update(): void }}  adding: the switch that lets a press on the ground add a point
 */
export function dataPoints({ state, plane, parent, done, signal }) {
  const grips = [];
  let adds = false;
  const get = () => state.get("points");
  const change = (points) => state.change({ points });
  const rowAt = (x, y) => [clamp(x, ...plane.x.domain), clamp(y, ...plane.y.domain)];
  const put = (i, x, y) => change(get().map((row, k) => (k === i ? rowAt(x, y) : row)));
  const remove = (i) => {
    if (get().length === state.kinds.points.shortest) return;
    change(get().filter((_, k) => k !== i));
    parent.children[Math.min(i, get().length - 1)].focus({ preventScroll: true });
  };
  const add = (x, y) => {
    if (get().length === state.kinds.points.longest) return;
    change([...get(), rowAt(x, y)]);
    done();
  };

  function make(i) {
    const group = svg("g", { class: "data-point" },
      svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 4.5 }));
    grips[i] = handle(group, {
      signal, done,
      low: () => plane.y.domain[0],
      high: () => plane.y.domain[1],
      name: () => `Point ${i + 1}`,
      value: () => get()[i][1],
      text: () => `x ${fixed(get()[i][0])}, y ${fixed(get()[i][1])}`,
      ...movedInPlane({ plane, at: () => get()[i], put: (x, y) => put(i, x, y), step: STEP }),
      end: (which) => put(i, get()[i][0], plane.y.domain[which === "low" ? 0 : 1]),
      keys: {
        Delete: () => remove(i),
        Backspace: () => remove(i),
        Enter: () => add(get()[i][0] + 2 * STEP, get()[i][1]),
      },
    });
    return group;
  }

  roving(parent, { among: ".data-point", keys: ["PageUp", "PageDown"], signal });
  onTap(plane, (x, y) => adds && add(x, y), signal);

  return {
    adding: toggle({ label: "A press on the ground adds a point", value: () => adds, change: (on) => (adds = on) }),
    update() {
      const rows = get();
      const groups = keepCount(parent, rows.length, make);
      grips.length = rows.length;
      rows.forEach(([x, y], i) => {
        const at = `${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}`;
        set(groups[i], { transform: `translate(${at}) scale(${plane.scale})` });
        grips[i].update();
      });
    },
  };
}
