"""The tasks that scikit-learn's networks can do."""

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from .tasks import RATE, moved


def evaluate(net, X):
    other = MLPRegressor(hidden_layer_sizes=hidden(net), activation="tanh").partial_fit(X[:99], X[:99, 0])
    copy_to(other, net)
    run = lambda: [other.predict(X)[:, None]]  # noqa: E731
    return run, run


def step(net, X, y):
    other = MLPClassifier(
        hidden_layer_sizes=hidden(net),
        activation="tanh",
        solver="sgd",
        learning_rate_init=RATE,
        alpha=0,
        momentum=0,
        batch_size=len(X),
    )
    labels, n_out = y.ravel().astype(int), net.layers[-1].W.shape[1]
    other.partial_fit(X, labels, classes=np.arange(max(2, n_out)))
    copy_to(other, net)
    run = lambda: other.partial_fit(X, labels)  # noqa: E731
    return run, moved(run, lambda: [a for both in zip(other.coefs_, other.intercepts_, strict=True) for a in both])


def hidden(net):
    return [layer.W.shape[1] for layer in net.layers[:-1:2]]


def copy_to(other, net):
    """Gives scikit-learn's network the parameters of `net`."""
    parameters = net.parameters()
    for theirs, ours in zip([*other.coefs_, *other.intercepts_], parameters[::2] + parameters[1::2], strict=True):
        theirs[...] = ours
