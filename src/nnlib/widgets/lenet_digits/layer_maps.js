/** Every channel of every layer as a picture. A unit is pointed at or chosen; where it looks is outlined. */

import { Maps, arrangement } from "../kit/image/maps.js";
import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";

const FLAT = { most: 24, least: 10, columns: 28 };

const isFlat = (layer) => layer.height === 1;

/** In how many columns the units of a fully connected layer stand, so that a long layer fits. */
function columnsOf(count, room) {
  const even = [1, 2, 3, 4, 6, 12].map((lines) => count / lines);
  return even.find((columns) => Number.isInteger(columns) && columns * FLAT.least <= room) ?? FLAT.least;
}

/**
 * @param {any} options  model, redraw () => void: after the pointer has moved, done, signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number }): void }}
 */
export function layerMaps({ model, redraw, done, signal }) {
  const { layers } = model;
  const across = layers.map(() => 1);

  /** From a unit to its place in the pictures of its layer, and back. */
  /**
   * @param {number[]} unit  [layer, channel, row, column]
   * @returns {import("../kit/image/maps.js").Place}
   */
  const toPlace = ([l, c, i, j]) => (isFlat(layers[l]) ? [0, Math.floor(c / across[l]), c % across[l]] : [c, i, j]);
  /**
   * @param {number} l
   * @param {number[]} place
   */
  const toUnit = (l, [c, i, j]) => (isFlat(layers[l]) ? [l, i * across[l] + j, 0, 0] : [l, c, i, j]);

  const maps = layers.map((layer, l) => new Maps({
    label: layer.name, signal, done,
    words: (place) => `${model.nameOf(toUnit(l, place))}: ${format(model.valueOf(toUnit(l, place)))}`,
    chosen: () => (model.unit[0] === l ? toPlace(model.unit) : null),
    choose(place) {
      model.choose(toUnit(l, place));
      redraw();
    },
    point(place) {
      model.pointed = place && toUnit(l, place);
      redraw();
    },
  }));
  const rows = layers.map((layer, l) => {
    const shape = isFlat(layer) ? String(layer.channels) : `${layer.channels} × ${layer.height} × ${layer.width}`;
    const words = html("p", {}, html("b", { text: layer.name }), ` ${layer.kind}: ${shape}`);
    return html("div", { class: "lenet-layer" }, words, maps[l].element);
  });

  /** A layer of channels and the pooled one below it, each of whose cells is as large as the four that it pools. */
  function arrangeChannels(l, room) {
    const [{ channels, height, width }, pooled] = [layers[l], layers[l + 1]];
    const { columns, cell } = arrangement({ room, channels, width, gap: 2, least: 3, most: 6 });
    maps[l].arrange([channels, height, width], { columns, cell, gap: 2 });
    maps[l + 1].arrange([channels, pooled.height, pooled.width], { columns, cell: 2 * cell, gap: 1 });
  }

  function arrangeFlat(l, room) {
    across[l] = columnsOf(layers[l].channels, room);
    const cell = Math.min(FLAT.most, Math.floor(room / Math.max(across[l], FLAT.columns)));
    maps[l].arrange([1, layers[l].channels / across[l], across[l]], { columns: 1, cell, gap: 0 });
  }

  return {
    element: html("div", { class: "lenet-layers" }, ...rows),
    resize({ width }) {
      for (const l of [0, 2]) arrangeChannels(l, width);
      for (const l of [4, 5, 6]) arrangeFlat(l, width);
    },
    update() {
      const { places, size } = model.windowsOf(model.unit);
      layers.forEach(({ name, values }, l) => {
        const largest = name === "output" ? values.reduce((most, each) => Math.max(most, Math.abs(each)), 1) : 1;
        maps[l].draw(values, largest);
        const windows = l === model.unit[0] - 1 ? places : [];
        maps[l].outline(windows.map((place) => ({ box: maps[l].box(place, size, size), name: "met" })));
      });
    },
  };
}
