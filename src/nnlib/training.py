"""Training by mini-batches, and the record of it (section 4)."""

import math
import sys
from itertools import pairwise

import numpy as np

from . import checks
from .activations import Logistic
from .batchnorm import BatchNorm
from .layer import Layer, all_layers, backward_to_parameters
from .layers import Sequential
from .losses import LogisticNLL, SoftmaxNLL


class DivergenceError(ArithmeticError):
    """Training has diverged; `history` holds the epochs before."""

    def __init__(self, message, history):
        super().__init__(message)
        self.history = history


class History:
    """What training recorded: `losses`, the mean loss of each epoch, and `validation`, the loss after each epoch.

    A loss of `losses` is the mean over the epoch's batches, each taken before its step; `validation` is empty without a
    validation set.
    """

    def __init__(self):
        self.losses, self.validation = [], []

    @property
    def best(self):
        """The epoch, counted from 0, with the smallest validation loss; None without a validation set."""
        return self.validation.index(min(self.validation)) if self.validation else None

    def __repr__(self):
        text = f"History({len(self.losses)} epochs"
        for name, values in (("loss", self.losses), ("validation", self.validation)):
            if values:
                text += f", {name} {values[0]:.4g} → {values[-1]:.4g}"
        return text + ")"


def train(
    net,
    loss,
    optimizer,
    X,
    y,
    *,
    epochs,
    batch_size,
    rng=None,
    validation=None,
    patience=None,
    schedule=None,
    progress=None,
):
    """Runs `epochs` passes over the rows of X and y, in batches drawn anew by `rng` each pass; returns a `History`.

    The last batch of a pass is smaller where `batch_size` does not divide the number of rows; a single row left over
    joins the batch before if there is batch normalization. `validation` is a pair (X, y). Training mode is on during
    the steps; the network is left in evaluation mode. `progress` draws a tqdm bar: None on a terminal only, True
    always, False never.

    With `patience`, training stops early once so many epochs in a row have not made the validation loss smaller than
    before, and `net` gets the parameters of the best epoch. `schedule` is a function of the epoch 0, 1, … that says by
    what the optimizer's rate is multiplied in it, such as `cosine_decay(epochs)`; afterwards the rate is as it was.

    Raises TypeError or ValueError for bad input before anything changes. If the loss becomes infinite, `net` gets back
    the parameters it came with, the optimizer starts afresh, and DivergenceError says to lower the rate, or to look at
    the data where they are to blame.

    >>> from nnlib import SGD, SquaredError, mlp
    >>> rng = np.random.default_rng(0)
    >>> X = np.linspace(-1, 1, 20)[:, None]
    >>> net = mlp([1, 8, 1], rng=rng)
    >>> train(net, SquaredError(), SGD(net, 0.1), X, X**2, epochs=200, batch_size=5, rng=rng)
    History(200 epochs, loss 0.1736 → 0.003391)
    """
    epochs = checks.whole(epochs, "epochs", "train")
    batch_size = checks.whole(batch_size, "batch_size", "train")
    checks.generator(rng, "train")
    if not isinstance(net, Layer):
        raise TypeError(f"train: net must be a layer or network, got {checks.described(net)}")
    if isinstance(loss, type) or not hasattr(loss, "check"):
        raise TypeError(f"train: loss must be a loss such as SquaredError(), got {checks.described(loss)}")
    check_end(net, loss)
    if getattr(optimizer, "net", None) is not net:
        raise ValueError(f"train: the optimizer must be made for this network, as in SGD(net, 0.1); got {optimizer!r}")
    y = check_data(net, loss, X, y, "X, y", batch_size)
    if validation is not None:
        if not isinstance(validation, tuple | list) or len(validation) != 2:
            raise TypeError(f"train: validation must be a pair (X, y), got {checks.described(validation)}")
        X_held, y_held = validation
        y_held = check_data(net, loss, X_held, y_held, "validation", batch_size)

    if patience is not None:
        patience = checks.whole(patience, "patience", "train")
        if validation is None:
            raise ValueError("train: patience needs a validation set")
    rates = [optimizer.lr * factor for factor in factors(schedule, epochs)]

    history, start, rate = History(), numbers(net), optimizer.lr
    best = start
    for epoch in bar(range(epochs), progress):
        J = None
        try:
            optimizer.lr = rates[epoch]
            with np.errstate(over="ignore", invalid="ignore"):
                J = run_epoch(net.train(), loss, optimizer, X, y, batch_size, rng)
                J_held = [] if validation is None else [mean_loss(net.eval(), loss, X_held, y_held, batch_size)]
        except checks.NonFiniteError as reason:
            put_back(net, start)
            optimizer.reset()
            held = None if J is None else (X_held, y_held)
            message = advice(net.eval(), loss, (X, y), held, batch_size, J, f"in epoch {epoch + 1}", rates[epoch])
            raise DivergenceError(f"train: {message}", history) from reason
        finally:
            optimizer.lr = rate
            net.eval()
        history.losses.append(J)
        history.validation += J_held
        if patience is not None:
            if history.best == epoch:
                best = numbers(net)
            if epoch - history.best >= patience:
                break
    if patience is not None:
        put_back(net, best)
        optimizer.reset()
    return history


def run_epoch(net, loss, optimizer, X, y, batch_size, rng):
    """One pass: a step for each batch; returns the mean loss."""
    order = rng.permutation(len(X))
    X, y, total = X[order], y[order], 0.0
    least = 2 if any(isinstance(layer, BatchNorm) for layer in all_layers(net)) else 1
    for batch in batches(len(X), batch_size, least):
        x_batch, y_batch = X[batch], y[batch]
        total += loss(net.forward(x_batch), y_batch) * len(x_batch)
        backward_to_parameters(net, loss.backward())
        optimizer.step()
    return total / len(X)


def mean_loss(net, loss, X, y, batch_size):
    """The loss over all rows, batch by batch, so that large data need no more memory than training."""
    return sum(loss(net.forward(X[batch]), y[batch]) * len(X[batch]) for batch in batches(len(X), batch_size)) / len(X)


def advice(net, loss, data, held, batch_size, J, when, rate):
    """What to do about a loss that became infinite, J being the training loss of that epoch if it was finite; `net` has
    the parameters that training began with.
    """
    J_start = loss_or_infinity(net, loss, *data, batch_size)
    if J_start == math.inf:
        return "the loss of the data is infinite even before the first step; look for values that are too large"
    if J is None or J > 100 * J_start:
        return f"the loss became infinite {when}; lower the rate (lr = {rate:g})"
    if loss_or_infinity(net, loss, *held, batch_size) == math.inf:
        return (
            "the loss of the validation data is infinite even before the first step; look for values that are too large"
        )
    text = f"the loss of the validation data became infinite {when}, where that of the training data was {J:.4g}"
    return f"{text}; look for values far from those trained with"


def loss_or_infinity(net, loss, X, y, batch_size):
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            return mean_loss(net, loss, X, y, batch_size)
    except checks.NonFiniteError:
        return math.inf


def batches(n, size, least=1):
    """Slices of `size` rows, the last with what is left; it joins the one before if that is less than `least`."""
    ends = [*range(0, n, size), n]
    if len(ends) > 2 and n - ends[-2] < least:
        del ends[-2]
    return [slice(start, stop) for start, stop in pairwise(ends)]


def check_end(net, loss):
    """A network whose loss applies the logistic or softmax function must not end in one."""
    last = net
    while isinstance(last, Sequential):
        last = last.layers[-1]
    if isinstance(loss, LogisticNLL | SoftmaxNLL) and isinstance(last, Logistic):
        what = f"{loss!r} takes linear outputs and applies its own function"
        raise ValueError(f"train: {what}; leave out {last!r} at the end")


def check_data(net, loss, X, y, name, batch_size):
    """X must suit the network, and all of y the loss; returns y as an array."""
    if not isinstance(X, np.ndarray) or X.ndim == 0:
        raise TypeError(f"train: {name}: X must be an array of rows, got {checks.described(X)}")
    y = np.asarray(y)
    if len(X) == 0 or y.ndim == 0 or len(y) != len(X):
        raise ValueError(f"train: {name}: expected as many rows of X as of y, and some, got {X.shape} and {y.shape}")
    checks.finite(X, "X", f"train: {name}")
    mode = net.training
    try:
        z = net.eval().forward(X[:batch_size])
    finally:
        (net.train if mode else net.eval)()
    y = loss.check(y, (len(X), *z.shape[1:]), z.dtype)
    checks.finite(y, "y", f"train: {name}")
    return y


def factors(schedule, epochs):
    """By what the rate is multiplied in each epoch."""
    if schedule is None:
        return [1.0] * epochs
    if not callable(schedule):
        raise TypeError(f"train: schedule must be a function of the epoch, got {checks.described(schedule)}")
    return [checks.real(schedule(t), f"schedule({t})", "train", low_itself=False) for t in range(epochs)]


def numbers(net):
    """Copies of all that training changes in a network."""
    return [array.copy() for array in (*net.parameters(), *net.running())]


def put_back(net, copies):
    """Gives the network the numbers that it had."""
    for array, values in zip((*net.parameters(), *net.running()), copies, strict=True):
        array[...] = values


def bar(epochs, progress):
    """`epochs` with a tqdm bar round it: None on a terminal only, True always, False never."""
    if not (progress if progress is not None else sys.stderr and sys.stderr.isatty()):
        return epochs
    try:
        from tqdm import tqdm
    except ImportError:
        if progress:
            raise ImportError("train: progress=True needs tqdm (pip install tqdm)") from None
        return epochs
    return tqdm(epochs, desc="training", unit="epoch", leave=False)
