/** Places for labels on lines: each on its own line, clear of every other label, box and line. */

/** How many labels are tried before it counts as impossible. */
const PATIENCE = 4000;

/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {Point & { width: number, height: number }} Box  x and y of its middle
 * @typedef {{ owner: unknown, from: Point, to: Point }} Line
 * @typedef {{ owner: unknown, places: Box[] }} Label  the places where it may stand, the best ones first
 */

/** @type {(a: Box, b: Box) => boolean} */
export const isApart = (a, b) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;

/** Whether a line runs through a box (Liang and Barsky's clipping). */
export function strikes({ from, to }, { x, y, width, height }) {
  let [enters, leaves] = [0, 1];
  const clip = (step, room) => {
    if (step === 0) return room >= 0;
    if (step < 0) enters = Math.max(enters, room / step);
    else leaves = Math.min(leaves, room / step);
    return enters <= leaves;
  };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return clip(-dx, from.x - (x - width / 2)) && clip(dx, x + width / 2 - from.x) &&
    clip(-dy, from.y - (y - height / 2)) && clip(dy, y + height / 2 - from.y);
}

/** The places of a label that no box and no other's line takes. */
export function freePlaces({ owner, places }, lines, boxes) {
  const others = lines.filter((line) => line.owner !== owner);
  return places.filter((place) =>
    boxes.every((box) => isApart(box, place)) && !others.some((line) => strikes(line, place)));
}

/**
 * A place for every label, in their order, or null where there is not enough room.
 * @param {Label[]} labels
 * @param {Line[]} lines
 * @param {Box[]} boxes
 */
export function placeLabels(labels, lines, boxes) {
  const open = labels.map((label, n) => ({ n, places: freePlaces(label, lines, boxes) }));
  open.sort((a, b) => a.places.length - b.places.length);
  const found = [];
  let tried = 0;
  const settle = (i) => {
    if (i === open.length) return true;
    for (const place of open[i].places) {
      if (++tried > PATIENCE) return false;
      if (!found.every((other) => isApart(other.place, place))) continue;
      found.push({ n: open[i].n, place });
      if (settle(i + 1)) return true;
      found.pop();
    }
    return false;
  };
  return settle(0) ? found.sort((a, b) => a.n - b.n).map(({ place }) => place) : null;
}
