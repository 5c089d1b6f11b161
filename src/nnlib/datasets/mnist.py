"""Handwritten digits: 5,000 of MNIST's that come with the package, and the reader of the original files."""

import math
import os

import numpy as np

from .. import checks

FILE = os.path.join(os.path.dirname(__file__), "mnist5k.npz")
TRAINING = 4000
TYPES = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}  # by the third byte of a file
LARGEST = 2**30


def mnist5k(dtype=np.float64):
    """5,000 digits of MNIST: (X, y) of 4,000 for training and (X, y) of 1,000 held out, always the same (section 7).

    X is (n, 1, 28, 28) of `dtype`, from 0 (paper) to 1 (ink); y (n,) holds the digits, whole numbers 0 to 9. There are
    400 of each digit for training and 100 held out, in random order. Source and licence (CC BY-SA 3.0) stand in
    mnist5k.txt beside the data.

    Raises TypeError for other types than float64 and float32.

    >>> (X, y), (X_held, y_held) = mnist5k()
    >>> X.shape, y[:5], X_held.shape
    ((4000, 1, 28, 28), array([4, 3, 9, 9, 0]), (1000, 1, 28, 28))
    """
    dtype = checks.float_type(dtype, "datasets.mnist5k")
    with np.load(FILE, allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    X, y = images[:, None].astype(dtype) / 255, labels.astype(int)
    return (X[:TRAINING], y[:TRAINING]), (X[TRAINING:], y[TRAINING:])


def load_idx(path):
    """The array in a file of the original MNIST, such as train-images-idx3-ubyte.gz, packed (.gz) or not.

    Gives images (n, 28, 28) or labels (n,), whole numbers of 0 to 255; other shapes and types, such as QMNIST's labels
    (n, 8), as they are. For `Conv2D` take `images[:, None] / 255`.

    Raises OSError where no file can be read there, ValueError where it is damaged, too long, too short or no such file.

    >>> path = getfixture("tmp_path") / "labels-idx1-ubyte"
    >>> path.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1]))
    11
    >>> load_idx(path)
    array([7, 2, 1], dtype=uint8)
    """
    import gzip  # only here, to keep `import nnlib` short
    import zlib

    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    try:
        with (gzip.open if packed else open)(path, "rb") as file:
            return read_idx(file)
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError) as error:
        raise ValueError(f"datasets.load_idx: {path} is damaged or no MNIST file: {error}") from error


def read_idx(file):
    """Two zeros, the type, the number of axes, their lengths (four bytes each, the highest first), the values."""
    zeros, kind, axes = file.read(2), file.read(1), file.read(1)
    if zeros != b"\0\0" or not kind or kind[0] not in TYPES or axes in (b"", b"\0"):
        raise ValueError("it does not begin as a file of images or labels does")
    lengths = file.read(4 * axes[0])
    if len(lengths) < 4 * axes[0]:
        raise ValueError("it ends within its header")
    shape, dtype = tuple(np.frombuffer(lengths, ">u4").tolist()), np.dtype(TYPES[kind[0]])
    size = math.prod(shape) * dtype.itemsize
    content = file.read(size + 1) if size <= LARGEST else b""
    if len(content) != size:
        unit = "bytes" if dtype.itemsize == 1 else f"numbers of {dtype.itemsize} bytes"
        raise ValueError(f"its header promises {' × '.join(map(str, shape))} {unit}, but it holds more or fewer")
    return np.frombuffer(content, dtype).reshape(shape).astype(dtype.newbyteorder("="))
