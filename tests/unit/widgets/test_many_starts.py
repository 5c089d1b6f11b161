"""Training from many starts, seen from Python."""

import numpy as np
import pytest

from nnlib.widgets import DecisionBoundary, SoftSteps


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


def test_it_trains_on_the_widgets_own_points():
    widget = DecisionBoundary(dataset="xor")
    widget.points = [[0, 0, 0], [1, 1, 1]]
    ((end, _),) = widget.many_starts(1, steps=0)
    assert end.points == widget.points
