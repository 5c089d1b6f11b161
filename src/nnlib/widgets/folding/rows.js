/** Functions of x one above the other, each from 0 to 1, on one plane: row 0 is the uppermost. */

const [FOOT, SPAN] = [0.1, 0.76];
/** What is grabbed beside the strip stands so far right of it, in pixels. */
export const BESIDE = 20;

/** A plane's y for the value g in row k of `count`. */
export const heightIn = (k, count, g) => count - 1 - k + FOOT + SPAN * g;

/** The value at a plane's y, in row k of `count`. */
export const valueIn = (k, count, y) => (y - (count - 1 - k) - FOOT) / SPAN;
