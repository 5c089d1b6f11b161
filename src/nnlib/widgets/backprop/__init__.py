"""Backprop: a data point goes forward through a network, the derivatives of its loss come back (section 4)."""

import numpy as np
import traitlets

from ...activations import Identity, LeakyReLU, Logistic, ReLU, Tanh
from ...gradcheck import numerical_gradient
from ...layers import Dense
from ...losses import LogisticNLL, SquaredError
from ...networks import mlp
from ...optim import SGD
from ..base import Widget
from ..traits import Choice, Number, Numbers, of_length
from .start import START, drawn_theta
from .story import STORY

LIMIT = 1e4
DATA_LIMIT = 3
WIDEST = 4
MOST_ENDS = 3
MOST_LAYERS = 4
MOST_PARAMETERS = (MOST_ENDS + 1) * WIDEST + (WIDEST + 1) * WIDEST + (WIDEST + 1) * MOST_ENDS
LARGEST_STEPS = MOST_PARAMETERS + 2 * WIDEST + 2 * MOST_ENDS
ACTIVATIONS = {"logistic": Logistic, "tanh": Tanh, "relu": ReLU, "leaky relu": LeakyReLU}
OUTPUTS = {"identity": Identity, "logistic": Logistic, "tanh": Tanh}
# Of the still picture: the distances of nodes, where on its edge a number may stand, and the room that it takes
COLUMN, ROW = 2.4, 1.35
PARTS = [0.42, 0.35, 0.49, 0.28, 0.56]
NUMBER = 0.55, 0.22
UNHEARD = 0.01
DISAGREE = 1e-3
LEAST = 1e-4  # differences are relative to this at least, as in `engine/gradcheck.js`


def backward_steps(sizes):
    """The steps of a backward pass in the widget's order; i = −1 is the bias."""
    last = len(sizes) - 2
    steps = [("loss", last, k) for k in range(sizes[-1])]
    for layer in range(last, -1, -1):
        for j in range(sizes[layer + 1]):
            steps += [("node", layer, j), *(("edge", layer, i, j) for i in range(-1, sizes[layer]))]
    return steps


class Backprop(Widget):
    """A network of one or two hidden layers, one data point (x, y), and the backward pass of its loss, step by step.

    `sizes` are the layers' sizes: 1 to 3 inputs, 1 to 4 units in each hidden layer, 1 to 3 outputs. `activation` is
    that of the hidden units, `output` that of the outputs. `loss` is "squared error", J = Σ_k (y_k − f_k)², or "nll",
    the negative log-likelihood of f = σ(s), whatever `output` says, for targets of 0 and 1. `theta` are all parameters
    in `nnlib`'s order, `start` those before any step of gradient descent; `shown` counts the steps of the backward pass
    that are shown. Setting `sizes` alone draws a new start from `seed` and fits `x` and `y`.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range, and for
    `theta`, `x` or `y` that do not fit `sizes` or `loss`.

    >>> widget = Backprop()
    >>> widget.network()
    Sequential(Dense(2, 3), Logistic(), Dense(3, 1), Logistic())
    >>> widget.gradient().shape
    (13,)
    """

    STORY = STORY

    sizes = Numbers([2, 3, 1], 1, WIDEST, shortest=3, longest=MOST_LAYERS, whole=True)
    activation = Choice("logistic", list(ACTIVATIONS))
    output = Choice("logistic", list(OUTPUTS))
    loss = Choice("squared error", ["squared error", "nll"])
    x = Numbers([1, -0.5], -DATA_LIMIT, DATA_LIMIT, shortest=1, longest=MOST_ENDS)
    y = Numbers([0], -DATA_LIMIT, DATA_LIMIT, shortest=1, longest=MOST_ENDS)
    theta = Numbers(START, -LIMIT, LIMIT, longest=MOST_PARAMETERS)
    start = Numbers(START, -LIMIT, LIMIT, longest=MOST_PARAMETERS)
    seed = Number(1, 0, 9999, whole=True)
    rate = Number(1, 0.01, 10)
    steps = Number(0, 0, 1e9, whole=True)
    shown = Number(0, 0, LARGEST_STEPS, whole=True)

    @traitlets.observe("sizes")
    def _fit_sizes(self, change):
        count = self._new_network().count_parameters()
        with self.hold_trait_notifications():
            if len(self.theta) != count:
                self.theta = drawn_theta(count, self.seed)
                self.steps = 0
            if len(self.start) != count:
                self.start = self.theta
            self.x = (self.x + [1.0] * MOST_ENDS)[: self.sizes[0]]
            self.y = (self.y + [1.0] * MOST_ENDS)[: self.sizes[-1]]

    @traitlets.validate("sizes")
    def _check_ends(self, proposal):
        sizes = proposal["value"]
        if max(sizes[0], sizes[-1]) > MOST_ENDS:
            raise traitlets.TraitError(f"Backprop.sizes: expected at most {MOST_ENDS} inputs and outputs, got {sizes}")
        return sizes

    @traitlets.validate("theta", "start", "x", "y")
    def _check_length(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        count = {"x": self.sizes[0], "y": self.sizes[-1]}.get(name) or self._new_network().count_parameters()
        of_length(proposal, count, f"sizes {self.sizes}")
        if name == "y":
            self._check_classes(name, self.loss, value)
        return value

    @traitlets.validate("loss")
    def _check_loss(self, proposal):
        self._check_classes("loss", proposal["value"], self.y)
        return proposal["value"]

    def _check_classes(self, name, loss, y):
        if loss == "nll" and not set(y) <= {0, 1}:
            raise traitlets.TraitError(f"Backprop.{name}: the NLL needs targets y of 0 or 1, got {y}")

    def _activation(self, layer):
        """a_l; the output's is the logistic under "nll"."""
        if layer < len(self.sizes) - 2:
            return ACTIVATIONS[self.activation]()
        return Logistic() if self.loss == "nll" else OUTPUTS[self.output]()

    def _new_network(self):
        output = Identity if self.loss == "nll" else OUTPUTS[self.output]
        return mlp(self.sizes, ACTIVATIONS[self.activation], output, rng=np.random.default_rng(self.seed))

    def _criterion(self):
        return LogisticNLL() if self.loss == "nll" else SquaredError()

    def network(self):
        """The `nnlib` network on the screen; under "nll" its outputs are the linear s (f = σ(s))."""
        net = self._new_network()
        net.theta = self.theta
        return net

    def J(self):
        """The loss of the data point."""
        return self._criterion()(self.network()(np.array([self.x])), np.array([self.y]))

    def gradient(self):
        """∂J/∂θ by backpropagation, in the order of `theta`."""
        net, loss = self.network(), self._criterion()
        loss(net(np.array([self.x])), np.array([self.y]))
        net.backward(loss.backward())
        return np.concatenate([gradient.ravel() for gradient in net.gradients()])

    def measured(self):
        """∂J/∂θ by central differences, in the order of `theta`."""
        net, criterion, theta = self.network(), self._criterion(), np.array(self.theta)
        x, y = np.array([self.x]), np.array([self.y])

        def J():
            net.theta = theta
            return criterion(net(x), y)

        return numerical_gradient(J, theta)

    def received(self):
        """∂J/∂h of the hidden units, layer by layer from the last."""
        net, loss = self.network(), self._criterion()
        loss(net(np.array([self.x])), np.array([self.y]))
        derivative, found = loss.backward(), []
        for layer in reversed(net.layers):
            derivative = layer.backward(derivative)
            if type(layer) is Dense:
                found.append(derivative[0])
        return found[:-1]  # the last one is ∂J/∂x

    def readings(self):
        """`J`, gradient descent's `steps`, backward steps `shown`, units `unheard` of, derivatives that `disagree`."""
        exact, measured = self.gradient(), self.measured()
        difference = np.abs(exact - measured) / np.maximum(np.maximum(np.abs(exact), np.abs(measured)), LEAST)
        return {
            "J": self.J(),
            "steps": self.steps,
            "shown": min(self.shown, len(backward_steps(self.sizes))),
            "unheard": int(sum((np.abs(each) < UNHEARD).sum() for each in self.received())),
            "disagree": int((difference > DISAGREE).sum()),
        }

    def train(self, steps):
        """Takes so many steps of gradient descent, as *Descend* does in the page."""
        net, loss = self.network(), self._criterion()
        x, y = np.array([self.x]), np.array([self.y])
        optimizer = SGD(net, self.rate)
        if self.steps == 0:
            self.start = self.theta
        for _ in range(steps):
            loss(net(x), y)
            net.backward(loss.backward())
            optimizer.step()
        self.set_state(
            {"theta": net.theta.tolist(), "steps": self.steps + steps, "shown": len(backward_steps(self.sizes))}
        )

    def draw(self, figure):
        from ...plot import graph

        nodes, edges = self._graph()
        graph(nodes, spread(nodes, edges), ax=figure.add_subplot())

    def _graph(self):
        """Nodes and edges for `plot.graph`: a node is (layer, place in it), place 0 being the bias."""
        net, criterion = self.network(), self._criterion()
        J = criterion(net(np.array([self.x])), np.array([self.y]))
        net.backward(criterion.backward())
        sent = set(backward_steps(self.sizes)[: self.shown])
        last, h = len(self.sizes) - 2, np.array(self.x)
        nodes, edges = {}, []

        def add(layer, texts, received):
            biased = ["1", *texts] if layer <= last else [None, *texts]
            rows = np.arange(len(biased)) - (len(texts) + (layer > last)) / 2
            for place, (text, row) in enumerate(zip(biased, rows, strict=True)):
                if text:
                    nodes[layer, place] = (COLUMN * layer, -ROW * row, text, received.get(place, ""))

        add(0, [f"$x_{{{i}}} = {value:.3g}$" for i, value in enumerate(h, start=1)], {})
        for layer, dense in enumerate(net.layers[::2]):
            r = h @ dense.W + dense.b
            h = self._activation(layer).f(r)
            sum_, out, index = ("s", "f", "") if layer == last else ("r", "h", f"{layer + 1}," if last > 1 else "")
            texts = [
                f"${sum_}_{{{index}{j}}} = {r_j:.3g}$\n${out}_{{{index}{j}}} = {h_j:.3g}$"
                for j, (r_j, h_j) in enumerate(zip(r, h, strict=True), start=1)
            ]
            received = {
                j + 1: rf"$\partial J/\partial {sum_}_{{{index}{j + 1}}} = {dr:.2g}$"
                for j, dr in enumerate(dense.db)
                if ("node", layer, j) in sent
            }
            add(layer + 1, texts, received)
            gradient = np.vstack([dense.db, dense.dW])
            for place, j in np.ndindex(gradient.shape):
                message = f"${gradient[place, j]:.2g}$" if ("edge", layer, place - 1, j) in sent else ""
                edges.append(((layer, place), (layer + 1, j + 1), "", message))
        nodes["J"] = (COLUMN * (last + 2), 0, f"$J = {J:.3g}$", "")
        to_outputs = 2 * (h - self.y) if self.loss == "squared error" else (h - self.y) / (h * (1 - h))
        for k, message in enumerate(to_outputs):
            edges.append(((last + 1, k + 1), "J", "", f"${message:.2g}$" if ("loss", last, k) in sent else ""))
        return nodes, edges


def spread(nodes, edges):
    """Each edge with the first of PARTS at which its message keeps clear of those before it."""
    taken, placed = [], []
    for start, end, text, message in edges:
        a, b = (np.array(nodes[name][:2], dtype=float) for name in (start, end))
        clear = [at for at in PARTS if all((abs(a + at * (b - a) - each) > NUMBER).any() for each in taken)]
        at = (clear or PARTS)[0]
        taken += [a + at * (b - a)] if message else []
        placed.append((start, end, text, message, at))
    return placed
