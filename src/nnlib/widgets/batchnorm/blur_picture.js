/** Example 6-6 in the plane: the points, where the layer puts them, the followed point's cloud, γ and β as a cross. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { Plane } from "../kit/plane/plane.js";
import { labelledPoints } from "../kit/plane/points.js";

const RANGE = 3.2;
const STEP = 0.05;
const LIMIT = 3;
const FEWEST = 4;
const MOST_POINTS = 60;
const MARKS = ["M-4 -4h8v8h-8z", "M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0"];
const INDICES = ["₁", "₂"];

const clamp = (value) => Math.min(LIMIT, Math.max(-LIMIT, Number(value.toFixed(3))));

/**
 * @param options  state, model (BatchModel), follow (i) => void, done, signal
 */
export function blurPicture({ state, model, follow, done, signal }) {
  const axis = (i) => ({ domain: [-RANGE, RANGE], ticks: [-3, -2, -1, 0, 1, 2, 3], label: `h${INDICES[i]}` });
  const plane = new Plane({ label: "The points, and where batch normalization puts them", x: axis(0), y: axis(1), layers: ["lately", "lines", "places", "outputs"] });
  const clouds = [0, 1].map((label) => svg("path", { class: `recent class-${label}` }));
  plane.layer("lately").append(...clouds);
  const moves = svg("path", { class: "moves" });
  plane.layer("lines").append(moves);
  const landings = svg("path", { class: "landings" });
  plane.layer("places").append(landings);
  const [pointLayer, crossLayer, ring] = [svg("g", { class: "points inputs" }), svg("g", { class: "affine" }), svg("circle", { class: "followed-ring", r: 11 })];
  plane.above.append(ring, pointLayer, crossLayer);

  const points = labelledPoints({
    plane, parent: pointLayer, done, signal, most: MOST_POINTS,
    get: () => state.get("points"),
    change: (rows) => rows.length >= FEWEST && state.change({ points: rows }),
    addedClass: () => 1,
    toRow: (x, y, label) => [x, y, label],
    place: (row) => row,
    name: (row, i) => `Point ${i + 1}`,
    wrong: () => false,
  });
  pointLayer.addEventListener("focusin", () => follow(points.focused()), { signal });

  // γ and β: a cross whose middle is β and whose arms are γ.
  const put = (i, value) => state.change({ gamma: state.get("gamma").map((each, k) => (k === i ? clamp(value) : each)) });
  const arms = svg("path", { class: "arms" });
  crossLayer.append(arms);
  const grips = [];
  function knob(name, symbol, { place, values, drag, reset }) {
    const group = svg("g", { class: `affine-${symbol === "β" ? "shift" : "scale"}` }, svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 5 }), svg("text", { class: "tip", x: 9, y: -7 }));
    const grip = handle(group, {
      signal, done, low: -LIMIT, high: LIMIT,
      name: () => name,
      value: () => values()[0],
      text: () => values().map((each) => fixed(each)).join(", "),
      ...movedInPlane({ plane, at: place, put: drag, step: STEP }),
      keys: { Backspace: reset },
    });
    crossLayer.append(group);
    grips.push(() => {
      const [x, y] = place();
      set(group, { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
      set(group.lastChild, { text: `${symbol} = ${values().map((each) => fixed(each)).join(", ")}` });
      grip.update();
    });
  }
  const [gamma, beta] = [() => state.get("gamma"), () => state.get("beta")];
  knob("Shift β", "β", {
    place: beta, values: beta,
    drag: (x, y) => state.change({ beta: [clamp(x), clamp(y)] }),
    reset: () => state.change({ beta: [0, 0] }),
  });
  [0, 1].forEach((i) => knob(`Scale γ${INDICES[i]}`, `γ${INDICES[i]}`, {
    place: () => beta().map((each, k) => (k === i ? each + gamma()[i] : each)),
    values: () => [gamma()[i]],
    drag: (...place) => put(i, place[i] - beta()[i]),
    reset: () => put(i, 1),
  }));

  const at = ([x, y]) => `${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}`;
  const dots = (places) => places.map((place) => `M${at(place)}h.01`).join("");

  return {
    element: plane.element,
    resize: (width) => plane.resizeToScale(width),
    draw() {
      const rows = state.get("points");
      const { batch, out, recent, followed } = model;
      const training = model.isTraining;
      clouds.forEach((cloud, label) => set(cloud, { d: training ? dots(recent.filter(([, , p]) => rows[p][2] === label)) : "" }));
      set(landings, { d: training ? dots(model.landings) : "" });
      set(moves, { d: batch.map((p, k) => `M${at(rows[p])}L${at(out[k])}`).join("") });
      const marks = keepCount(plane.layer("outputs"), batch.length, () => svg("path"));
      batch.forEach((p, k) => {
        set(marks[k], { d: MARKS[rows[p][2]], transform: `translate(${at(out[k])})`, class: `output class-${rows[p][2]}${p === followed ? " followed" : ""}` });
      });
      points.update();
      const members = new Set(batch);
      [...pointLayer.children].forEach((each, p) => each.classList.toggle("outside", !members.has(p)));
      set(ring, { cx: plane.toX(rows[followed][0]).toFixed(1), cy: plane.toY(rows[followed][1]).toFixed(1) });
      const [x, y] = beta();
      set(arms, { d: `M${at([x + gamma()[0], y])}L${at([x, y])}L${at([x, y + gamma()[1]])}` });
      for (const update of grips) update();
    },
  };
}
