/** Where the boxes of a graph stand: in columns from left to right, or upright in rows from top to bottom. */

/**
 * @typedef {{ width: number, height: number }} Size
 * @param {object} options
 * @param {Size[][]} options.ranks  for each column (row), its boxes
 * @param {Size} options.room       in pixels; what the boxes need is kept even where that is more
 * @param {{ along: number, across: number, spare: number }} options.gaps  the least distances between columns and
 *   between boxes of one, and by how much more the latter may be apart
 * @param {boolean} options.upright rows from top to bottom
 * @returns {Size & { places: (Size & { x: number, y: number })[][] }}  x and y of the middle of each box
 */
export function flow({ ranks, room, gaps, upright }) {
  const [along, across] = upright ? ["height", "width"] : ["width", "height"];
  const thick = ranks.map((boxes) => Math.max(...boxes.map((box) => box[along])));
  const long = ranks.map((boxes) => boxes.reduce((sum, box) => sum + box[across] + gaps.across, -gaps.across));
  const total = thick.reduce((sum, each) => sum + each, 0);
  const joints = ranks.length - 1;
  const size = { ...room };
  size[along] = Math.max(room[along], total + joints * gaps.along);
  size[across] = Math.max(room[across], ...long);
  const gap = (size[along] - total) / joints;
  let start = 0;
  const places = ranks.map((boxes, rank) => {
    const middle = start + thick[rank] / 2;
    start += thick[rank] + gap;
    const spare = Math.min(gaps.spare, (size[across] - long[rank]) / boxes.length);
    let side = (size[across] - long[rank] - spare * (boxes.length - 1)) / 2;
    return boxes.map((box) => {
      const at = side + box[across] / 2;
      side += box[across] + gaps.across + spare;
      return { ...box, ...(upright ? { x: at, y: middle } : { x: middle, y: at }) };
    });
  });
  return { ...size, places };
}

/** Distances of `flow`, given in page pixels, in pixels. */
export const gapsIn = ({ along, across, spare }, scale) =>
  ({ along: along * scale, across: across * scale, spare: spare * scale });

/** Where an edge leaves the box `from` and arrives at the box `to`. */
export function edgeEnds(from, to, upright) {
  return upright
    ? [{ x: from.x, y: from.y + from.height / 2 }, { x: to.x, y: to.y - to.height / 2 }]
    : [{ x: from.x + from.width / 2, y: from.y }, { x: to.x - to.width / 2, y: to.y }];
}
