"""What a canvas of channels (kit/image/maps.js) shows, as numbers."""

import numpy as np
from gestures import settle

READ = """(canvas) => {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  return Array.from(context.getImageData(0, 0, copy.width, copy.height).data);
}"""


def shares(canvas):
    """Each value as a share of the largest, −1 (vermilion) to 1 (blue or ink), as the colours of a light page tell it;
    NaN in the gaps between channels.
    """
    settle(canvas.page)
    height, width = (canvas.evaluate(f"canvas => canvas.{side}") for side in ("height", "width"))
    red, _, blue, opaque = np.moveaxis(np.reshape(canvas.evaluate(READ), (height, width, 4)) / 255, -1, 0)
    return np.where(opaque > 0, np.where(blue >= red, 1 - red, blue - 1), np.nan)
