/** The layer in the plane: the points, where the layer puts them, the followed point's cloud, γ and β as a cross. */

import { choice } from "../kit/controls/controls.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { key } from "../kit/plane/key.js";
import { Plane } from "../kit/plane/plane.js";
import { labelledPoints } from "../kit/plane/points.js";
import { cross } from "./cross.js";

const MARKS = ["M-4 -4h8v8h-8z", "M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0"];
const TICKS = [-3, -2, -1, 0, 1, 2, 3];
const ADDED = [["none", "nothing"], [1, "● class 1"], [0, "■ class 0"]];
const RING = "M7 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0";
const MEANINGS = [
  { kind: "key-point", words: "in the batch", d: RING },
  { kind: "key-point outside", words: "not in it", d: RING },
  { kind: "key-output", words: "after the layer", d: "M8.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0" },
  { kind: "followed-ring", words: "followed", d: RING },
];

/**
 * @param {any} options  state, model (BatchModel), done, signal
 * @returns {{ element: HTMLElement, adding: object, resize(room: any): void, update(): void }}
 *                 adding: the choice of what a press on the ground adds
 */
export function layerPicture({ state, model, done, signal }) {
  const { columns, longest, shortest } = state.kinds.points;
  const [, reach] = columns[0];
  const axis = (label) => ({ domain: [-reach, reach], ticks: TICKS, label });
  const plane = new Plane({
    label: "The points, and where batch normalization puts them",
    x: axis("h₁"), y: axis("h₂"),
    layers: ["lately", "lines", "places", "outputs"],
    inside: true,
  });
  const path = (layer, kind) => {
    const made = svg("path", { class: kind });
    plane.layer(layer).append(made);
    return made;
  };
  const clouds = [0, 1].map((label) => path("lately", `recent class-${label}`));
  const moves = path("lines", "moves");
  const landings = path("places", "landings");
  const ring = svg("circle", { class: "followed-ring" });
  const [pointLayer, crossLayer] = [svg("g", { class: "points inputs" }), svg("g", { class: "affine" })];
  plane.above.append(ring, pointLayer, crossLayer);

  /** @type {number | "none"} */
  let added = "none";
  const points = labelledPoints({
    plane, parent: pointLayer, done, signal, most: longest, reach,
    get: () => state.get("points"),
    change: (rows) => rows.length >= shortest && state.change({ points: rows }),
    addedClass: () => (added === "none" ? null : added),
    toRow: (x, y, label) => [x, y, label],
    place: (row) => row,
    name: (row, i) => `Point ${i + 1}`,
    wrong: () => false,
  });
  pointLayer.addEventListener("focusin", () => model.follow(points.focused()), { signal });
  const affine = cross({ state, plane, parent: crossLayer, done, signal });

  const at = ([x, y]) => `${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}`;
  const dots = (places) => places.map((place) => `M${at(place)}h.01`).join("");

  function drawOutputs(rows) {
    const { batch, out, followed } = model;
    set(moves, { d: batch.map((p, k) => `M${at(rows[p])}L${at(out[k])}`).join("") });
    const marks = keepCount(plane.layer("outputs"), batch.length, () => svg("path"));
    batch.forEach((p, k) => set(marks[k], {
      d: MARKS[rows[p][2]],
      transform: `translate(${at(out[k])}) scale(${plane.scale})`,
      class: `output-mark class-${rows[p][2]}${p === followed ? " followed" : ""}`,
    }));
  }
  function drawLately(rows) {
    const shown = (places) => (model.isTraining ? dots(places) : "");
    clouds.forEach((cloud, label) => set(cloud, { d: shown(model.recent.filter(([, , p]) => rows[p][2] === label)) }));
    set(landings, { d: shown(model.landings) });
  }
  function drawPoints(rows) {
    points.update();
    const members = new Set(model.batch);
    [...pointLayer.children].forEach((each, p) => each.classList.toggle("outside", !members.has(p)));
    const [x, y] = rows[model.followed];
    set(ring, { cx: plane.toX(x).toFixed(1), cy: plane.toY(y).toFixed(1), r: 11 * plane.scale });
  }

  return {
    element: html("div", {}, key(MEANINGS).element, plane.element),
    adding: choice({
      label: "A press on the ground adds", options: ADDED, value: () => added, change: (value) => (added = value),
    }),
    /** One unit of h₁ is as long as one of h₂. */
    resize({ width, height }) {
      const across = (reach * width) / height;
      plane.x.domain = [-across, across];
      plane.resize(width, height);
    },
    update() {
      const rows = state.get("points");
      drawLately(rows);
      drawOutputs(rows);
      drawPoints(rows);
      affine.update();
    },
  };
}
