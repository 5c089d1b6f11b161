"""The tasks in PyTorch (eager)."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import nnlib

from .tasks import RATE, moved

torch.set_num_threads(1)


def evaluate(net, X):
    model, X = to_torch(net), tensor(X)

    @torch.no_grad()
    def run():
        return [model(X)]

    return run, run


def step(net, X, y):
    model, X, y = to_torch(net), tensor(X), tensor(y)
    optimizer = torch.optim.SGD(model.parameters(), RATE)
    loss = F.binary_cross_entropy_with_logits if y.ndim == 2 else F.cross_entropy

    def run():
        optimizer.zero_grad()
        loss(model(X), y).backward()
        optimizer.step()

    return run, moved(run, lambda: from_torch(model))


def attention(layer, x, dh):
    n, tokens, d = x.shape
    W, b = np.concatenate([layer.W_Q, layer.W_K, layer.W_V], axis=1), np.zeros(3 * d, np.float32)
    x, dh, *theta = (tensor(array) for array in (x, dh, W.T, b, layer.W_O.T, layer.b_O))
    leaves = [leaf.requires_grad_() for leaf in (x, *theta)]

    def run():
        for leaf in leaves:
            leaf.grad = None
        qkv = F.linear(x, theta[0], theta[1]).view(n, tokens, 3, layer.heads, d // layer.heads)
        c = F.scaled_dot_product_attention(*qkv.permute(2, 0, 3, 1, 4)).transpose(1, 2).reshape(n, tokens, d)
        h = F.linear(c, theta[2], theta[3])
        h.backward(dh)
        return [h.detach(), x.grad, theta[2].grad.T, theta[3].grad]

    return run, run


def normalize(x, dh):
    bn = nn.BatchNorm1d(x.shape[1])
    net, x, dh = nn.Sequential(bn, nn.Dropout(0.5)), tensor(x).requires_grad_(), tensor(dh)

    def run(net=net):
        for leaf in (x, *net.parameters()):
            leaf.grad = None
        h = net(x)
        h.backward(dh)
        return [h.detach(), x.grad, *(leaf.grad for leaf in net.parameters())]

    return run, lambda: run(bn)


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


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array))
