/**
 * The whole screen for one widget: the browser's full screen, or where it is not allowed, the whole window.
 *
 * In the window it stands in the browser's top layer, above whatever the page lays over its place. There it takes the
 * keys, so that a presenter's remote turns its scenes; a handle that has them keeps them.
 */

/**
 * @param options  root, changed () => void, signal
 * @returns {{ isFull(): boolean, toggle(): void, leaveWindow(): boolean, stage(alone: boolean): void }}
 *          stage: the window is the widget's, by its link
 */
export function wholeScreen({ root, changed, signal }) {
  let isStage = false;
  const isScreen = () => document.fullscreenElement === root;
  const isWindow = () => isStage || root.dataset.filled !== undefined;

  function raise(is) {
    if (is === (root.popover !== null) || !root.showPopover) return;
    if (is) {
      root.popover = "manual";
      root.showPopover();
    } else {
      root.hidePopover();
      root.popover = null;
    }
  }
  const mark = () => {
    const wasFull = root.classList.contains("full");
    root.classList.toggle("full", isScreen() || isWindow());
    raise(isWindow() && !isScreen());
    const isEmbedded = window.parent !== window;
    const isHandled = root.querySelector(".handle:focus") !== null;
    if (!wasFull && root.classList.contains("full") && !isEmbedded && !isHandled) root.focus({ preventScroll: true });
    changed();
  };
  const fill = () => {
    root.toggleAttribute("data-filled");
    mark();
  };
  document.addEventListener("fullscreenchange", mark, { signal });
  signal.addEventListener("abort", () => isStage && document.documentElement.classList.remove("nn-stage"));
  return {
    isFull: () => root.classList.contains("full"),
    toggle() {
      if (isScreen()) document.exitFullscreen();
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
