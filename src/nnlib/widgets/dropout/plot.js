/** f as a function of x: with one mask, many, all and none; or the fits with and without dropout. */

import { set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { dataPoints } from "./data_points.js";
import { tablePlace } from "./table_place.js";

const KINDS = ["term", "truth", "plain", "net", "mean", "exact", "mask"];

const truth = (x) => Math.sin(Math.PI * x);

/**
 * @param {any} options  state, model (DropoutModel), lit () => hidden unit or null, done, signal
 * @returns {{ element: HTMLElement, adding: object, resize(room: any): void, update(): void }}
 *                 adding: the switch that lets a press on the ground add a point
 */
export function plot({ state, model, lit, done, signal }) {
  const [x, y] = state.kinds.points.columns;
  const plane = new Plane({
    label: "The network's output f over its input x",
    x: { domain: x.slice(0, 2), ticks: [-1, -0.5, 0, 0.5, 1], label: "x" },
    y: { domain: y.slice(0, 2), ticks: [-2, -1, 0, 1, 2], label: "f" },
    layers: ["spread", "fan", "held", "curves"],
    inside: true,
  });
  const path = (layer, kind) => {
    const made = svg("path", { class: kind });
    plane.layer(layer).append(made);
    return made;
  };
  const spread = path("spread", "spread-band");
  const fan = path("fan", "fan-curve");
  const heldOut = path("held", "held-out");
  const curves = Object.fromEntries(KINDS.map((kind) => [kind, path("curves", `dropout-curve ${kind}`)]));
  const cursor = svg("g", { class: "cursor" });
  const points = svg("g", { class: "data" });
  plane.above.append(cursor, points);
  const place = tablePlace({ state, plane, parent: cursor, done, signal });
  const dots = dataPoints({ state, plane, parent: points, done, signal });

  const even = model.xs.subarray(0, model.count);
  const draw = (values) => plane.path(even, values);

  function bandPath({ exact, spread: sd }) {
    const edge = (sign) => even.map((_, i) => exact[i] + sign * sd[i]);
    return `${draw(edge(1))}L${plane.path(Float64Array.from(even).reverse(), edge(-1).reverse()).slice(1)}Z`;
  }
  function termPath(j) {
    const { terms, n } = model.sum;
    return draw(terms.subarray(j * n, j * n + model.count));
  }
  const at = ([px, py]) => `${plane.toX(px).toFixed(1)} ${plane.toY(py).toFixed(1)}`;
  const ring = (point) => `M${at(point)}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;

  /** Draws the paths that are given and empties the others. */
  function show({ band = "", masks = "", held = "", ...lines }) {
    set(spread, { d: band });
    set(fan, { d: masks });
    set(heldOut, { d: held });
    for (const kind of KINDS) set(curves[kind], { d: lines[kind] ?? "" });
  }
  function showMasks() {
    const { mask, net, exact, mean } = model.curves;
    const chosen = lit();
    show({
      band: bandPath(model.curves),
      masks: model.fan.slice(0, model.fanned).map(draw).join(""),
      mask: draw(mask), net: draw(net), exact: draw(exact),
      mean: model.fanned > 1 ? draw(mean) : "",
      term: chosen === null ? "" : termPath(chosen),
    });
    place.update();
  }
  function showTraining() {
    const { net, plain } = model.curves;
    show({ truth: draw(even.map(truth)), plain: draw(plain), net: draw(net), held: model.held.map(ring).join("") });
  }

  return {
    element: plane.element,
    adding: dots.adding,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      cursor.toggleAttribute("hidden", model.isTraining);
      if (model.isTraining) showTraining();
      else showMasks();
      dots.update();
    },
  };
}
