/** The plane's page of the Staircase: boxes to move, built up from steps to towers; relief; error against their number. */

import { covering, evaluateTowers, steepest, surfaces } from "../engine/towers.js";
import { boxes } from "./boxes.js";
import { button, choice, part, select, slider, strip } from "../kit/controls/controls.js";
import { html, set, svg } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { number } from "../kit/controls/number.js";
import { Plane } from "../kit/plane/plane.js";
import { relief } from "./relief.js";
import { scaleOf } from "../kit/page/scale.js";
import { scalingChart } from "./scaling_chart.js";
import { palette, shade } from "../kit/plane/shade.js";
import { onThemeChange } from "../kit/page/theme.js";

const N = 61;
const MARGIN = 0.1;
const LARGEST = 520;
const CHART_HEIGHT = 190;
const BELOW = CHART_HEIGHT + 30;
const MOST_TOWERS = 64;
const HIGHEST = 1.2;
const NEW_TOWER = { side: 0.24, height: 0.6 };
const STAGES = [["ridge", "1 ridge"], ["cross", "2 cross"], ["tower", "3 tower"], ["all", "4 all towers"]];
const TOPS = { ridge: 2, cross: 2, tower: 1.2, all: 1.2 };
const WORDS = {
  ridge: "h₁ − h₂: a ridge, 1 between two lines and 0 elsewhere",
  cross: "h₁ − h₂ + h₃ − h₄: 2 on the box, but 1 on the arms of a cross",
  tower: "σ(R(h₁ − h₂ + h₃ − h₄ − 3/2)): 1 on the box, 0 elsewhere",
  all: "every tower times its height, added up",
};
const axis = Float64Array.from({ length: N }, (_, i) => i / (N - 1));

export function staircasePlane({ state, frame, done, signal }) {
  const view = { chosen: 0 };
  const best = { built: new Map() };
  const values = new Float64Array(N * N);
  const wanted = new Float64Array(N * N);
  const shades = new Float64Array(N * N);
  let surfaceKept = null;
  let reach = 1; // steepest slope × half a diagonal of the unit square: a tower's cell is 1/k of it
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  const rows = () => state.get("towers");
  const R = () => (state.get("hard") ? Infinity : state.get("sharpness"));
  const change = (towers) => state.change({ towers });
  const choose = (i) => {
    if (view.chosen === i) return;
    view.chosen = i;
    frame.invalidate();
  };
  const add = (x1, x2) => {
    if (rows().length >= MOST_TOWERS) return;
    const half = NEW_TOWER.side / 2;
    change([...rows(), [Math.max(-MARGIN, x1 - half), Math.min(1 + MARGIN, x1 + half), Math.max(-MARGIN, x2 - half), Math.min(1 + MARGIN, x2 + half), NEW_TOWER.height]]);
    view.chosen = rows().length - 1;
    state.commit();
  };
  const remove = (i) => {
    change(rows().filter((_, n) => n !== i));
    state.commit();
  };
  const putHeight = (i, height) => change(rows().map((row, n) => (n === i ? [...row.slice(0, 4), Math.min(HIGHEST, Math.max(-HIGHEST, height))] : row)));
  const cover = (surface, grid) => state.change({ surface, grid, ...(surface === "own" ? {} : { towers: covering(surfaces[surface], grid, MARGIN), stage: "all", hard: true }) });

  const plane = new Plane({
    label: "The plane of x₁ and x₂, with the towers' boxes",
    x: { domain: [0, 1], ticks: [0, 0.5, 1], label: "x₁" },
    y: { domain: [0, 1], ticks: [0, 0.5, 1], label: "x₂" },
    layers: [],
    canvas: true,
  });
  const boxLayer = svg("g", { class: "boxes" });
  plane.above.append(boxLayer);
  const map = boxes({ plane, parent: boxLayer, limits: [-MARGIN, 1 + MARGIN], get: rows, change, done, add, remove, choose, chosen: () => view.chosen, noun: "Tower", signal });

  const land = relief({ label: "The same as a relief", n: N, turn: () => state.get("turn"), change: (turn) => state.change({ turn }), done, signal });
  const top = () => TOPS[state.get("stage")];
  const middle = () => {
    const [a1, b1, a2, b2] = rows()[view.chosen].map((each) => Math.min(1, Math.max(0, each)));
    return [(a1 + b1) / 2, (a2 + b2) / 2];
  };
  const heightGrip = svg("g", { class: "tower-height" }, svg("path", { class: "stem" }), svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 6 }), svg("text", { class: "tip shown" }));
  const pixelsPerUnit = () => land.project(0.5, 0.5, 0)[1] - land.project(0.5, 0.5, 1 / top())[1];
  const heightHandle = handle(heightGrip, {
    signal, done, low: -HIGHEST, high: HIGHEST,
    name: () => `Tower ${view.chosen + 1}, height`,
    value: () => rows()[view.chosen]?.[4] ?? 0,
    text: () => format(rows()[view.chosen]?.[4] ?? 0),
    grab: (event) => ({ y: event.clientY, height: rows()[view.chosen][4] }),
    drag: (event, from) => putHeight(view.chosen, from.height + (from.y - event.clientY) / pixelsPerUnit()),
    nudge: (dx, dy, large) => putHeight(view.chosen, rows()[view.chosen][4] + (dx + dy) * 0.05 * (large ? 4 : 1)),
    end: (which) => putHeight(view.chosen, which === "low" ? -HIGHEST : HIGHEST),
  });
  land.above.append(heightGrip);
  const caption = html("p", { class: "caption" });
  const pictures = html("div", { class: "planes two" }, html("div", {}, plane.element), html("div", {}, land.element));
  const chart = scalingChart({
    label: "Largest error against the number of towers, both on log axes",
    x: { domain: [0, 2], label: "towers" },
    y: { domain: [-1.2, 0.9], label: "largest error" },
    series: ["built"],
    height: CHART_HEIGHT,
  });
  const hero = html("div", {}, pictures, caption, chart.element);

  const controls = [
    choice({ label: "Built up to", options: STAGES, value: () => state.get("stage"), change: (stage) => state.commit({ stage }) }),
    slider({ label: "Sharpness R", low: 5, high: 5000, step: 5, log: true, value: () => state.get("sharpness"), change: (sharpness) => state.change({ sharpness, hard: false }), done, signal }),
    choice({ label: "Steps", options: [[false, "soft"], [true, "hard, R = ∞"]], value: () => state.get("hard"), change: (hard) => state.commit({ hard }) }),
    button({ text: "Add a tower", press: () => add(0.5, 0.5), disabled: () => rows().length >= MOST_TOWERS, hint: "A click on empty ground adds one there" }),
    button({ text: "Remove tower", press: () => remove(view.chosen), disabled: () => !rows().length, hint: "The chosen one (Delete)" }),
    select({ label: "Landscape f*", options: [...Object.keys(surfaces), "own"].map((name) => [name, name === "own" ? "your own towers" : name]), value: () => state.get("surface"), change: (surface) => (cover(surface, state.get("grid")), state.commit()) }),
    slider({ label: "Towers a side", low: 1, high: 8, step: 1, value: () => state.get("grid"), change: (grid) => cover(state.get("surface"), Math.round(grid)), done, signal }),
  ];
  const fields = [
    number({ label: "Chosen tower", low: 1, high: MOST_TOWERS, step: 1, value: () => view.chosen + 1, change: (value) => choose(Math.min(rows().length, Math.round(value)) - 1), signal }),
    number({ label: "Chosen tower, height", low: -HIGHEST, high: HIGHEST, step: 0.05, value: () => rows()[view.chosen]?.[4] ?? 0, change: (height) => putHeight(view.chosen, height), done, signal }),
  ];
  const formula = html("p", { class: "formula" }, html("i", { text: "tower " }), fields[0].element, ", height ", fields[1].element);
  const [stage, sharpness, hard, addButton, removeButton, landscape, grid] = controls.map((each) => each.element);
  const side = html("div", { class: "side" },
    part("Towers", stage, formula, strip(addButton, removeButton), sharpness, hard),
    part("Cover the square", landscape, grid));

  return {
    hero,
    side,
    presets: STAGES.map(([name]) => () => state.commit({ stage: name })),
    resize({ width, height }) {
      const beside = width >= 520;
      const room = Math.floor(Math.min(beside ? (width - 12) / 2 : width, Number.isFinite(height) ? height - BELOW * scaleOf(hero) : LARGEST));
      plane.resize(room, room);
      land.resize(room, Math.floor(room * (beside ? 1 : 0.8)));
      pictures.classList.toggle("two", beside);
      chart.resize(Math.min(width, 420));
    },
    draw() {
      const name = state.get("stage");
      const surface = state.get("surface");
      view.chosen = Math.max(0, Math.min(view.chosen, rows().length - 1));
      const shown = name === "all" ? rows() : rows().slice(view.chosen, view.chosen + 1);
      evaluateTowers(shown, name, R(), axis, axis, values);
      colours ??= palette(plane.element);
      for (let p = 0; p < values.length; p++) shades[p] = Math.min(1, Math.max(0, 0.5 + values[p] / (2 * top())));
      shade(plane.canvas, shades, N, N, colours, false);
      map.update();
      land.draw(values, top());
      heightGrip.toggleAttribute("hidden", name !== "all" || !rows().length);
      if (rows().length) {
        const [x1, x2] = middle();
        const [x, y] = land.project(x1, x2, rows()[view.chosen][4] / top());
        const foot = land.project(x1, x2, 0)[1];
        const [stem, grab, knob, text] = heightGrip.children;
        set(stem, { d: `M${x.toFixed(1)} ${foot.toFixed(1)}V${y.toFixed(1)}` });
        for (const each of [grab, knob]) set(each, { cx: x.toFixed(1), cy: y.toFixed(1) });
        set(text, { x: (x + 10).toFixed(1), y: (y - 6).toFixed(1), text: format(rows()[view.chosen][4]) });
        heightHandle.update();
      }
      const count = rows().length;
      const covers = surface !== "own" && name === "all";
      let error = 0;
      if (covers) {
        if (surfaceKept !== surface) {
          surfaceKept = surface;
          best.built.clear();
          reach = steepest(surfaces[surface], N) * Math.SQRT1_2;
          for (let j = 0, p = 0; j < N; j++) for (let i = 0; i < N; i++, p++) wanted[p] = surfaces[surface](axis[i], axis[j]);
        }
        for (let p = 0; p < values.length; p++) error = Math.max(error, Math.abs(values[p] - wanted[p]));
        if (count) best.built.set(count, Math.min(error, best.built.get(count) ?? Infinity));
      }
      chart.element.hidden = !covers;
      chart.update(best, { built: covers ? [count, error] : null }, (towers) => reach / Math.sqrt(towers), `${format(reach, 2)} / √towers`);
      formula.hidden = count === 0;
      grid.hidden = surface === "own";
      for (const each of [...controls, ...fields]) each.update();
      set(caption, { text: WORDS[name] });
      return `${counted(count, "tower")}: ${4 * count} steps in the first hidden layer, ${count} in the second.` +
        (covers ? ` Largest error to the ${surface} ${format(error)}.` : "");
    },
  };
}
