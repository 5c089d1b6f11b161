/** The filter's window on the input, to be dragged from place to place. */

import { set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";

/**
 * @param options  maps: the pictures of the padded input, conv () => { size, stride, dilation, height, width },
 *                 place () => [row, column] of the output, move (row, column), done (), signal
 */
export function windowHandle({ maps, conv, place, move, done, signal }) {
  const area = svg("rect", { class: "grab" });
  const outline = svg("rect", { class: "window-ring" });
  const element = svg("g", { class: "input-window" }, outline, area);
  maps.svg.append(element);
  const put = (i, j) => move(Math.min(conv().height - 1, Math.max(0, i)), Math.min(conv().width - 1, Math.max(0, j)));
  const at = (event) => {
    const box = maps.svg.getScreenCTM().inverse();
    return [event.clientY * box.d + box.f, event.clientX * box.a + box.e].map((each) => each / (maps.cell * conv().stride));
  };
  const grip = handle(element, {
    signal, done, low: 0,
    high: () => conv().height * conv().width - 1,
    name: () => "Window of the filter on the input",
    value: () => place()[0] * conv().width + place()[1],
    text: () => `row ${place()[0] + 1}, column ${place()[1] + 1} of the output`,
    grab: (event) => at(event).map((each, axis) => place()[axis] - each),
    drag(event, from) {
      const [y, x] = at(event);
      put(Math.round(y + from[0]), Math.round(x + from[1]));
    },
    nudge: (dx, dy, large) => put(place()[0] - dy * (large ? 5 : 1), place()[1] + dx * (large ? 5 : 1)),
    end: (which) => (which === "low" ? put(0, 0) : put(Infinity, Infinity)),
  });
  return {
    element,
    update() {
      const { size, stride, dilation } = conv();
      const span = dilation * (size - 1) + 1;
      const box = maps.box([0, place()[0] * stride, place()[1] * stride], span, span);
      set(outline, box);
      const spare = Math.max(0, 24 - box.width) / 2;
      set(area, { x: box.x - spare, y: box.y - spare, width: box.width + 2 * spare, height: box.height + 2 * spare });
      grip.update();
    },
  };
}
