/** Vectors in a plane, each an arrow from the origin (or only its end, a dot) whose end is dragged. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";

const STEP = 0.02;
const LARGE = 10;
const HEAD = 13;
const HALF = 0.42;
const NAME_AWAY = 15;

/** The filled head of an arrow from (x0, y0) whose tip is (x1, y1), in pixels. */
function headPath(x0, y0, x1, y1) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 1) return "";
  const [ux, uy] = [((x1 - x0) / length) * HEAD, ((y1 - y0) / length) * HEAD];
  const side = (sign) => `${(x1 - ux - sign * HALF * uy).toFixed(1)} ${(y1 - uy + sign * HALF * ux).toFixed(1)}`;
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}L${side(1)}L${side(-1)}z`;
}

/**
 * @param options  plane, parent (SVG group), dots (true: no arrows), signal, done,
 *                 get () => [{ to: [x, y], name, symbol, unit?, lit? }, …]; unit is the colour's number, none is ink,
 *                 limit () => how far an end may go along each axis,
 *                 change (i, [x, y]) => void, choose (i) => void (pressed in place, or Enter), keys (i) => further keys
 */
export function vectors({ plane, parent, dots = false, get, limit, change, choose = () => {}, keys = () => ({}), done, signal }) {
  const handles = [];
  let shown = [];
  const clamp = (value) => Math.min(limit(), Math.max(-limit(), value));
  const put = (i, x, y) => change(i, [clamp(x), clamp(y)]);
  const endOf = (i) => get()[i].to; // as it is now; `shown` is what was drawn last

  function make(i) {
    const group = svg("g", { class: "vector" },
      svg("path", { class: "shaft" }), svg("circle", { class: "grab", r: 14 }), svg(dots ? "circle" : "path", { class: "knob" }),
      svg("text", { class: "unit-name", "text-anchor": "middle", "aria-hidden": "true" }));
    let travelled = false;
    const { grab, drag, nudge } = movedInPlane({ plane, at: () => endOf(i), put: (x, y) => put(i, x, y), step: STEP, large: LARGE });
    handles[i] = handle(group, {
      signal, done,
      low: () => -limit(),
      high: limit,
      name: () => shown[i].name,
      value: () => shown[i].to[0],
      text: () => shown[i].to.map((each) => fixed(each)).join(", "),
      grab: (event) => {
        travelled = false;
        return grab(event);
      },
      drag: (event, grabbed) => {
        travelled = true;
        drag(event, grabbed);
      },
      nudge,
      end: (which) => put(i, which === "low" ? -limit() : limit(), endOf(i)[1]),
      keys: { Enter: () => choose(i), ...keys(i) },
    });
    group.addEventListener("click", () => {
      if (travelled) return;
      choose(i);
      done();
    }, { signal });
    return group;
  }

  return {
    update() {
      shown = get();
      const groups = keepCount(parent, shown.length, make);
      handles.length = shown.length;
      const [x0, y0] = [plane.toX(0), plane.toY(0)];
      shown.forEach(({ to, symbol, unit, lit }, i) => {
        const [shaft, grab, knob, name] = groups[i].children;
        const [x, y] = [plane.toX(to[0]), plane.toY(to[1])];
        const away = Math.hypot(x - x0, y - y0) || 1;
        const held = groups[i].classList.contains("held") ? " held" : "";
        set(groups[i], { class: `vector handle${unit === undefined ? "" : ` unit-${unit % 5}`}${lit ? " lit" : ""}${held}` });
        const place = { cx: x.toFixed(1), cy: y.toFixed(1) };
        set(grab, place);
        if (dots) set(knob, { ...place, r: 7 });
        else {
          const short = Math.max(0, 1 - HEAD / 2 / away);
          set(shaft, { d: `M${x0.toFixed(1)} ${y0.toFixed(1)}L${(x0 + (x - x0) * short).toFixed(1)} ${(y0 + (y - y0) * short).toFixed(1)}` });
          set(knob, { d: headPath(x0, y0, x, y) });
        }
        const [nx, ny] = dots ? [0, -1] : [(x - x0) / away, (y - y0) / away];
        set(name, { x: (x + NAME_AWAY * nx).toFixed(1), y: (y + NAME_AWAY * ny + 4).toFixed(1), text: symbol });
        handles[i].update();
      });
    },
  };
}
