"""`import nnlib` imports NumPy only, and the public names are there."""

import subprocess
import sys

import pytest

import nnlib


def modules_after(code):
    script = f"import sys\n{code}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("code", ["import nnlib", "from nnlib import *"])
def test_import_loads_numpy_only(code):
    foreign = {name.partition(".")[0] for name in modules_after(code) - modules_after("import numpy")}
    assert foreign - set(sys.stdlib_module_names) == {"nnlib"}


def test_training_needs_nothing_more():
    code = """
import numpy as np, nnlib
rng = np.random.default_rng(0)
net = nnlib.mlp([1, 2, 1], rng=rng)
x, y = nnlib.datasets.sine(8, rng=rng)
nnlib.train(net, nnlib.SquaredError(), nnlib.SGD(net, 0.1), x, y, epochs=1, batch_size=4, rng=rng)
"""
    assert not modules_after(code) & {"matplotlib", "anywidget", "ipywidgets", "tqdm", "scipy"}


def test_plot_comes_on_first_use():
    assert "matplotlib" in modules_after("import nnlib; nnlib.plot")


def test_public_names():
    for name in [*nnlib.__all__, "plot"]:
        assert getattr(nnlib, name).__doc__, name
    assert nnlib.__version__ == "0.1.0"
    assert {*nnlib.__all__, "plot", "widgets"} == set(dir(nnlib))
    with pytest.raises(AttributeError, match="module 'nnlib' has no attribute 'keras'"):
        nnlib.keras  # noqa: B018
