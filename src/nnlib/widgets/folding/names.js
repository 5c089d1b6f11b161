/** What each thing in the picture of Folding is called, directly at it, where there is room. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { BESIDE, heightIn } from "./rows.js";

/** So many pixels make room for a name beside a sheet, or between two dots. */
const ROOM = { beside: 100, between: 60 };
const ABOVE = 8;
/** So far right of the middle of the discs their name ends; so far right of the arrow's its own begins. */
const [BESIDE_DISC, ARROW] = [14, 14];

const px = (value) => value.toFixed(1);

/**
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {import("./model.js").FoldingModel} options.model
 */
export function thingNames({ plane, parent, model }) {
  /** Above the picture: what stands in its columns. */
  function headings(isNarrow) {
    const y = -ABOVE * plane.scale;
    const right = plane.width + plane.margin.right - 6 * plane.scale;
    const beside = plane.width + (BESIDE + (isNarrow ? 4 : BESIDE_DISC)) * plane.scale;
    const crease = model.width === 2 ? "crease" : "creases";
    return [
      { text: isNarrow ? "height after layer" : "height of the strip after each layer", x: 0, y, anchor: "start" },
      ...(model.isWide || !model.layers ? [] : [{ text: crease, x: beside, y, anchor: "end" }]),
      { text: "pieces", x: right, y, anchor: "end" },
    ];
  }

  /** Which sheets rise and which fall, at the first two that differ. */
  function directions() {
    if (model.isWide || !model.layers) return [];
    const rows = model.layers + 1;
    const [rising, falling] = model.strips[1];
    if (plane.toX(rising.to) - plane.toX(rising.from) < ROOM.beside * plane.scale) return [];
    const place = ({ from, to, start, end }) =>
      ({ x: plane.toX((from + to) / 2), y: plane.toY(heightIn(1, rows, (start + end) / 2)) - ABOVE * plane.scale });
    return [
      { text: "rising", kind: "rising", anchor: "end", ...place(rising) },
      { text: "falling", kind: "falling", anchor: "start", ...place(falling) },
    ];
  }

  /** The name of the dots in the lowest row, between the first two that are as high as it is. */
  function dots() {
    const { isWide, layers, width } = model;
    if (!isWide && (!layers || width > 2)) return [];
    const xs = isWide ? model.bends.filter((_, k) => k % 2) : model.copiesOf(layers - 1, 0).map(({ x }) => x);
    const [left, right] = xs.map((x) => plane.toX(x));
    if (!(right - left >= ROOM.between * plane.scale)) return [];
    const y = plane.toY(isWide ? heightIn(1, 2, 1) : heightIn(layers, layers + 1, 1)) + 4 * plane.scale;
    return [{ text: isWide ? "kinks" : "copies", x: (left + right) / 2, y, anchor: "middle" }];
  }

  const arrow = () => ({
    text: "push", x: plane.toX(1) + (BESIDE + ARROW) * plane.scale, y: plane.height + 5 * plane.scale, anchor: "start",
  });

  return {
    /** @param {boolean} isNarrow  @param {boolean} isStill  no layer is folding now */
    update(isNarrow, isStill) {
      const named = [...headings(isNarrow), ...directions(), ...(isStill ? dots() : []), arrow()];
      const texts = keepCount(parent, named.length, () => svg("text"));
      named.forEach(({ text, kind = "", x, y, anchor }, n) =>
        set(texts[n], { class: `thing-name ${kind}`, text, x: px(x), y: px(y), "text-anchor": anchor }));
    },
  };
}
