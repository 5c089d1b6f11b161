"""Saving a network's numbers and loading them into a network of the same layers.

A file is an .npz of four arrays without pickle: what it is, the network's `repr`, its parameters θ and its running
averages.
"""

import io
import os

import numpy as np

from . import checks
from .layer import Layer

KIND = "nnlib network 1"


def save(net, path):
    """Writes the parameters and running averages of `net` to the file `path` (.npz), in place of what was there.

    Raises TypeError where `net` is not a layer, ValueError where a number of it is not finite, and OSError where it
    cannot be written; then what was there stays.

    >>> from nnlib import mlp
    >>> folder = getfixture("tmp_path")
    >>> net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> save(net, folder / "net.npz")
    >>> other = load(mlp([2, 3, 1], rng=np.random.default_rng(1)), folder / "net.npz")
    >>> bool((other.theta == net.theta).all())
    True
    """
    check_network(net, "save")
    theta, running = net.theta, joined(net.running())
    checks.finite(theta, "each parameter", "save")
    checks.finite(running, "each running average", "save")
    unfinished = f"{os.fspath(path)}.unfinished"
    try:
        with open(unfinished, "wb") as file:
            np.savez(file, kind=np.array(KIND), network=np.array(repr(net)), theta=theta, running=running)
        os.replace(unfinished, path)
    finally:
        if os.path.exists(unfinished):
            os.remove(unfinished)


def load(net, path):
    """Reads the numbers of the file `path`, which `save` wrote, into `net`, and returns it.

    Raises TypeError where `net` is not a layer, OSError where no file can be read there, and ValueError where the file
    is damaged, not written by `save`, or of other layers. Then `net` is as it was.
    """
    check_network(net, "load")
    parts = read(path)
    if str(parts["kind"]) != KIND:
        raise ValueError(f"load: {path} was not written by nnlib.save (or by another version of it)")
    if str(parts["network"]) != repr(net):
        raise ValueError(f"load: {path} is of {parts['network']}, but the network to load it into is {net!r}")
    theta, running = net.theta.copy(), joined(net.running())
    checks.fill(theta, parts["theta"], f"load: {path}", "theta")
    checks.fill(running, parts["running"], f"load: {path}", "running")
    net.theta, start = theta, 0
    for array in net.running():
        array[...] = running[start : start + array.size].reshape(array.shape)
        start += array.size
    return net


def read(path):
    """The arrays of a file by name, all of them or an error."""
    with open(path, "rb") as file:
        content = io.BytesIO(file.read())
    try:
        with np.load(content, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in ("kind", "network", "theta", "running")}
    except Exception as error:  # what damage leads to is the readers' affair: zip's, zlib's or NumPy's
        raise ValueError(f"load: {path} is damaged or was not written by nnlib.save: {error}") from error


def joined(arrays):
    """Several arrays as one vector."""
    return np.concatenate([array.ravel() for array in arrays] or [np.empty(0)])


def check_network(net, where):
    if not isinstance(net, Layer):
        raise TypeError(f"{where}: net must be a layer or network, got {checks.described(net)}")
