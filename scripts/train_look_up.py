"""Trains the look-up network of section 8, as the section does, and writes its weights for `LookUp`: make look-up"""

import numpy as np

from nnlib import Adam, SquaredError, train
from nnlib.datasets import lookups
from nnlib.datasets.lookups import KINDS
from nnlib.widgets.trained_look_up import FILE, MOST_PAIRS, STEPS, look_up_network

NEW = 1000


class Remembering(Adam):
    """Keeps the parameters after each of STEPS."""

    def __init__(self, net, lr):
        super().__init__(net, lr)
        self.net, self.steps, self.kept = net, 0, {0: net.theta.copy()}

    def step(self):
        super().step()
        self.steps += 1
        if self.steps in STEPS:
            self.kept[self.steps] = self.net.theta.copy()


def main():
    rng = np.random.default_rng(0)
    net = look_up_network(rng)
    x, digit, _ = lookups(2000, 4, rng=rng)
    descent = Remembering(net, 0.01)
    train(net, SquaredError(), descent, x, np.eye(KINDS)[digit], epochs=40, batch_size=50, rng=rng, progress=False)
    weights = np.array([descent.kept[steps] for steps in STEPS]).astype(np.float16)
    right = np.zeros((len(STEPS), MOST_PAIRS), dtype=np.int16)
    for k, theta in enumerate(weights):
        net.theta = theta.astype(float)
        for pairs in range(1, MOST_PAIRS + 1):
            new, answer, _ = lookups(NEW, pairs, rng=np.random.default_rng(1))
            right[k, pairs - 1] = (net(new).argmax(axis=1) == answer).sum()
    np.savez_compressed(FILE, weights=weights, right=right)
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes; of {NEW} new lists of four pairs right: {right[:, 3]}")


if __name__ == "__main__":
    main()
