/** The whole screen for one widget: the browser's full screen, or where it is not allowed, the whole window. */

/**
 * @param options  root, changed () => void, signal
 * @returns {{ isFull(): boolean, toggle(): void, leaveWindow(): boolean, stage(alone: boolean): void }}
 *          stage: the window is the widget's, by its link
 */
export function wholeScreen({ root, changed, signal }) {
  let isStage = false;
  const mark = () => {
    root.classList.toggle("full", isStage || document.fullscreenElement === root || root.dataset.filled !== undefined);
    changed();
  };
  const fill = () => {
    root.toggleAttribute("data-filled");
    mark();
  };
  document.addEventListener("fullscreenchange", mark, { signal });
  return {
    isFull: () => root.classList.contains("full"),
    toggle() {
      if (document.fullscreenElement === root) document.exitFullscreen();
      else if (root.dataset.filled !== undefined || !root.requestFullscreen) fill();
      else root.requestFullscreen().catch(fill);
    },
    leaveWindow() {
      if (root.dataset.filled === undefined) return false;
      fill();
      return true;
    },
    stage(alone) {
      if (alone === isStage) return;
      isStage = alone;
      document.documentElement.classList.toggle("nn-stage", alone);
      mark();
    },
  };
}
