"""Training from many starts, seen from Python."""

import numpy as np
import pytest

from nnlib.widgets import DeadReLU, DecisionBoundary, SoftSteps


@pytest.mark.parametrize("widget", [DecisionBoundary(rate=0.5), SoftSteps(hidden=4)], ids=lambda each: each.name)
def test_each_run_ends_with_no_point_wrong_or_after_its_steps_and_the_widget_stays(widget):
    before = widget.state()
    for seed, (end, losses) in enumerate(widget.many_starts(3, steps=120), start=1):
        assert end.seed == seed
        assert end.start == list(widget.start_of(seed))
        assert end.readings()["wrong"] == 0 or end.steps == 120
        assert len(losses) == 1 + np.ceil(end.steps / 50)
        assert losses[-1] == end.readings()["loss"]
    assert widget.state() == before


def test_a_fit_is_solved_when_its_loss_is_small():
    for end, losses in DeadReLU(rate=0.3).many_starts(3, steps=200):
        assert end.start == end.start_of(end.seed)
        assert end.is_solved() == (losses[-1] <= 0.03) == (end.steps < 200)
        assert min(losses[:-1]) > 0.03


@pytest.mark.filterwarnings("ignore:overflow")
def test_a_run_that_diverges_ends_where_it_last_was():
    ((end, losses),) = DeadReLU(rate=1, activation="leaky relu").many_starts(1)
    assert not end.is_solved() and np.isfinite(end.theta).all()
    assert len(losses) == 1 + end.steps / 50


def test_it_trains_on_the_widgets_own_points():
    widget = DecisionBoundary(dataset="xor")
    widget.points = [[0, 0, 0], [1, 1, 1]]
    ((end, _),) = widget.many_starts(1, steps=0)
    assert end.points == widget.points
