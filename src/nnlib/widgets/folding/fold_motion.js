/** A new layer is seen folding: first the sheets turn over at their creases, then they are stretched. */

import { zigzag } from "../engine/folding.js";

const LASTS = 900;
const [TURNED, STRETCHED] = [0.6, 0.4];
const smooth = (share) => share ** 2 * (3 - 2 * share);

/**
 * Where g is after this share of a fold at `creases`.
 * @param {number} g
 * @param {number[]} creases
 * @param {number} share  0 to 1
 */
export function onTheWay(g, creases, share) {
  const turn = Math.cos(Math.PI * smooth(Math.min(1, share / TURNED)));
  const stretch = smooth(Math.max(0, (share - 1 + STRETCHED) / STRETCHED));
  let flap = 0;
  [...creases, 1].reduce((from, to, k) => {
    const along = Math.min(Math.max(g - from, 0), to - from);
    flap += k % 2 ? along * turn : along;
    return to;
  }, 0);
  return flap + (zigzag(creases, g) - flap) * stretch;
}

/**
 * @param {import("../kit/page/frame.js").Frame} frame
 * @param {() => number} layers
 * @returns {{ share (): number, update (): void }}  share: how far the newest layer has folded, 0 to 1
 */
export function foldMotion(frame, layers) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let before = layers();
  let since = -Infinity;
  const share = () => Math.min(1, (performance.now() - since) / LASTS);
  return {
    share,
    update() {
      if (layers() !== before) since = layers() > before && !still.matches ? performance.now() : -Infinity;
      before = layers();
      if (share() < 1) frame.invalidate();
    },
  };
}
