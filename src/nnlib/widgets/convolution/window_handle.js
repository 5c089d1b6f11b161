/** The filter's window on the input, to be dragged from place to place. */

import { clamp } from "../engine/clamp.js";
import { reach } from "../engine/convolution.js";
import { set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";

const GRAB = 24;

/**
 * @param {object} options
 * @param {import("../kit/image/maps.js").Maps} options.maps  the pictures of the padded input
 * @param {import("./model.js").ConvolutionModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: SVGElement, update(): void }}
 */
export function windowHandle({ maps, model, done, signal }) {
  const area = svg("rect", { class: "grab" });
  const outline = svg("rect", { class: "window-ring" });
  const element = svg("g", { class: "input-window" }, outline, area);
  maps.svg.append(element);

  const place = () => model.cell.slice(1);
  const put = (i, j) => {
    const { height, width } = model.conv;
    model.choose([model.cell[0], clamp(i, 0, height - 1), clamp(j, 0, width - 1)]);
  };
  const at = (event) => {
    const { a, d, e, f } = maps.svg.getScreenCTM().inverse();
    return [event.clientY * d + f, event.clientX * a + e].map((each) => each / (maps.cell * model.conv.stride));
  };
  const grip = handle(element, {
    signal, done, low: 0,
    high: () => model.conv.height * model.conv.width - 1,
    name: () => "Window of the filter on the input",
    value: () => place()[0] * model.conv.width + place()[1],
    text: () => `row ${place()[0] + 1}, column ${place()[1] + 1} of the output`,
    grab: (event) => at(event).map((each, axis) => place()[axis] - each),
    drag(event, from) {
      const [y, x] = at(event);
      put(Math.round(y + from[0]), Math.round(x + from[1]));
    },
    nudge(dx, dy, large) {
      const [i, j] = place();
      put(i - dy * (large ? 5 : 1), j + dx * (large ? 5 : 1));
    },
    end: (which) => (which === "low" ? put(0, 0) : put(Infinity, Infinity)),
  });

  return {
    element,
    update() {
      element.toggleAttribute("hidden", model.isSheet || !model.fits);
      if (!model.fits) return;
      const { size, stride, dilation } = model.conv;
      const [i, j] = place();
      const span = reach(size, dilation);
      const box = maps.box([0, i * stride, j * stride], span, span);
      set(outline, box);
      const spare = Math.max(0, GRAB - box.width) / 2;
      set(area, {
        x: box.x - spare, y: box.y - spare, width: box.width + 2 * spare, height: box.height + 2 * spare,
      });
      grip.update();
    },
  };
}
