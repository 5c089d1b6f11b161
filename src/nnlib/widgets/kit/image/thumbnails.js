/** One of several small pictures: radio buttons, so that the arrow keys choose. */

import { html } from "../page/dom.js";
import { choice } from "../controls/controls.js";
import { onThemeChange, channels } from "../page/theme.js";

const SIDE = 28;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {number} options.count
 * @param {(i: number) => string} options.name
 * @param {(i: number) => Uint8Array} options.bytes  28 × 28 values, 0 to 255
 * @param {() => number} options.value
 * @param {(i: number) => void} options.change
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function thumbnails({ label, count, name, bytes, value, change, signal }) {
  const indices = Array.from({ length: count }, (_, i) => i);
  const { element, update } = choice({ label, options: indices.map((i) => [i, name(i)]), value, change });
  element.classList.add("thumbnails");
  const canvases = [...element.querySelectorAll("label")].map((each) => {
    const canvas = html("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
    each.lastChild.before(canvas);
    return canvas;
  });
  let isPainted = false;
  onThemeChange(() => (isPainted = false), signal);

  function paint() {
    const [ground, ink] = ["--ground", "--ink"].map((each) => channels(element, each));
    canvases.forEach((canvas, i) => {
      const context = canvas.getContext("2d");
      const pixels = context.createImageData(SIDE, SIDE);
      bytes(i).forEach((byte, k) => {
        for (let c = 0; c < 3; c++) pixels.data[4 * k + c] = ground[c] + (byte / 255) * (ink[c] - ground[c]);
        pixels.data[4 * k + 3] = 255;
      });
      context.putImageData(pixels, 0, 0);
    });
    isPainted = true;
  }
  return {
    element,
    update() {
      if (!isPainted) paint();
      update();
    },
  };
}
