/** First-layer units as lines w₁x₁ + w₂x₂ + b = 0 in the plane: grab the line to move it, its disc to turn it. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { fixed, format } from "../kit/page/format.js";
import { across, discPlaces, sizeOf } from "./disc_places.js";

const STEP = 0.02;
const TURN = Math.PI / 90;
const ARROW = 26;
const ARROW_GROWTH = 13;
const STEEPEST = 200;
const FLATTEST = 0.05;
const MANY = 6;
const WORD = 27;

/**
 * @param options  plane, parent, count () => how many, unit (j) => [w1, w2, b], change (j, [w1, w2, b]) => void, done,
 *                 point (j | null) => void   the unit under the pointer or focus, lit () => j | null,
 *                 dead (j) => whether unit j is a ReLU that is off at every point,
 *                 start (j) => [w1, w2, b], reach (largest |x₂|), covered () => rows that no disc may cover, signal
 */
export function unitLines(options) {
  const { plane, parent, count, unit, change, done, point, lit, dead, start, reach, covered, signal } = options;
  const handles = [];
  const places = discPlaces({ plane, count, unit, covered, length });
  let turned = null; // { j, at }: the unit that is being turned, and the place that stays

  const anchor = (j) => (turned?.j === j ? turned.at : (places.anchors[j] ?? [0, 0]));
  const steepness = (j) => sizeOf(unit(j));
  const angle = (j) => {
    const [w1, w2] = unit(j);
    return Math.atan2(w2, w1);
  };
  const degrees = (j) => (angle(j) * 180) / Math.PI;
  const offset = (j) => -unit(j)[2] / (steepness(j) || 1);
  const farthest = () => Math.hypot(plane.x.domain[1], reach);

  function length(j) {
    return (ARROW + ARROW_GROWTH * Math.log2(1 + steepness(j))) * plane.scale;
  }
  const steepnessOf = (pixels) =>
    clamp(2 ** Math.max(0, (pixels / plane.scale - ARROW) / ARROW_GROWTH) - 1, FLATTEST, STEEPEST);
  const distance = (p, q) => Math.hypot(plane.toX(p[0]) - plane.toX(q[0]), plane.toY(p[1]) - plane.toY(q[1]));

  const move = (j, by) => {
    const [w1, w2] = unit(j);
    change(j, [w1, w2, -clamp(offset(j) + by, -farthest(), farthest()) * steepness(j)]);
  };
  const turnTo = (j, to, size, [a1, a2]) => {
    const [w1, w2] = [size * Math.cos(to), size * Math.sin(to)];
    change(j, [w1, w2, -(w1 * a1 + w2 * a2)]);
  };
  const fate = (j) => (dead(j) ? ", dead: off at every point" : "");
  const toStart = (j) => change(j, start(j));

  const lineHandle = (element, j) =>
    handle(element, {
      signal,
      done,
      low: -2 * reach,
      high: 2 * reach,
      name: () => `Line of hidden unit ${j + 1}`,
      value: () => offset(j),
      text: () => `at distance ${fixed(offset(j))} from the middle, towards ${fixed(degrees(j), 0)}°${fate(j)}`,
      grab: (event) => plane.at(event),
      drag(event, last) {
        const [x, y] = plane.at(event);
        move(j, (x - last[0]) * Math.cos(angle(j)) + (y - last[1]) * Math.sin(angle(j)));
        [last[0], last[1]] = [x, y];
      },
      nudge(dx, dy, large) {
        const along = dx * Math.cos(angle(j)) + dy * Math.sin(angle(j));
        move(j, STEP * (large ? 5 : 1) * (Math.abs(along) < 0.05 ? dx + dy : along));
      },
      end: (which) => move(j, (which === "low" ? -reach : reach) - offset(j)),
      keys: { Backspace: () => toStart(j) },
    });

  const discHandle = (element, j) =>
    handle(element, {
      signal,
      done,
      low: -180,
      high: 180,
      name: () => `Direction and steepness of hidden unit ${j + 1}`,
      value: () => degrees(j),
      text: () => `${fixed(degrees(j), 0)}°, steepness ${format(steepness(j))}${fate(j)}`,
      grab(event) {
        const at = anchor(j);
        return { at, spare: length(j) - distance(at, plane.at(event)) };
      },
      drag(event, { at, spare }) {
        turned = { j, at };
        const [x, y] = plane.at(event);
        turnTo(j, Math.atan2(y - at[1], x - at[0]), steepnessOf(distance(at, [x, y]) + spare), at);
      },
      nudge(dx, dy, large) {
        const size = clamp(steepness(j) * (large ? 1.5 : 1.1) ** dy, FLATTEST, STEEPEST);
        turnTo(j, angle(j) - dx * TURN * (large ? 5 : 1), size, anchor(j));
      },
      end: (which) => turnTo(j, which === "low" ? -Math.PI : Math.PI, steepness(j), anchor(j)),
      keys: { Backspace: () => toStart(j) },
      release: () => (turned = null),
    });

  function make(j) {
    const line = svg(
      "g",
      { class: "unit-line" },
      svg("path", { class: "grab" }),
      svg("path", { class: "ink" }),
      svg("path", { class: "comb" }),
    );
    const name = svg(
      "text",
      { class: "math", "text-anchor": "middle" },
      "h",
      svg("tspan", { class: "sub", dy: ".3em", text: String(j + 1) }),
    );
    const word = svg("text", { class: "word", "text-anchor": "middle", text: "dead" });
    const disc = svg(
      "g",
      { class: "unit-arrow" },
      svg("path", { class: "shaft" }),
      svg("g", { class: "disc" },
        svg("circle", { class: "grab", r: 20 }), svg("circle", { class: "knob" }), name, word),
    );
    handles[j] = [lineHandle(line, j), discHandle(disc, j)];
    for (const each of [line, disc]) {
      each.addEventListener(
        "dblclick",
        () => {
          toStart(j);
          done();
        },
        { signal },
      );
      for (const type of ["pointerenter", "focus"]) each.addEventListener(type, () => point(j), { signal });
      for (const type of ["pointerleave", "blur"]) each.addEventListener(type, () => point(null), { signal });
    }
    return svg("g", { class: `unit unit-${j % 5}` }, line, disc);
  }

  /** Short strokes in the unit's colour over the side where it is on. */
  function comb(j, ends) {
    if (!ends || lit() !== j) return "";
    const [x0, y0, x1, y1] = [
      plane.toX(ends[0][0]),
      plane.toY(ends[0][1]),
      plane.toX(ends[1][0]),
      plane.toY(ends[1][1]),
    ];
    const [dx, dy] = [14 * plane.scale * Math.cos(angle(j)), -14 * plane.scale * Math.sin(angle(j))];
    const count = Math.floor(Math.hypot(x1 - x0, y1 - y0) / (9 * plane.scale));
    let d = "";
    for (let k = 1; k < count; k++) {
      const [x, y] = [x0 + ((x1 - x0) * k) / count, y0 + ((y1 - y0) * k) / count];
      d += `M${x.toFixed(1)} ${y.toFixed(1)}l${dx.toFixed(1)} ${dy.toFixed(1)}`;
    }
    return d;
  }

  roving(parent, { among: ".unit-line, .unit-arrow", keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      const groups = keepCount(parent, count(), make);
      if (parent.querySelector(".held")) places.follow();
      else places.choose();
      const many = count() > MANY;
      handles.slice(0, count()).forEach((grips, j) => {
        const [line, disc] = groups[j].children;
        groups[j].classList.toggle("lit", lit() === j);
        groups[j].classList.toggle("many", many);
        groups[j].classList.toggle("dead", dead(j));
        const ends = across(unit(j), plane.x.domain, plane.y.domain);
        const d = ends ? plane.path([ends[0][0], ends[1][0]], [ends[0][1], ends[1][1]]) : "";
        for (const path of [line.children[0], line.children[1]]) set(path, { d });
        set(line.children[2], { d: comb(j, ends) });
        const [a1, a2] = anchor(j);
        const [x, y] = [plane.toX(a1), plane.toY(a2)];
        const [tipX, tipY] = places.tip(j, anchor(j));
        const [shaft, mark] = disc.children;
        set(shaft, { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${tipX.toFixed(1)} ${tipY.toFixed(1)}` });
        set(disc, {
          class: `unit-arrow handle${ends ? "" : " away"}${disc.classList.contains("held") ? " held" : ""}`,
        });
        set(mark, { transform: `translate(${tipX.toFixed(1)} ${tipY.toFixed(1)})` });
        set(mark.children[1], { r: ((many && lit() !== j ? 5 : 13) * plane.scale).toFixed(1) });
        set(mark.children[2], { y: (4.5 * plane.scale).toFixed(1), visibility: many && lit() !== j ? "hidden" : null });
        const below = tipY + (WORD + 5) * plane.scale < plane.height;
        set(mark.children[3], { y: ((below ? WORD : 9 - WORD) * plane.scale).toFixed(1) });
        grips.forEach((each) => each.update());
      });
    },
  };
}
