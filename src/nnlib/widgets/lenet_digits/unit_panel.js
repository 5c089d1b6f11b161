/** One unit of LeNet: its sum and value, what it depends on, and its weights as pictures. */

import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { Maps, arrangement } from "../kit/image/maps.js";

/** @returns {{ element, update([layer, channel, row, column]), resize(room) }} */
export function unitPanel({ net, nameOf, signal }) {
  const [name, sum, field, caption] = ["unit-title", "", "", "quiet"].map((each) => html("p", { class: each || null }));
  const weights = new Maps({ label: "Weights of the chosen unit", signal });
  let room = 260;
  const element = html("div", { class: "unit-panel" }, name, sum, field, caption, weights.element);

  /** The unit's weights and their shape [channels, height, width] in the layer before. */
  function weightsOf(l, c) {
    const { W, kind, channels, size } = net.layers[l];
    const before = net.layers[l - 1] ?? { channels: 1, values: { length: 784 } };
    if (kind === "convolution") {
      const count = before.channels * size * size;
      return [W.subarray(c * count, (c + 1) * count), [before.channels, size, size]];
    }
    const shape = before.height > 1 ? [before.channels, before.height, before.width] : [1, before.channels / 12, 12];
    return [Float64Array.from({ length: before.values.length }, (_, i) => W[i * channels + c]), shape];
  }

  return {
    element,
    resize: (width) => (room = width),
    update([l, c, i, j]) {
      const { kind, height, width, sums, values, b, name: its } = net.layers[l];
      const at = (c * height + i) * width + j;
      const [top, left, bottom, right] = net.field(l, i, j);
      set(name, { text: nameOf([l, c, i, j]) });
      set(sum, {
        text: kind === "average pooling" ? `h = ${format(values[at])}, the mean of 2 × 2 values`
          : its === "output" ? `z = ${format(values[at])}` : `h = tanh(r) = tanh(${format(sums[at])}) = ${format(values[at])}`,
      });
      set(field, { text: `Depends on ${bottom - top + 1} × ${right - left + 1} pixels of the input: rows ${top + 1}–${bottom + 1}, columns ${left + 1}–${right + 1}.` });
      weights.element.hidden = !b;
      if (!b) return set(caption, { text: "No weights: a fixed convolution." });
      const [W, shape] = weightsOf(l, c);
      const largest = W.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
      set(caption, { text: `Its ${W.length} weights, from −${format(largest)} (vermilion) to ${format(largest)} (blue); bias ${format(b[c])}` });
      weights.arrange(shape, arrangement({ room, channels: shape[0], width: shape[2], gap: 1, least: 6, most: 14 }));
      weights.draw(W, largest);
    },
  };
}
