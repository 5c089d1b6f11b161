/** One plane, or two side by side: ReLU and logistic on the same weights. */

import { html } from "../kit/page/dom.js";
import { boundaryPlane } from "./plane.js";

const BESIDE = 520;
/** So many times wider than high, two planes stand beside each other however small they are. */
const LOW = 1.4;
const GAP = 12;
const CAPTION = 28;

/**
 * @param options  state, model, view { chosen, addedClass }, point (j | null) => void, lit () => j | null, done,
 *                 signal,
 *                 invalidate () => void
 * @returns {{ element, update(), resize(room), remove (i) }}
 */
export function boundaryPicture({ state, model, view, point, lit, done, signal, invalidate }) {
  const { columns, longest } = state.kinds.points;
  const reach = columns[1][1];
  const setPoints = (points) => state.change({ points, dataset: "own" });
  const planes = [0, 1].map((place) =>
    boundaryPlane({
      reach,
      done,
      signal,
      units: {
        count: () => model.width,
        unit: (j) => model.unit(j),
        change: (j, values) => model.putUnit(j, values),
        start: (j) => model.startUnit(j),
        point,
        lit,
        dead: (j) => model.verdicts[place]?.dead[0]?.[j] ?? false,
      },
      points: {
        get: () => state.get("points"),
        change: setPoints,
        most: longest,
        reach,
        addedClass: () => view.addedClass,
        stay: () => state.get("challenge") > 0,
        wrong: (i) => model.verdicts[place]?.wrong[i] ?? false,
      },
    }),
  );
  for (const plane of planes)
    plane.onChoose((i) => {
      view.chosen = i;
      invalidate();
    });
  const element = html("div", { class: "planes" }, ...planes.map((each) => each.element));
  let room = null;
  let fitted = "";

  function fit() {
    const beside = model.compares && (room.width >= BESIDE || room.width > LOW * room.height);
    const share = model.compares ? 2 : 1;
    const caption = model.compares ? (CAPTION * parseFloat(getComputedStyle(element).fontSize)) / 15 : 0;
    const [width, height] = beside
      ? [(room.width - GAP) / 2, room.height]
      : [room.width, (room.height - GAP * (share - 1)) / share];
    element.classList.toggle("two", beside);
    planes[1].element.hidden = !model.compares;
    for (const plane of planes.slice(0, share))
      plane.resize({ width: Math.floor(width), height: Math.floor(height - caption) });
  }

  return {
    element,
    remove: (i) => planes[0].points.remove(i),
    resize(given) {
      room = given;
      fitted = "";
    },
    update() {
      const wanted = `${room.width} ${room.height} ${model.compares}`;
      if (fitted !== wanted) fit();
      fitted = wanted;
      model.shown.forEach((name, place) =>
        planes[place].draw(
          model.net(name),
          state.get("shading") === "hard",
          model.compares ? { text: model.words[place].join(", "), isTrained: place === model.trained } : null,
        ),
      );
    },
  };
}
