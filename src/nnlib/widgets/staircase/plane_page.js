/** The plane's page of the Staircase: boxes to move, built up to towers; a relief; error against their number. */

import { surfaces } from "../engine/towers.js";
import { number } from "../kit/controls/number.js";
import { html } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { group, strip, text } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { mapPicture } from "./map_picture.js";
import { PlaneModel } from "./plane_model.js";
import { relief } from "./relief.js";
import { CHART_HEIGHT, scalingChart } from "./scaling_chart.js";

const STAGES = [["ridge", "1 ridge"], ["cross", "2 cross"], ["tower", "3 tower"], ["all", "4 all towers"]];
const WORDS = {
  ridge: "h₁ − h₂: a ridge, 1 between two lines and 0 elsewhere",
  cross: "h₁ − h₂ + h₃ − h₄: 2 on the box, but 1 on the arms of a cross",
  tower: "σ(R(h₁ − h₂ + h₃ − h₄ − 3/2)): 1 on the box, 0 elsewhere",
  all: "every tower times its height, added up",
};
const LANDSCAPES = [...Object.keys(surfaces), ["own", "your own towers"]];
const WIDE = 520;
const LARGEST = 520;
const BELOW = CHART_HEIGHT + 30;

/** A page has the same shape as what `widget`'s `build` returns. */
export function planePage({ state, frame, signal, done, button, choice, select, slider }) {
  const towers = new PlaneModel(state);
  function choose(i) {
    if (towers.chosen === i) return;
    towers.chosen = i;
    frame.invalidate();
  }
  const map = mapPicture({ towers, choose, done, signal });
  const land = relief({ towers, done, signal });
  const pictures = group(html("div", { class: "planes two" }), {}, map, land);
  const chart = scalingChart({
    label: "Largest error against the number of towers, both on log axes",
    x: { domain: [0, 2], label: "towers" },
    y: { domain: [-1.2, 0.9], label: "largest error" },
    series: { built: () => ({ seen: towers.best, now: [towers.rows.length, towers.error] }) },
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
  const isEmpty = () => towers.rows.length === 0;

  return {
    picture: [
      pictures,
      text("caption", () => WORDS[towers.stage] + (towers.covers ? `; the net of lines is the ${towers.surface}` : "")),
      group(html("div"), { hidden: () => !towers.covers }, chart),
    ],
    essentials: [
      choice("Built up to", "stage", STAGES),
      group(html("div"), { hidden: () => state.get("surface") === "own" },
        slider("Towers a side", "grid", { change: (grid) => towers.cover(state.get("surface"), Math.round(grid)) })),
    ],
    more: {
      Towers: [
        group(html("p", { class: "formula" }), { hidden: isEmpty },
          html("i", { text: "tower " }), which, ", height ", height),
        strip(
          button("Add a tower", () => towers.add(0.5, 0.5), {
            disabled: () => !towers.canAdd(), hint: "A click on empty ground adds one there",
          }),
          button("Remove tower", () => towers.remove(towers.chosen), {
            disabled: isEmpty, hint: "The chosen one (Delete)",
          })),
      ],
      "Cover the square": [
        select("Landscape f*", "surface", LANDSCAPES, {
          change(surface) {
            towers.cover(surface, state.get("grid"));
            state.commit();
          },
        }),
      ],
    },
    presets: STAGES.map(([stage]) => () => state.commit({ stage })),
    read: () => towers.read(),
    resize({ width, height: room }) {
      const beside = width >= WIDE;
      const most = Number.isFinite(room) ? room - BELOW * scaleOf(map.element) : LARGEST;
      const side = Math.floor(Math.min(beside ? (width - 12) / 2 : width, most));
      map.resize({ width: side, height: side });
      land.resize({ width: side, height: Math.floor(side * (beside ? 1 : 0.8)) });
      pictures.element.classList.toggle("two", beside);
      chart.resize({ width: Math.min(width, 420) });
    },
    say: () => `${counted(towers.rows.length, "tower")}: ${4 * towers.rows.length} steps in the first hidden layer, ` +
      `${towers.rows.length} in the second.` +
      (towers.covers ? ` Largest error to the ${towers.surface} ${format(towers.error)}.` : ""),
  };
}
