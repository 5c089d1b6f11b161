/** Each crease of each layer: a disc at its height beside the strip that it folds, and its copies on what it makes. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { counted, fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { BESIDE, heightIn, valueIn } from "./rows.js";

const STEP = 0.01;
/** Discs of one layer stand beside each other where there is room, in pixels. */
const [ASIDE, ROOM] = [25, 90];
const LARGE = 10;
const [LARGEST_DOT, DOT_SHARE] = [9, 0.6];

const px = (value) => value.toFixed(1);

/**
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {import("./model.js").FoldingModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function creaseHandles({ plane, parent, model, done, signal }) {
  const handles = [];
  const rows = () => model.layers + 1;
  const indexOf = ({ l, j }) => (model.width === 2 ? `${l + 1}` : `${l + 1}${j + 1}`);
  const valueOf = ({ l, j }) => model.creases[l][j];

  /** The copy on the sheet nearest to the pointer, and how far off its place the pointer is. */
  function copyAt(event, { l, j }) {
    const [x] = plane.at(event);
    const copies = model.copiesOf(l, j);
    const nearest = copies.reduce((best, each) => (Math.abs(each.x - x) < Math.abs(best.x - x) ? each : best));
    return { sheet: nearest.sheet, off: nearest.x - x };
  }

  function make() {
    const at = { l: 0, j: 0 };
    const kinds = ["grab", "level", "falls", "copies"];
    const [grab, level, falls, copies] = kinds.map((name) => svg("path", { class: name }));
    const disc = namedDisc("crease-disc", "c");
    const element = svg("g", { class: "crease" }, level, falls, grab, copies, disc.element);
    const put = (value) => model.putCrease(at.l, at.j, value);
    const grip = handle(element, {
      signal, done,
      low: () => model.boundsOf(at.l, at.j)[0],
      high: () => model.boundsOf(at.l, at.j)[1],
      name: () => (model.width === 2 ? `Crease ${at.l + 1}` : `Crease ${at.j + 1} of layer ${at.l + 1}`),
      value: () => valueOf(at),
      text: () => `${fixed(valueOf(at), 3)}, on ${counted(model.strips[at.l].length, "sheet")}`,
      grab(event) {
        if (!(/** @type {Element} */ (event.target).closest(".named-disc"))) return copyAt(event, at);
        return { off: valueOf(at) - valueIn(at.l, rows(), plane.at(event)[1]) };
      },
      drag(event, { sheet, off }) {
        const [x, y] = plane.at(event);
        if (!sheet) return put(valueIn(at.l, rows(), y) + off);
        return put(sheet.start + ((sheet.end - sheet.start) * (x + off - sheet.from)) / (sheet.to - sheet.from));
      },
      nudge: (dx, dy, large) => put(valueOf(at) + (dx + dy) * STEP * (large ? LARGE : 1)),
      end: (which) => put(model.boundsOf(at.l, at.j)[which === "low" ? 0 : 1]),
      keys: { Backspace: () => model.creaseToStart(at.l, at.j) },
    });
    handles.push({ at, grip, grab, level, falls, copies, disc, element });
    return element;
  }

  function draw({ at, grab, level, falls, copies, disc, element }) {
    const { l, j } = at;
    const toY = (k, g) => px(plane.toY(heightIn(k, rows(), g)));
    const xs = model.copiesOf(l, j).map(({ x }) => px(plane.toX(x)));
    const [cut, peak, foot] = [toY(l, valueOf(at)), toY(l + 1, (j + 1) % 2), px(plane.height)];
    const gap = (plane.toX(1) - plane.toX(0)) / xs.length;
    const dots = xs.map((x) => `M${x} ${peak}h.01`).join("");
    const reach = Math.max(plane.width, plane.toX(1) + BESIDE * plane.scale);
    const laidOut = model.copiesOf(l, j).map(({ x }) => px(x * plane.width));
    set(level, { d: `M${px(plane.toX(0))} ${cut}H${px(reach)}` });
    set(falls, { d: laidOut.map((x) => `M${x} ${cut}V${foot}`).join("") });
    set(grab, { d: dots });
    set(copies, { d: dots, style: `--dot: ${px(Math.min(LARGEST_DOT * plane.scale, DOT_SHARE * gap))}px` });
    const [letter, index] = disc.element.querySelectorAll("tspan");
    set(letter, { text: "c" });
    set(index, { text: indexOf(at) });
    const aside = j % 2 && plane.margin.right >= ROOM * plane.scale ? ASIDE : 0;
    disc.place(plane.toX(1) + (BESIDE + aside) * plane.scale, Number(cut), plane.scale);
    element.classList.toggle("newest", l === model.layers - 1);
  }

  return {
    update() {
      const places = model.isWide ? [] : model.creases.flatMap((each, l) => each.map((_, j) => ({ l, j })));
      handles.length = Math.min(handles.length, places.length);
      keepCount(parent, places.length, make);
      handles.forEach((each, n) => {
        Object.assign(each.at, places[n]);
        draw(each);
        each.grip.update();
      });
    },
  };
}
