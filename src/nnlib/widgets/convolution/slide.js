/** Slides the window over the image by itself, row by row; r is seen as far as it has come. */

import { clamp } from "../engine/clamp.js";

const CELLS_A_SECOND = 130;
/** A frame counts for no more milliseconds than this. */
const LONGEST = 100;

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("../kit/page/state.js").State} options.state
 * @param {import("./model.js").ConvolutionModel} options.model
 * @returns {{ isRunning(): boolean, toggle(): void, once(): void }}
 */
export function slide({ frame, state, model }) {
  let [request, since, owed] = [0, 0, 0];

  function stop() {
    cancelAnimationFrame(request);
    if (!model.isSliding) return;
    model.isSliding = false;
    state.commit();
    frame.invalidate();
  }
  function tick(now) {
    if (frame.visible && !document.hidden) owed += (CELLS_A_SECOND * clamp(now - since, 0, LONGEST)) / 1000;
    since = now;
    const cells = Math.floor(owed);
    owed -= cells;
    if (cells && !model.slide(cells)) return stop();
    request = requestAnimationFrame(tick);
    return undefined;
  }
  state.onJump(stop);
  frame.signal.addEventListener("abort", () => cancelAnimationFrame(request));

  return {
    isRunning: () => model.isSliding,
    /** From the first cell of the channel that is shown, or stops where it is. */
    toggle() {
      if (model.isSliding) return stop();
      if (!model.fits) return undefined;
      model.isSliding = true;
      [since, owed] = [performance.now(), 0];
      model.choose([model.cell[0], 0, 0]);
      request = requestAnimationFrame(tick);
      return undefined;
    },
    once() {
      stop();
      if (model.fits) model.slide(1);
      state.commit();
    },
  };
}
