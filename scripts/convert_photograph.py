"""Makes src/nnlib/datasets/photograph.npz from a photograph in scikit-image's wheel; kept to show how it was made.

pip download --no-deps scikit-image==0.26.0
python scripts/convert_photograph.py scikit_image-0.26.0-….whl
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

INSIDE = "skimage/data/coffee.png"
SHA256 = "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7"
TARGET = Path(__file__).resolve().parent.parent / "src" / "nnlib" / "datasets" / "photograph.npz"
PART = (100, 20, 480, 400)  # the cup on its saucer: left, top, right, bottom
SIDE = 28


def main(wheel):
    packed = zipfile.ZipFile(wheel).read(INSIDE)
    if hashlib.sha256(packed).hexdigest() != SHA256:
        sys.exit(f"{INSIDE} is not the file that was converted")
    cup = Image.open(io.BytesIO(packed)).convert("RGB").resize((SIDE, SIDE), Image.BOX, box=PART)
    np.savez_compressed(TARGET, image=np.moveaxis(np.asarray(cup), 2, 0))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
