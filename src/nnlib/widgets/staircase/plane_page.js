/** The plane's page of the Staircase: boxes to move, built up to towers; a relief; error against their number. */

import { number } from "../kit/controls/number.js";
import { html } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { group, strip, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { addingSwitch } from "./adding_switch.js";
import { mapPicture } from "./map_picture.js";
import { PlaneModel } from "./plane_model.js";
import { relief } from "./relief.js";
import { scalingChart } from "./scaling_chart.js";

const BUILT = { ridge: "1 ridge", cross: "2 cross", tower: "3 tower", all: "4 all" };
const WORDS = {
  ridge: "h₁ − h₂: a ridge, 1 between two lines and 0 elsewhere",
  cross: "h₁ − h₂ + h₃ − h₄: 2 on the box, but 1 on the arms of a cross",
  tower: "σ(R(h₁ − h₂ + h₃ − h₄ − 3/2)): 1 on the box, 0 elsewhere",
  all: "Every tower times its height, added up",
};
const MAP_SHARE = 0.52;
const GAP = 12;
const WORDS_ROOM = 76;

/** A page is a part of what `widget`'s `build` returns. */
export function planePage({ state, frame, signal, done, button, choice, select, stepped }) {
  const towers = new PlaneModel(state);
  function choose(i) {
    if (towers.chosen === i) return;
    towers.chosen = i;
    frame.invalidate();
  }
  const map = mapPicture({ towers, choose, done, signal });
  const land = relief({ towers, done, signal });
  const chart = scalingChart({
    label: "Largest error against the number of towers",
    x: { domain: [0, 2] },
    y: { domain: [-1.2, 0.9] },
    series: {
      built: () => ({ seen: towers.best, now: towers.rows.length ? [towers.rows.length, towers.error] : null }),
    },
    trend: () => ({ error: (n) => towers.trend(n), name: `${format(towers.reach, 2)} / √towers` }),
  });
  const which = number({
    label: "Chosen tower", low: 1, high: towers.most, step: 1, signal,
    value: () => towers.chosen + 1, change: (value) => choose(Math.min(towers.rows.length, Math.round(value)) - 1),
  });
  const height = number({
    label: "Chosen tower, height", low: towers.heights[0], high: towers.heights[1], step: 0.05, done, signal,
    value: () => towers.height, change: (value) => towers.putHeight(value),
  });
  const words = () =>
    WORDS[towers.built] + (towers.covers ? `; the net of lines is the ${towers.surface}.` : ".");
  const isEmpty = () => towers.rows.length === 0;
  const isOwn = () => state.get("surface") === "own";

  return {
    picture: [
      group(html("div", { class: "map-and-relief" }), {},
        group(html("div"), {},
          map, text("built-words", words)),
        land),
    ],
    essentials: [
      choice("Built up to", "built", BUILT),
      strip(
        select("Landscape f*", "surface", { own: "your own towers" }, {
          change(surface) {
            towers.cover(surface, state.get("grid"));
            state.commit();
          },
        }),
        group(html("div"), { hidden: isOwn },
          stepped("Towers a side", "grid", { change: (grid) => towers.cover(state.get("surface"), grid) }))),
      strip({ hidden: () => towers.covers },
        button("Add a tower", () => towers.add(0.5, 0.5), { disabled: () => !towers.canAdd(), icon: "plus" }),
        button("Remove tower", () => towers.remove(towers.chosen), {
          disabled: isEmpty, icon: "bin", hint: "The chosen one (Delete)",
        })),
    ],
    error: group(html("div"), { hidden: () => !towers.covers }, chart),
    more: {
      Steps: [
        group(html("p", { class: "formula" }), { hidden: isEmpty }, "tower ", which, ", height ", height),
        addingSwitch("A click in the map adds a tower", towers),
      ],
    },
    presets: Object.keys(BUILT).map((built) => () => state.commit({ built })),
    read: () => towers.read(),
    resize({ width, height: room }) {
      const side = Math.floor(Math.min(width * MAP_SHARE, room - WORDS_ROOM * scaleOf(map.element)));
      map.resize({ width: side, height: side });
      map.element.parentElement.style.width = `${side}px`;
      land.resize({ width: width - side - GAP, height: room });
    },
    say: () => [
      towers.covers ? `${counted(towers.rows.length, "tower")}, largest error ${format(towers.error)}`
        : counted(towers.rows.length, "tower"),
      `${4 * towers.rows.length} steps in the first hidden layer, ${towers.rows.length} in the second`,
    ],
    readings: () => towers.readings(),
  };
}
