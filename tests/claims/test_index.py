"""What the front page says of its picture."""

import numpy as np
import pytest

from nnlib.widgets import DecisionBoundary


def wrong(widget):
    X, y = widget.data()
    return (widget.network()(X)[:, 0] > 0) != (y == 1), y


def test_three_units_keep_the_two_classes_apart():
    assert not wrong(DecisionBoundary())[0].any()


@pytest.mark.parametrize("unit", range(3))
def test_without_one_of_its_lines_the_blue_region_leaks_out_and_loses_no_point(unit):
    theta = list(DecisionBoundary().theta)
    theta[6 + unit] -= 50  # the line leaves the picture in the direction of its disc
    leaky, y = wrong(DecisionBoundary(theta=theta))
    assert np.count_nonzero(leaky) >= 3
    assert not y[leaky].any()
