/** Moving a handle freely in a plane, by the pointer and by the arrow keys. */

const LARGE = 5;

/**
 * @param options  plane, at () => [x, y] where it is now, put (x, y) => void, step (number or () => number) of an arrow
 *                 key, large: how many steps Shift makes of one
 * @returns {{ grab, drag, nudge }}  options of `handle`
 */
export function movedInPlane({ plane, at, put, step, large = LARGE }) {
  return {
    grab(event) {
      const [[x, y], [pointerX, pointerY]] = [at(), plane.at(event)];
      return [x - pointerX, y - pointerY];
    },
    drag(event, [dx, dy]) {
      const [x, y] = plane.at(event);
      put(x + dx, y + dy);
    },
    nudge(dx, dy, isLarge) {
      const [[x, y], one] = [at(), typeof step === "function" ? step() : step];
      const length = isLarge ? large * one : one;
      put(x + dx * length, y + dy * length);
    },
  };
}
