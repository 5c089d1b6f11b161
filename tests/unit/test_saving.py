"""Saving and loading: the same numbers come back, and what is damaged or foreign changes nothing."""

import io
import pickle
import zipfile

import numpy as np
import pytest

from nnlib import (
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Residual,
    SelfAttention,
    Sequential,
    Tanh,
    lenet5,
    load,
    mlp,
    save,
    saving,
)

X = np.random.default_rng(1).normal(size=(3, 1, 6, 6))


def network(seed, dtype=np.float64):
    """One of every layer that has numbers."""
    rng = np.random.default_rng(seed)
    options = {"rng": rng, "dtype": dtype}
    return Sequential(
        Conv2D(1, 2, 3, **options), BatchNorm(2, dtype=dtype), Tanh(), Flatten(), Dropout(0.2, rng=rng),
        Residual(Dense(32, 8, **options), BatchNorm(8, dtype=dtype), skip=Dense(32, 8, **options), scale=0.5),
        Dense(8, 2, **options),
    )  # fmt: skip


def trained(seed):
    """A network whose running averages have moved."""
    net = network(seed)
    net(X)
    return net.eval()


@pytest.mark.parametrize("name", ["net.npz", "net", "a b.npz.old"])
def test_outputs_are_identical(name, tmp_path):
    net = trained(0)
    save(net, tmp_path / name)
    other = load(network(1).eval(), str(tmp_path / name))
    assert (other(X) == net(X)).all() and (other.theta == net.theta).all()
    for array, expected in zip(other.running(), net.running(), strict=True):
        assert (array == expected).all() and array is not expected
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_types_are_kept(tmp_path):
    net = network(0, np.float32)
    save(net, tmp_path / "net.npz")
    other = load(network(1, np.float32), tmp_path / "net.npz")
    assert other.theta.dtype == np.float32 and (other.theta == net.theta).all()
    with pytest.raises(ValueError, match="float32"):
        load(network(1), tmp_path / "net.npz")


def test_networks_with_and_without_numbers(tmp_path):
    rng = np.random.default_rng(0)
    for net in (mlp([2, 3, 1], rng=rng), SelfAttention(4, 2, rng=rng), Tanh(), lenet5(rng=rng)):
        save(net, tmp_path / "net.npz")
        theta = net.theta
        net.theta = np.zeros(theta.shape)
        assert load(net, tmp_path / "net.npz") is net
        assert (net.theta == theta).all()


def test_no_pickle_is_in_the_file(tmp_path):
    save(trained(0), tmp_path / "net.npz")
    with np.load(tmp_path / "net.npz", allow_pickle=False) as file:
        assert sorted(file) == ["kind", "network", "running", "theta"]
        assert all(file[name].dtype.kind in "Uf" for name in file)


def npz(path, **arrays):
    with path.open("wb") as file:
        np.savez(file, **arrays)


def parts(path):
    with np.load(path) as file:
        return dict(file)


class Bomb:
    """Would be seen if it were unpickled."""

    def __reduce__(self):
        return pytest.fail, ("unpickled",)


def damages(good):
    """Files that must be refused, by name: (bytes, words of the message)."""
    changed = bytearray(good)
    changed[len(good) // 2] ^= 1
    yield "empty", b""
    yield "text", b"hello\n"
    yield "pickle", pickle.dumps(Bomb())
    yield "one bit", bytes(changed)
    for end in (10, 200, len(good) // 2, len(good) - 1):
        yield f"first {end} bytes", good[:end]
    yield "no beginning", good[100:]
    entry = good.rindex(b"PK\1\2")  # the last one of the archive's list
    for name, place, value in (("encrypted", entry + 8, 1), ("packed", entry + 10, 99), ("no list", -3, 255)):
        changed = bytearray(good)
        changed[place] = value
        yield name, bytes(changed)
    array, objects, empty = io.BytesIO(), io.BytesIO(), io.BytesIO()
    np.save(array, np.zeros(3))
    yield "one array", array.getvalue()
    np.savez(objects, kind=np.array([Bomb()], dtype=object), network="", theta=0, running=0)
    yield "objects", objects.getvalue()
    with zipfile.ZipFile(empty, "w"):
        pass
    yield "empty archive", empty.getvalue()


def test_damaged_files_are_refused(tmp_path):
    path = tmp_path / "net.npz"
    save(trained(0), path)
    for name, content in damages(path.read_bytes()):
        net = trained(1)
        theta, running = net.theta, [array.copy() for array in net.running()]
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"load: .*net.npz") as caught:
            load(net, path)
        assert (net.theta == theta).all(), name
        assert all((array == old).all() for array, old in zip(net.running(), running, strict=True)), name
        assert len(str(caught.value)) < 1000, name


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": np.array("something else")}, "was not written by nnlib.save"),
        ({"kind": None}, "damaged or was not written by nnlib.save"),
        ({"network": np.array("Dense(2, 3)")}, r"is of Dense\(2, 3\), but the network to load it into is Sequential\("),
        ({"theta": None}, "damaged or was not written"),
        ({"theta": np.zeros(3)}, r"theta: expected shape \(\d+,\), got \(3,\)"),
        ({"theta": np.array(["x"])}, "theta: expected numbers"),
        ({"theta": np.full(586, np.nan)}, "theta: each value must be finite, got nan"),
        ({"running": np.zeros(3)}, r"running: expected shape \(20,\)"),
        ({"running": np.full(20, np.inf)}, "running: each value must be finite"),
    ],
)
def test_foreign_files_are_refused(change, message, tmp_path):
    path, net = tmp_path / "net.npz", trained(1)
    assert net.theta.size == 586
    save(trained(0), path)
    arrays = {name: array for name, array in {**parts(path), **change}.items() if array is not None}
    npz(path, **arrays)
    theta, running = net.theta, [array.copy() for array in net.running()]
    with pytest.raises((ValueError, TypeError), match=message):
        load(net, path)
    assert (net.theta == theta).all()
    assert all((array == old).all() for array, old in zip(net.running(), running, strict=True))


def test_no_file_and_no_network(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(network(0), tmp_path / "none.npz")
    with pytest.raises(OSError):
        save(network(0), tmp_path / "no folder" / "net.npz")
    for call in (save, load):
        with pytest.raises(TypeError, match="net must be a layer or network, got 3"):
            call(*((3, tmp_path / "net.npz")))
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_if_saving_fails(tmp_path, monkeypatch):
    path, net = tmp_path / "net.npz", trained(0)
    save(net, path)
    before = path.read_bytes()
    net.layers[0].W[0, 0, 0, 0] = np.nan
    with pytest.raises(ValueError, match="save: each parameter must be finite, got nan"):
        save(net, path)

    def full(file, **arrays):
        file.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(saving.np, "savez", full)
    with pytest.raises(OSError, match="no space left"):
        save(trained(0), path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
