"""What nnlib is timed at: tasks that nnlib, PyTorch (eager) and, where they can, JAX (compiled) and scikit-learn do on
the same numbers in float32. A library's run is a function without arguments that returns what it worked out.
"""

from dataclasses import dataclass, field
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.neural_network import MLPClassifier, MLPRegressor
from torch import nn

import nnlib

RATE = 1e-2


@dataclass
class Task:
    """`must` and `stretch`: nnlib's time over PyTorch's. `runs`: the libraries' functions by name; what those of
    `checked` give must be equal (without it, what the runs give).
    """

    what: str
    must: float
    stretch: float
    runs: dict = field(default_factory=dict)
    checked: dict = None


def tasks():
    yield evaluate()
    yield step([2, 8, 1], 30, nnlib.LogisticNLL, 0.08, 0.05)
    yield step([64, 128, 10], 32, nnlib.SoftmaxNLL, 0.20, 0.15)
    yield step([64, 128, 10], 256, nnlib.SoftmaxNLL, 0.55, 0.43)
    yield lenet_forward(32, 0.40, 0.30)
    yield lenet_forward(128, 0.40, 0.30)
    yield lenet_step(32, 0.50, 0.37)
    yield lenet_step(128, 0.55, 0.42)
    yield attention(32, 0.85, 0.70)
    yield attention(128, 0.95, 0.77)
    yield batchnorm_and_dropout(0.25, 0.18)


def evaluate():
    net = mlp([2, 16, 16, 1])
    X = np.stack(np.meshgrid(*[np.linspace(-1, 1, 100, dtype=np.float32)] * 2), axis=-1).reshape(-1, 2)
    task = Task("evaluate 2-16-16-1 tanh on 100×100", 0.30, 0.24)
    task.runs["nnlib"] = lambda: [net(X)]
    task.runs |= {"PyTorch": torch_forward(net, X), "JAX": jax_forward(net, X)}
    other = MLPRegressor(hidden_layer_sizes=(16, 16), activation="tanh").partial_fit(X[:99], X[:99, 0])
    copy_to_sklearn(net, other)
    task.runs["scikit-learn"] = lambda: [other.predict(X)[:, None]]
    return task


def step(sizes, n, loss, must, stretch):
    net, rng = mlp(sizes), np.random.default_rng(1)
    X = rng.normal(size=(n, sizes[0])).astype(np.float32)
    y = rng.integers(0, 2, (n, 1)).astype(np.float32) if loss is nnlib.LogisticNLL else rng.integers(0, sizes[-1], n)
    runs, parameters = steps(net, loss(), X, y)
    other = MLPClassifier(
        hidden_layer_sizes=sizes[1:-1], activation="tanh", solver="sgd", alpha=0, momentum=0, batch_size=n
    )
    labels = y.ravel().astype(int)
    other.set_params(learning_rate_init=RATE).partial_fit(X, labels, classes=np.arange(max(2, sizes[-1])))
    copy_to_sklearn(net, other)
    runs["scikit-learn"] = lambda: other.partial_fit(X, labels)
    parameters["scikit-learn"] = lambda: [
        array for both in zip(other.coefs_, other.intercepts_, strict=True) for array in both
    ]
    what = f"SGD step {'-'.join(map(str, sizes))}, batch {n}"
    return Task(what, must, stretch, runs, gradients(runs, parameters))


def lenet_forward(n, must, stretch):
    net, X = nnlib.lenet5(rng=np.random.default_rng(0), dtype=np.float32), images(n)
    runs = {"nnlib": lambda: [net(X)], "PyTorch": torch_forward(net, X), "JAX": jax_forward(net, X)}
    return Task(f"LeNet forward, batch {n}", must, stretch, runs)


def lenet_step(n, must, stretch):
    net, y = nnlib.lenet5(rng=np.random.default_rng(0), dtype=np.float32), np.arange(n) % 10
    runs, parameters = steps(net, nnlib.SoftmaxNLL(), images(n), y)
    return Task(f"LeNet SGD step, batch {n}", must, stretch, runs, gradients(runs, parameters))


def attention(tokens, must, stretch):
    rng = np.random.default_rng(0)
    layer = nnlib.SelfAttention(64, 4, rng=rng, dtype=np.float32)
    x, dh = (rng.normal(size=(16, tokens, 64)).astype(np.float32) for _ in range(2))
    W, b = np.concatenate([layer.W_Q, layer.W_K, layer.W_V], axis=1), np.zeros(192, np.float32)
    x_torch, dh_torch, *theta = (tensor(array) for array in (x, dh, W.T, b, layer.W_O.T, layer.b_O))
    for leaf in (x_torch, *theta):
        leaf.requires_grad_()

    def nnlib_run():
        return [layer(x), layer.backward(dh), layer.dW_O, layer.db_O]

    def torch_run():
        for leaf in (x_torch, *theta):
            leaf.grad = None
        qkv = F.linear(x_torch, theta[0], theta[1]).view(16, tokens, 3, 4, 16)
        c = F.scaled_dot_product_attention(*qkv.permute(2, 0, 3, 1, 4)).transpose(1, 2).reshape(16, tokens, 64)
        h = F.linear(c, theta[2], theta[3])
        h.backward(dh_torch)
        return [h.detach(), x_torch.grad, theta[2].grad.T, theta[3].grad]

    def formula(x, W, b, W_O, b_O):
        q, k, v = jnp.transpose((x @ W + b).reshape(16, tokens, 3, 4, 16), (2, 0, 3, 1, 4))
        A = jax.nn.softmax(q @ k.swapaxes(2, 3) / 4)
        return (A @ v).swapaxes(1, 2).reshape(16, tokens, 64) @ W_O + b_O

    @jax.jit
    def compiled(dh, *arguments):
        h, pull = jax.vjp(formula, *arguments)
        dx, _, _, dW_O, db_O = pull(dh)
        return h, dx, dW_O, db_O

    arguments = [jnp.asarray(array) for array in (dh, x, W, b, layer.W_O, layer.b_O)]
    runs = {"nnlib": nnlib_run, "PyTorch": torch_run, "JAX": lambda: jax.block_until_ready(compiled(*arguments))}
    what = f"self-attention forward + backward, batch 16, d 64, 4 heads, {tokens} tokens"
    return Task(what, must, stretch, runs)


def batchnorm_and_dropout(must, stretch):
    rng = np.random.default_rng(0)
    bn, dropout = nnlib.BatchNorm(512, dtype=np.float32), nnlib.Dropout(0.5, rng=rng)
    net, model = nnlib.Sequential(bn, dropout), nn.Sequential(nn.BatchNorm1d(512), nn.Dropout(0.5))
    x, dh = (rng.normal(size=(256, 512)).astype(np.float32) for _ in range(2))
    x_torch, dh_torch = tensor(x).requires_grad_(), tensor(dh)

    def nnlib_run(net=net):
        return [net(x), net.backward(dh), bn.dgamma, bn.dbeta]

    def torch_run(model=model):
        for leaf in (x_torch, *model.parameters()):
            leaf.grad = None
        h = model(x_torch)
        h.backward(dh_torch)
        return [h.detach(), x_torch.grad, *(leaf.grad for leaf in model.parameters())]

    runs = {"nnlib": nnlib_run, "PyTorch": torch_run}
    checked = {"nnlib": lambda: nnlib_run(bn), "PyTorch": lambda: torch_run(model[0])}
    return Task("batch norm + dropout forward + backward, 256×512", must, stretch, runs, checked)


def mlp(sizes):
    return nnlib.mlp(sizes, rng=np.random.default_rng(0), dtype=np.float32)


def images(n):
    return np.random.default_rng(0).uniform(size=(n, 1, 28, 28)).astype(np.float32)


def steps(net, loss, X, y):
    """One step of gradient descent in each library, and functions that give the parameters, from the same start."""
    optimizer, model = nnlib.SGD(net, RATE), to_torch(net)
    torch_optimizer = torch.optim.SGD(model.parameters(), RATE)
    classes = isinstance(loss, nnlib.SoftmaxNLL)
    torch_loss = F.cross_entropy if classes else F.binary_cross_entropy_with_logits
    X_torch, y_torch = tensor(X), tensor(y)

    def nnlib_run():
        loss(net(X), y)
        net.backward(loss.backward(), dx=False)
        optimizer.step()

    def torch_run():
        torch_optimizer.zero_grad()
        torch_loss(model(X_torch), y_torch).backward()
        torch_optimizer.step()

    def jax_loss(theta, X, y):
        z = formula(net, theta, X)
        return (
            -jax.nn.log_softmax(z)[jnp.arange(len(y)), y].mean()
            if classes
            else jnp.logaddexp(0, (1 - 2 * y) * z).mean()
        )

    @jax.jit
    def jax_step(theta, X, y):
        return [array - RATE * gradient for array, gradient in zip(theta, jax.grad(jax_loss)(theta, X, y), strict=True)]

    theta, X_jax, y_jax = to_jax(net), jnp.asarray(X), jnp.asarray(y)

    def jax_run():
        theta[:] = jax.block_until_ready(jax_step(theta, X_jax, y_jax))

    runs = {"nnlib": nnlib_run, "PyTorch": torch_run, "JAX": jax_run}
    return runs, {"nnlib": net.parameters, "PyTorch": lambda: from_torch(model), "JAX": lambda: theta}


def gradients(runs, parameters):
    """Functions that give the gradient: how far a step moves the parameters, the same in all libraries before it."""
    start = [array.copy() for array in parameters["nnlib"]()]

    def gradient(name):
        runs[name]()
        return [(before - np.asarray(after)) / RATE for before, after in zip(start, parameters[name](), strict=True)]

    return {name: partial(gradient, name) for name in runs}


def torch_forward(net, X):
    model, X = to_torch(net), tensor(X)

    @torch.no_grad()
    def run():
        return [model(X)]

    return run


def jax_forward(net, X):
    theta, X, compiled = to_jax(net), jnp.asarray(X), jax.jit(lambda theta, X: formula(net, theta, X))
    return lambda: [compiled(theta, X).block_until_ready()]


def to_torch(net):
    """The same network of PyTorch's layers."""
    model = nn.Sequential()
    for layer in net.layers:
        if isinstance(layer, nnlib.Dense):
            model.append(nn.Linear(*layer.W.shape))
        elif isinstance(layer, nnlib.Conv2D):
            model.append(nn.Conv2d(*layer.W.shape[1::-1], layer.size, padding=layer.padding))
        elif isinstance(layer, nnlib.AvgPool2D):
            model.append(nn.AvgPool2d(layer.size))
        else:
            model.append({nnlib.Tanh: nn.Tanh, nnlib.Flatten: nn.Flatten}[type(layer)]())
    for theirs, ours in zip(model.parameters(), net.parameters(), strict=True):
        theirs.data = tensor(ours.T if ours.ndim == 2 else ours).clone()
    return model


def from_torch(model):
    """The parameters of a PyTorch model in nnlib's shapes."""
    return [array.detach().T if array.ndim == 2 else array.detach() for array in model.parameters()]


def to_jax(net):
    return [jnp.array(array) for array in net.parameters()]


def formula(net, theta, h):
    """The network's output in JAX."""
    theta = iter(theta)
    for layer in net.layers:
        if isinstance(layer, nnlib.Dense):
            h = h @ next(theta) + next(theta)
        elif isinstance(layer, nnlib.Conv2D):
            padding = [(p, p) for p in layer.padding]
            h = jax.lax.conv_general_dilated(h, next(theta), (1, 1), padding) + next(theta)[:, None, None]
        elif isinstance(layer, nnlib.AvgPool2D):
            n, c, height, width = h.shape
            h = h.reshape(n, c, height // 2, 2, width // 2, 2).mean(axis=(3, 5))
        elif isinstance(layer, nnlib.Flatten):
            h = h.reshape(len(h), -1)
        else:
            h = jnp.tanh(h)
    return h


def copy_to_sklearn(net, other):
    """Gives scikit-learn's network the parameters of `net`."""
    for theirs, ours in zip(
        [*other.coefs_, *other.intercepts_], net.parameters()[::2] + net.parameters()[1::2], strict=True
    ):
        theirs[...] = ours


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array))
