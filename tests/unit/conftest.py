"""What all unit tests share: the same examples on every run, and no window."""

import matplotlib
import numpy as np
import pytest
from hypothesis import settings

matplotlib.use("Agg")
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("fixed")


@pytest.fixture
def rng():
    return np.random.default_rng(0)
