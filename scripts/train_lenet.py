"""Trains the LeNet-5 that the widgets show, and writes its weights: make lenet

The training digits are joined by slightly turned, sheared, stretched and shifted copies of themselves, so that the
network also reads digits drawn by hand in `LeNetDigits`. The weights are stored as 16-bit numbers.
"""

import time

import numpy as np

from nnlib import SGD, SoftmaxNLL, cosine_decay, datasets, lenet5, train
from nnlib.widgets.trained_lenet import FILE, trained_lenet5

COPIES = 7
EPOCHS = 10


def warped(images, rng):
    """Each image (n, 1, 28, 28) under a random affine map near the identity; values between pixels are interpolated."""
    n, _, height, width = images.shape
    turn, shear = rng.uniform(-0.25, 0.25, n), rng.uniform(-0.2, 0.2, n)
    stretch = rng.uniform(0.85, 1.15, (n, 2))
    shift = rng.uniform(-2, 2, (n, 2))
    A = np.stack([np.cos(turn), np.sin(turn) + shear, -np.sin(turn), np.cos(turn)], axis=1).reshape(n, 2, 2)
    A *= stretch[:, :, None]
    places = np.stack(np.meshgrid(np.arange(height), np.arange(width), indexing="ij")).reshape(2, -1) - 13.5
    places = A @ places + 13.5 + shift[:, :, None]
    low = np.floor(places).astype(int)
    share = places - low
    padded = np.pad(images[:, 0], ((0, 0), (1, 1), (1, 1)))
    each = np.arange(n)[:, None]
    result = 0
    for k in (0, 1):
        for m in (0, 1):
            i, j = np.clip(low[:, 0] + k + 1, 0, height + 1), np.clip(low[:, 1] + m + 1, 0, width + 1)
            weight = np.abs(1 - k - share[:, 0]) * np.abs(1 - m - share[:, 1])
            result = result + weight * padded[each, i, j]
    return result.reshape(images.shape).astype(images.dtype)


def main():
    (X, y), (X_held, y_held) = datasets.mnist5k(np.float32)
    rng = np.random.default_rng(7)
    X_more = np.concatenate([X, *(warped(X, rng) for _ in range(COPIES))])
    y_more = np.tile(y, COPIES + 1)
    net = lenet5(rng=rng, dtype=np.float32)
    descent = SGD(net, 0.05, momentum=0.9, weight_decay=0.0002)
    start = time.perf_counter()
    history = train(
        net, SoftmaxNLL(), descent, X_more, y_more, epochs=EPOCHS, batch_size=32, rng=rng, schedule=cosine_decay(EPOCHS)
    )
    np.save(FILE, net.theta.astype(np.float16))
    right = trained_lenet5()(X_held.astype(float)).argmax(axis=1) == y_held
    print(history, f"in {time.perf_counter() - start:.0f} s")
    print(f"{right.sum()} of {len(right)} held-out digits right; {FILE.name} has {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
