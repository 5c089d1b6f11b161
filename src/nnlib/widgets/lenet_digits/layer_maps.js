/** Every channel of every layer as a picture, a layer a column. Units can be chosen; what one meets is framed. */

import { Maps } from "../kit/image/maps.js";
import { format } from "../kit/page/format.js";

/**
 * How each layer stands, in cells: columns of pictures, the gap between them, and the room over the first and under the
 * last; or, where it is flat, columns of units.
 * @type {{ columns?: number, gap?: number, edge?: number, flat?: number }[]}
 */
const STANDS = [
  { columns: 1, gap: 4 }, { columns: 1, gap: 2 }, { columns: 2, gap: 2 }, { columns: 2, gap: 1 },
  { flat: 4 }, { flat: 3 }, { columns: 1, gap: 2, edge: 1 },
];

/** The cells that a layer takes, across and down. */
function cellsOf({ channels, height, width }, { columns = 1, gap = 0, flat = 0, edge = 0 }) {
  if (flat) return [flat, channels / flat];
  return [columns * (width + gap) - gap, Math.ceil(channels / columns) * (height + gap) - gap + 2 * edge];
}

/**
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @param {() => void} options.redraw  after the pointer has moved
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {Array} a column a layer: { name, shape, element, ratio, place ({ x, y }, height), update (), box (unit) }
 */
export function layerMaps({ model, redraw, done, signal }) {
  return model.layers.map((layer, l) => layerMap({ model, layer, l, redraw, done, signal }));
}

function layerMap({ model, layer, l, redraw, done, signal }) {
  const { channels, height, width } = layer;
  const stand = STANDS[l];
  const [across, down] = cellsOf(layer, stand);
  /**
   * From a unit to its place in the pictures, and back.
   * @returns {import("../kit/image/maps.js").Place}
   */
  const toPlace = ([, c, i, j]) => (stand.flat ? [0, Math.floor(c / stand.flat), c % stand.flat] : [c, i, j]);
  const toUnit = ([c, i, j]) => (stand.flat ? [l, i * stand.flat + j, 0, 0] : [l, c, i, j]);
  const isHere = () => model.unit[0] === l;

  const maps = new Maps({
    label: layer.name, signal, done,
    words: (place) => `${model.nameOf(toUnit(place))}: ${format(model.valueOf(toUnit(place)))}`,
    chosen: () => (isHere() ? toPlace(model.unit) : null),
    choose(place) {
      model.choose(toUnit(place));
      redraw();
    },
    point(place) {
      model.pointed = place && toUnit(place);
      redraw();
    },
  });
  let corner = { x: 0, y: 0 };
  const onPicture = ({ x, y, width: w, height: h }) => ({ x: x + corner.x, y: y + corner.y, width: w, height: h });

  return {
    element: maps.element,
    name: layer.name,
    shape: height === 1 ? String(channels) : `${channels}×${height}×${width}`,
    /** Its width for a height of 1. */
    ratio: across / down,
    /** Puts it at a corner of the picture, so many pixels high. */
    place({ x, y }, high) {
      const cell = high / down;
      corner = { x, y: y + (stand.edge ?? 0) * cell };
      maps.arrange(stand.flat ? [1, down, across] : [channels, height, width], {
        columns: stand.columns ?? 1, cell, gap: stand.gap ?? 0,
      });
      Object.assign(maps.element.style, { left: `${corner.x}px`, top: `${corner.y}px` });
    },
    update() {
      const { values, name } = layer;
      const largest = name === "output" ? values.reduce((most, each) => Math.max(most, Math.abs(each)), 1) : 1;
      maps.draw(values, largest);
      const { places, size } = model.windowsOf(model.unit);
      const met = model.unit[0] === l + 1 ? places : [];
      maps.outline(met.map((place) => ({ box: maps.box(place, size, size), name: "met" })));
    },
    /** Where a unit, a window of `size` cells, or with no place the whole layer is on the picture. */
    boxOf: (unit) => onPicture(maps.box(toPlace(unit), 1, 1)),
    windowAt: (place, size) => onPicture(maps.box(place, size, size)),
    whole: () => onPicture({ x: 0, y: 0, width: across * maps.cell, height: down * maps.cell }),
  };
}
