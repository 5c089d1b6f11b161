/** A press and release in one place on a plane's empty ground; a swipe scrolls and is none. */

const TRAVEL = 5;

/** Calls `tapped(x, y)` with the data coordinates, on release; a gesture that the page takes over is no tap. */
export function onTap(plane, tapped, signal) {
  plane.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [startX, startY] = [event.clientX, event.clientY];
    const gesture = new AbortController();
    const during = { signal: gesture.signal };
    const end = (up) => {
      if (up.pointerId !== event.pointerId) return;
      gesture.abort();
      if (up.type !== "pointerup" || Math.hypot(up.clientX - startX, up.clientY - startY) >= TRAVEL) return;
      const [x, y] = plane.at(up);
      const within = (value, [low, high]) => value >= low && value <= high;
      if (within(x, plane.x.domain) && within(y, plane.y.domain)) tapped(x, y);
    };
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, end, during);
    signal.addEventListener("abort", () => gesture.abort(), during);
  }, { signal });
}
