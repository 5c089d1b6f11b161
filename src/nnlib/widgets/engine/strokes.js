/** Strokes of a pen as a grey picture of 28 × 28 pixels, as nnlib/widgets/strokes.py makes it. */

export const SIDE = 28;
/** How many units of a stroke's coordinates make a pixel. */
export const UNITS = 10;
const BOX = 20;
const PEN = 1.3;

/** The picture of `strokes`, rows (stroke, x, y), where they are. */
export function picture(strokes, image = new Float64Array(SIDE * SIDE)) {
  return ink(segments(strokes, 1 / UNITS, 0, 0), image);
}

/**
 * The picture as MNIST's were made: the ink scaled to fit a box of 20 × 20 pixels, then moved so that its centre of
 * mass is the middle of the 28 × 28. The pen is as broad as if it had drawn the scaled strokes.
 */
export function normalised(strokes, image = new Float64Array(SIDE * SIDE)) {
  if (strokes.length === 0) return image.fill(0);
  const [xs, ys] = [1, 2].map((column) => strokes.map((row) => row[column]));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const longest = Math.max(right - left, bottom - top);
  const scale = longest > 0 ? (BOX - 2 * PEN) / longest : 1 / UNITS;
  const [dx, dy] = [SIDE / 2 - (scale * (left + right)) / 2, SIDE / 2 - (scale * (top + bottom)) / 2];
  const lines = segments(strokes, scale, dx, dy);
  ink(lines, image);
  let [sum, atX, atY] = [0, 0, 0];
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const value = image[i * SIDE + j];
      sum += value;
      atX += value * (j + 0.5);
      atY += value * (i + 0.5);
    }
  }
  return ink(segments(strokes, scale, dx + SIDE / 2 - atX / sum, dy + SIDE / 2 - atY / sum), image);
}

/** The straight pieces [x0, y0, x1, y1] of all strokes in pixels; a dot is a piece without length. */
function segments(strokes, scale, dx, dy) {
  const pieces = [];
  strokes.forEach(([stroke, x, y], n) => {
    const isFirst = n === 0 || strokes[n - 1][0] !== stroke;
    if (isFirst && strokes[n + 1]?.[0] === stroke) return;
    const [, x0, y0] = isFirst ? strokes[n] : strokes[n - 1];
    pieces.push([x0 * scale + dx, y0 * scale + dy, x * scale + dx, y * scale + dy]);
  });
  return pieces;
}

/** Each pixel is as dark as the pen covers it, judged by the distance of its centre from the nearest piece. */
function ink(pieces, image) {
  image.fill(0);
  const far = PEN + 0.5;
  const clip = (value) => Math.min(SIDE, Math.max(0, value));
  for (const [x0, y0, x1, y1] of pieces) {
    const [ux, uy] = [x1 - x0, y1 - y0];
    const square = ux * ux + uy * uy;
    const [from, to] = [clip(Math.floor(Math.min(x0, x1) - far)), clip(Math.ceil(Math.max(x0, x1) + far))];
    const end = clip(Math.ceil(Math.max(y0, y1) + far));
    for (let i = clip(Math.floor(Math.min(y0, y1) - far)); i < end; i++) {
      for (let j = from; j < to; j++) {
        const [px, py] = [j + 0.5 - x0, i + 0.5 - y0];
        const share = square > 0 ? Math.min(1, Math.max(0, (px * ux + py * uy) / square)) : 0;
        const cover = Math.min(1, far - Math.hypot(px - share * ux, py - share * uy));
        if (cover > image[i * SIDE + j]) image[i * SIDE + j] = cover;
      }
    }
  }
  return image;
}
