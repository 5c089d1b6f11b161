/** Channels of an image shifted mirrored or turned by a quarter, as `moved` of nnlib.widgets.convolution. */

/** Where the value at row i and column j of a channel comes from, [row, column]; a column below 0 is none. */
const SOURCES = {
  none: (i, j) => [i, j],
  shift: (i, j, side, columns) => [i, j - columns],
  mirror: (i, j, side) => [i, side - 1 - j],
  turn: (i, j, side) => [side - 1 - j, i],
};

/**
 * Writes square channels (count × side × side) moved into `result`, 0 where nothing comes from.
 * @param {ArrayLike<number>} values
 * @param {{ side: number, how: "none" | "shift" | "mirror" | "turn", columns: number }} options  `columns` of the shift
 * @param {Float64Array} result
 */
export function moved(values, { side, how, columns }, result) {
  const source = SOURCES[how];
  for (let at = 0; at < result.length; at++) {
    const [channel, i, j] = [Math.floor(at / side ** 2), Math.floor(at / side) % side, at % side];
    const [row, column] = source(i, j, side, columns);
    result[at] = column < 0 ? 0 : values[(channel * side + row) * side + column];
  }
  return result;
}
