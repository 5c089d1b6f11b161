/**
 * Heights for labels that would stand at `wanted`: in the same order, each at least `gap` from the next, and all
 * between `top` and `bottom` where these are given and there is room.
 * @param {number[]} wanted
 * @param {number} gap
 * @param {[number, number]} [bounds]
 * @returns {number[]}
 */
export function spread(wanted, gap, [top, bottom] = [-Infinity, Infinity]) {
  const heights = wanted.map((each) => Math.min(bottom, Math.max(top, each)));
  const order = heights.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  for (let n = 1; n < order.length; n++) {
    heights[order[n]] = Math.max(heights[order[n]], heights[order[n - 1]] + gap);
  }
  for (let n = order.length - 1, most = bottom; n >= 0; n--, most = heights[order[n + 1]] - gap) {
    heights[order[n]] = Math.min(heights[order[n]], most);
  }
  return heights;
}
