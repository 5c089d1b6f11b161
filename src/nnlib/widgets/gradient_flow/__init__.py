"""GradientFlow: signals and gradients through many layers, with and without skip connections (section 6)."""

import math
from functools import lru_cache

import numpy as np

from ...activations import LeakyReLU, Logistic, ReLU, Tanh
from ...layers import Dense, Residual, Sequential
from ...losses import SquaredError
from ..base import Widget
from ..random_numbers import Random
from ..traits import Choice, Number
from .story import STORY

DEEPEST = 40
WIDEST = 16
POINTS = 32
REACH = 2
PLACES = 61
BIAS_SHARE = 0.2
ACTIVATIONS = {"logistic": Logistic, "tanh": Tanh, "relu": ReLU, "leaky relu": LeakyReLU}


class GradientFlow(Widget):
    """A network of `depth` hidden layers of one `width`, as it is and with a skip connection around each of them.

    Weights are normal numbers drawn from `seed`, times `weight_scale` / √width; biases are a fifth of that scale. L2 of
    strength λ = `l2` leaves 1 / (1 + λ) of both: W₀ / (1 + λ) is where ‖W − W₀‖² + λ ‖W‖² is least. With skip, a layer
    is h + α a(h W + b) with α = `skip_scale`. `show` is "both", "with" or "without".

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> widget = GradientFlow(depth=2, width=3, skip_scale=0.5)
    >>> widget.network()
    Sequential(Residual(Dense(3, 3), Tanh(), scale=0.5), Residual(Dense(3, 3), Tanh(), scale=0.5), Dense(3, 1))
    >>> widget.network(skip=False)
    Sequential(Dense(3, 3), Tanh(), Dense(3, 3), Tanh(), Dense(3, 1))
    """

    STORY = STORY

    depth = Number(20, 1, DEEPEST, whole=True)
    width = Number(12, 2, WIDEST, whole=True)
    activation = Choice("tanh", list(ACTIVATIONS))
    weight_scale = Number(0.5, 0.1, 5)
    l2 = Number(0, 0, 50)
    skip_scale = Number(1, 0, 2)
    show = Choice("both", ["both", "with", "without"])
    seed = Number(1, 0, 9999, whole=True)

    def data(self):
        """The inputs (32, width) and targets (32, 1) that the gradients are taken at."""
        return drawn(self.seed, self.width, self.depth)[:2]

    def network(self, skip=True):
        """The `nnlib` network on the screen, with or without its skip connections."""
        *_, output, blocks = drawn(self.seed, self.width, self.depth)
        rng, width = np.random.default_rng(0), self.width
        pairs = [(Dense(width, width, rng=rng), ACTIVATIONS[self.activation]()) for _ in range(self.depth)]
        layers = [Residual(*pair, scale=self.skip_scale) for pair in pairs] if skip else sum(pairs, ())
        net = Sequential(*layers, Dense(width, 1, rng=rng))
        scale = self.weight_scale / (1 + self.l2)
        sizes = np.repeat([scale / math.sqrt(width), BIAS_SHARE * scale], [width * width, width])
        net.theta = np.concatenate([(blocks * sizes).ravel(), output / math.sqrt(width), [0]])
        return net

    def signals(self, skip=True):
        """The root mean square of h_0, …, h_L."""
        h, net = self.data()[0], self.network(skip)
        sizes = [rms(h)]
        for layer in net.layers[:-1]:
            h = layer(h)
            sizes.append(rms(h))
        return np.array(sizes if skip else sizes[::2])

    def gradients(self, skip=True):
        """The root mean square of ∂J/∂W_1, …, ∂J/∂W_L, of the squared error on `data()`."""
        (X, y), net, loss = self.data(), self.network(skip), SquaredError()
        loss(net(X), y)
        net.backward(loss.backward())
        return np.array([rms(dW) for dW in net.gradients()[:-2:2]])

    def function(self, x, skip=True):
        """The first feature of h_L where the first input is x (n,) and the others are 0."""
        h = np.zeros((len(x), self.width))
        h[:, 0] = x
        for layer in self.network(skip).layers[:-1]:
            h = layer(h)
        return h[:, 0]

    def readings(self):
        """How much of the gradient is `left` at layer 1, the last `signal`, and how far the function with skip is
        `from_identity`, that without `from_zero`."""
        x = np.linspace(-REACH, REACH, PLACES)
        with np.errstate(divide="ignore", invalid="ignore"):
            left = [float(each[0] / each[-1]) for each in (self.gradients(skip) for skip in (False, True))]
        return {
            "depth": self.depth,
            "left_without": left[0],
            "left_with": left[1],
            "signal_without": float(self.signals(skip=False)[-1]),
            "signal_with": float(self.signals()[-1]),
            "from_identity": float(np.abs(self.function(x) - x).max()),
            "from_zero": float(np.abs(self.function(x, skip=False)).max()),
        }

    def draw(self, figure):
        signal, gradient, curve = figure.subplots(3, 1)
        x = np.linspace(-REACH, REACH, PLACES)
        for skip, style, colour in ((True, "-", "#0072B2"), (False, "--", "#8A6508")):
            if self.show == ("without" if skip else "with"):
                continue
            signal.semilogy(self.signals(skip), style, color=colour, label="with skip" if skip else "without")
            gradient.semilogy(range(1, self.depth + 1), self.gradients(skip), style, color=colour)
            curve.plot(x, self.function(x, skip), style, color=colour)
        signal.set(ylabel="size of $h$")
        gradient.set(ylabel=r"size of $\partial J/\partial W$", xlabel="layer")
        curve.set(ylabel="$h(x)$", xlabel="$x$", ylim=(-3, 3))
        signal.legend(frameon=False)


@lru_cache(maxsize=4)
def drawn(seed, width, depth):
    """Inputs (points, width), targets (points, 1), output weights (width,), the blocks' numbers, as the page draws."""
    random = Random(seed)
    X, y, output, blocks = (
        np.array([random.normal() for _ in range(n)])
        for n in (width * POINTS, POINTS, width, depth * (width + 1) * width)
    )
    return X.reshape(width, POINTS).T, y[:, None], output, blocks.reshape(depth, -1)


def rms(values):
    return math.sqrt((values**2).mean())
