"""DecisionBoundary: a network on the plane; its lines, weights and points can be grabbed (section 5)."""

import itertools

import numpy as np
import traitlets

from ... import datasets
from ...activations import LeakyReLU, Logistic, ReLU, Tanh
from ...losses import LogisticNLL
from ...networks import mlp
from ...optim import SGD
from ..base import Widget
from ..many_starts import ManyStarts
from ..own_data import rows_of
from ..random_numbers import started_theta
from ..traits import Choice, Flag, Number, Numbers, Rows, of_length
from .story import STORY

RANGE = 1.2
LIMIT = 1e4
ACTIVATIONS = {"relu": ReLU, "leaky relu": LeakyReLU, "logistic": Logistic, "tanh": Tanh}
COMPARED = ("relu", "logistic")
WIDEST = 16
MOST_PARAMETERS = (2 + 1) * WIDEST + 2 * (WIDEST + 1) * WIDEST + WIDEST + 1


def _rows(X, y):
    return [[*map(float, np.round(np.clip(x, -RANGE, RANGE), 3)), int(label)] for x, label in zip(X, y, strict=True)]


def _presets():
    rng = np.random.default_rng(6)
    return {
        "triangle": _rows(*datasets.triangle()),
        "xor": _rows(*datasets.xor(32, noise=0.04, rng=rng)),
        "circles": _rows(*datasets.circles(40, noise=0.06, rng=rng)),
        "moons": _rows(*datasets.moons(40, noise=0.08, rng=rng)),
        "spirals": _rows(*datasets.spirals(60, noise=0.02, rng=rng)),
    }


class DecisionBoundary(ManyStarts, Widget):
    """A network 2 → hidden layers → 1 on labelled points of the plane, f = σ(z) of its linear output z.

    `points` are rows (x₁, x₂, class) within ±1.2, `hidden` the sizes of one to three hidden layers, `activation` that
    of the hidden units, `theta` all parameters in `nnlib`'s order, `start` those that training began from.
    `compare` shows two of them on the same `theta`, ReLU and logistic; `activation` is then the one that is trained.
    `challenge` = m asks a class to separate the points by hand with at most m units; 0 is no challenge. Setting
    `hidden` alone draws a new start from `seed`; setting `dataset` alone takes that set's points.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or a
    `theta` that does not fit `hidden`.

    >>> widget = DecisionBoundary()
    >>> widget.network()
    Sequential(Dense(2, 3), ReLU(), Dense(3, 1))
    """

    STORY = STORY

    dataset = Choice("triangle", ["triangle", "xor", "circles", "moons", "spirals", "own"])
    points = Rows(_rows(*datasets.triangle()), [(-RANGE, RANGE, False)] * 2 + [(0, 1, True)], longest=240)
    hidden = Numbers([3], 1, WIDEST, shortest=1, longest=3, whole=True)
    activation = Choice("relu", list(ACTIVATIONS))
    compare = Flag(False)
    theta = Numbers(datasets.triangle_theta(), -LIMIT, LIMIT, longest=MOST_PARAMETERS)
    start = Numbers(datasets.triangle_theta(), -LIMIT, LIMIT, longest=MOST_PARAMETERS)
    seed = Number(1, 0, 9999, whole=True)
    rate = Number(0.3, 0.001, 10)
    steps = Number(0, 0, 1e9, whole=True)
    challenge = Number(0, 0, WIDEST, whole=True)
    shading = Choice("smooth", ["smooth", "hard"])
    _datasets = traitlets.Dict().tag(sync=True)

    @classmethod
    def of(cls, X, y, **traits):
        """The widget on one's own points: X (n, 2), scaled to fit if it must be, and two labels y (n,).

        Raises ValueError for other shapes, more labels, or numbers that are not finite.
        """
        return cls(points=rows_of(X, y, RANGE), dataset="own", **traits)

    @traitlets.default("_datasets")
    def _default_datasets(self):
        return _presets()

    @property
    def _sizes(self):
        return [2, *self.hidden, 1]

    def _count(self):
        return sum((n_in + 1) * n_out for n_in, n_out in itertools.pairwise(self._sizes))

    @traitlets.observe("hidden")
    def _draw_start(self, change):
        if len(self.theta) != self._count():
            theta = self.start_of(self.seed)
            self.set_state({"theta": theta, "start": theta, "steps": 0})
        elif len(self.start) != len(self.theta):
            self.start = self.theta

    @traitlets.observe("dataset")
    def _take_points(self, change):
        if change["new"] in self._datasets:
            self.points = self._datasets[change["new"]]

    @traitlets.observe("compare", "activation")
    def _train_what_is_shown(self, change):
        if self.compare and self.activation not in COMPARED:
            self.activation = COMPARED[0]

    @traitlets.validate("theta", "start")
    def _check_length(self, proposal):
        return of_length(proposal, self._count(), f"hidden layers {self.hidden}")

    def start_of(self, seed):
        """θ of the start that *New start* draws from a seed."""
        return started_theta(self._sizes, seed).tolist()

    def network(self, activation=None):
        """The `nnlib` network on the screen, its output z linear (f = σ(z)), with its own activation or another."""
        net = mlp(self._sizes, hidden=ACTIVATIONS[activation or self.activation], rng=np.random.default_rng(0))
        net.theta = self.theta
        return net

    def data(self):
        """The points (n, 2) and their classes (n,)."""
        points = np.array(self.points, dtype=float).reshape(-1, 3)
        return points[:, :2], points[:, 2].astype(int)

    def readings(self):
        """`wrong` points, `loss`, `parameters`, `steps`, how many units' lines `cross` the picture, how many units are
        `dead`: ReLUs that are off at every point. With `compare`, `wrong` and `loss` are those of the network that is
        trained, and `wrong_relu`, `loss_relu`, `wrong_logistic` and `loss_logistic` tell the two apart.
        """
        net = self.network()
        W, b = net.layers[0].W, net.layers[0].b
        reach = np.abs(W).sum(axis=0) * RANGE
        judged = {name: self._judge(name) for name in (COMPARED if self.compare else [self.activation])}
        wrong, loss, _ = judged[self.activation]
        readings = {
            "wrong": wrong,
            "loss": loss,
            "parameters": net.count_parameters(),
            "steps": self.steps,
            "cross": int((np.abs(b) < reach).sum()),
            "dead": max(dead for _, _, dead in judged.values()),
        }
        if self.compare:
            for name, (wrong, loss, _) in judged.items():
                readings |= {f"wrong_{name}": wrong, f"loss_{name}": loss}
        return readings

    def _judge(self, activation):
        """How many points are wrong, the loss, and how many units are dead, with this activation."""
        (X, y), net = self.data(), self.network(activation)
        if len(X) == 0:
            return 0, 0.0, 0
        z = net(X)
        relus = [layer for layer in net.layers if isinstance(layer, ReLU)]
        dead = sum(int((layer.h == 0).all(axis=0).sum()) for layer in relus)
        return int(((z[:, 0] > 0) != (y > 0)).sum()), float(LogisticNLL()(z, y[:, None])), dead

    def train(self, steps):
        """Takes so many steps of gradient descent on all points, as *Train* does in the page."""
        (X, y), net, loss = self.data(), self.network(), LogisticNLL()
        optimizer = SGD(net, lr=self.rate)
        if self.steps == 0:
            self.start = self.theta
        for _ in range(steps):
            loss(net(X), y[:, None])
            net.backward(loss.backward(), dx=False)
            optimizer.step()
        self.set_state({"theta": net.theta.tolist(), "steps": self.steps + steps})

    def draw(self, figure):
        from ...plot import decision_boundary

        decision_boundary(self.network(), *self.data(), ax=figure.add_subplot())
