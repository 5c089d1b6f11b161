/** A press and release in one place on a plane's empty ground; a swipe scrolls and is none. */

const TRAVEL = 5;

/** Calls `tapped(x, y)` with the data coordinates. */
export function onTap(plane, tapped, signal) {
  plane.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [startX, startY] = [event.clientX, event.clientY];
    addEventListener("pointerup", (up) => {
      if (Math.hypot(up.clientX - startX, up.clientY - startY) >= TRAVEL) return;
      const [x, y] = plane.at(up);
      const within = (value, [low, high]) => value >= low && value <= high;
      if (within(x, plane.x.domain) && within(y, plane.y.domain)) tapped(x, y);
    }, { once: true, signal });
  }, { signal });
}
