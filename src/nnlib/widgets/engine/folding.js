/** The interval folded layer by layer: where its sheets bend, and the networks of ReLU units that fold it so. */

/** Places from 0 to 1 that cut it into equal parts. */
export const even = (count) => Array.from({ length: count }, (_, k) => (k + 1) / (count + 1));

/**
 * What a layer with these `creases` makes of g: sheet after sheet, up and down between 0 and 1.
 * @param {number[]} creases  rising, between 0 and 1
 * @param {number} g
 */
export function zigzag(creases, g) {
  const ends = [0, ...creases, 1];
  let k = 0;
  while (k + 2 < ends.length && g > ends[k + 1]) k++;
  const share = (g - ends[k]) / (ends[k + 1] - ends[k]);
  return k % 2 ? 1 - share : share;
}

/**
 * A sheet of the strip, straight between two places.
 * @typedef {{ from: number, to: number, start: number, end: number }} Sheet  from x to x, from g to g
 */

/** The strip before any fold: it lies at g = x. @type {Sheet[]} */
export const STRIP = [{ from: 0, to: 1, start: 0, end: 1 }];

/** Where a sheet has the value g. @param {Sheet} sheet @param {number} g */
export const placeOn = ({ from, to, start, end }, g) => from + ((to - from) * (g - start)) / (end - start);

/**
 * The sheets after one more fold: each of these, cut at all creases.
 * @param {Sheet[]} sheets
 * @param {number[]} creases
 * @returns {Sheet[]}
 */
export function folded(sheets, creases) {
  const heights = [0, ...creases, 1];
  return sheets.flatMap((sheet) => {
    const rises = sheet.end > sheet.start;
    const cuts = heights.map((g) => placeOn(sheet, g));
    const values = heights.map((_, k) => k % 2);
    if (!rises) [cuts, values].forEach((each) => each.reverse());
    return cuts.slice(1).map((to, k) => ({ from: cuts[k], to, start: values[k], end: values[k + 1] }));
  });
}

/**
 * θ of the network whose layer l has a unit that switches at each of `places[l]` of what layer l − 1 draws, and that
 * draws a zigzag between 0 and 1, in `nnlib`'s order.
 * @param {number[][]} places
 * @returns {number[]}
 */
export function chainTheta(places) {
  const theta = [];
  let coming = [1];
  for (const switches of places) {
    theta.push(...coming.flatMap((weight) => switches.map(() => weight)), ...switches.map((each) => 0 - each));
    const slopes = switches.map((each, k) => (k % 2 ? -1 : 1) / ((switches[k + 1] ?? 1) - each));
    coming = slopes.map((slope, k) => slope - (slopes[k - 1] ?? 0));
  }
  return [...theta, ...coming, 0];
}
