"""DeadReLU: a real training run in which hidden units die, and come back with a leaky slope (section 5)."""

import numpy as np
import traitlets

from ...activations import LeakyReLU, ReLU
from ...losses import SquaredError
from ...networks import mlp
from ...optim import SGD
from ..base import Widget
from ..many_starts import ManyStarts
from ..traits import Choice, Number, Numbers, Rows
from .start import START, drawn_theta
from .story import STORY

LIMIT = 1e4
SOLVED = 0.03
MOST_UNITS = 8


def _curve():
    x = np.linspace(0, 2, 16)
    return [[round(float(each), 3), round(float(np.sin(2.4 * each) - 0.3 * each + 0.25), 2)] for each in x]


class DeadReLU(ManyStarts, Widget):
    """A network 1 → hidden → 1 fitted to points (x, y), 0 ≤ x ≤ 2, by gradient descent on the squared error.

    `theta` is (w, b, β, β₀), `nnlib`'s order; its length, 3 H + 1, says how many hidden units there are.
    `activation` is "relu" or "leaky relu", whose slope for negative r is `epsilon`. `start` is the `theta` that
    training began from, `seed` the seed of the last start that was drawn in the page.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or a
    `theta` of another length.

    >>> DeadReLU().dead()
    array([False, False, False, False, False, False])
    """

    STORY = STORY

    points = Rows(_curve(), [(0, 2, False), (-1.5, 1.5, False)], longest=40)
    activation = Choice("relu", ["relu", "leaky relu"])
    epsilon = Number(0.1, 0.01, 0.5)
    theta = Numbers(START, -LIMIT, LIMIT, shortest=4, longest=3 * MOST_UNITS + 1)
    start = Numbers(START, -LIMIT, LIMIT, shortest=4, longest=3 * MOST_UNITS + 1)
    rate = Number(0.05, 0.001, 2)
    seed = Number(1, 0, 9999, whole=True)
    steps = Number(0, 0, 1e9, whole=True)

    @traitlets.validate("theta", "start")
    def _check_length(self, proposal):
        if len(proposal["value"]) % 3 != 1:
            raise traitlets.TraitError(
                f"DeadReLU.{proposal['trait'].name}: expected 3 H + 1 numbers for H hidden units, "
                f"got {len(proposal['value'])}"
            )
        return proposal["value"]

    def start_of(self, seed):
        """θ of the start that *New start* draws from a seed."""
        return drawn_theta((len(self.theta) - 1) // 3, seed)

    def is_solved(self):
        """Whether a run of `many_starts` has reached what it is for: a loss of at most 0.03."""
        return self.readings()["loss"] <= SOLVED

    def network(self):
        """The `nnlib` network on the screen."""
        kind = ReLU if self.activation == "relu" else lambda: LeakyReLU(self.epsilon)
        net = mlp([1, (len(self.theta) - 1) // 3, 1], hidden=kind, rng=np.random.default_rng(0))
        net.theta = self.theta
        return net

    def _columns(self):
        points = np.array(self.points, dtype=float).reshape(-1, 2)
        return points[:, :1], points[:, 1:]

    def off(self):
        """Which hidden units have r ≤ 0 at every point."""
        x, _ = self._columns()
        return (self.network().layers[0](x) <= 0).all(axis=0)

    def dead(self):
        """Which hidden units receive no gradient from any point: ReLUs that are off at every one."""
        return self.off() & (self.activation == "relu")

    def unit_gradients(self):
        """∂J/∂r_j from each point, an array (points, hidden units)."""
        x, y = self._columns()
        net, loss = self.network(), SquaredError()
        loss(net(x), y)
        _, activation, output = net.layers
        return activation.backward(output.backward(loss.backward()))

    def readings(self):
        """How many units are `dead`, how many `off` at every point; the `loss`, after how many `steps`."""
        x, y = self._columns()
        loss = float(SquaredError()(self.network()(x), y)) if len(x) else 0.0
        return {"dead": int(self.dead().sum()), "off": int(self.off().sum()), "loss": loss, "steps": self.steps}

    def train(self, steps):
        """Takes so many steps of gradient descent on all points, as *Train* does in the page."""
        (x, y), net, loss = self._columns(), self.network(), SquaredError()
        optimizer = SGD(net, self.rate)
        if self.steps == 0:
            self.start = self.theta
        for _ in range(steps):
            loss(net(x), y)
            net.backward(loss.backward())
            optimizer.step()
        self.set_state({"theta": net.theta.tolist(), "steps": self.steps + steps})

    def draw(self, figure):
        x, y = self._columns()
        along = np.linspace(0, 2, 201)[:, None]
        above, below = figure.subplots(2, height_ratios=[3, 2])
        above.plot(along, self.network()(along), color="#0072B2", linewidth=2, label="f")
        above.plot(x, y, "o", color="#1B1E23", markersize=5)
        above.set(xlabel="x", ylabel="y")
        gradients = self.unit_gradients().T
        size = max(1e-12, np.abs(gradients).max())
        below.imshow(gradients, cmap="PiYG", vmin=-size, vmax=size, aspect="auto", interpolation="nearest")
        below.set(xlabel="point", ylabel="hidden unit", yticks=range(len(gradients)))
        below.set_yticklabels([f"$h_{j + 1}$" for j in range(len(gradients))])
