/** How many pictures stand in a row, and how small each is. */

const DRAWN = 360; // px, as wide as a small picture is drawn (see wall.css) before it is scaled
const LEAST = 250;
const LEAST_ON_PHONE = 165;
const LEAST_IN_FULL_SCREEN = 200;
const PHONE = 500;

/** @returns  fit(): as many in a row as are easily read; in full screen larger ones, if all are in sight then too */
export function fitGrid(list) {
  const gap = () => parseFloat(getComputedStyle(list).columnGap) || 0;
  const columnsFor = (least) => Math.max(1, Math.floor((list.clientWidth + gap()) / (least + gap())));

  function put(columns) {
    const width = (list.clientWidth - (columns - 1) * gap()) / columns;
    list.style.setProperty("--columns", String(columns));
    list.style.setProperty("--scale", String(width / DRAWN));
  }
  function fit() {
    if (!list.clientWidth) return;
    const isFull = document.fullscreenElement !== null;
    const least = isFull ? LEAST_IN_FULL_SCREEN : LEAST;
    const most = columnsFor(list.clientWidth < PHONE ? LEAST_ON_PHONE : least);
    let columns = isFull ? 1 : most;
    put(columns);
    while (columns < most && list.offsetTop + list.offsetHeight > innerHeight) put((columns += 1));
  }
  new ResizeObserver(fit).observe(list);
  return { fit };
}
