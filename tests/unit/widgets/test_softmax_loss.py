"""SoftmaxLoss seen from Python: its numbers are nnlib's, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import SoftmaxNLL, softmax
from nnlib.widgets import SoftmaxLoss


def test_softmax_loss_against_nnlib():
    widget = SoftmaxLoss(logits=[1.0, -2.0, 0.5, 3.0], target=2, temperature=2.0)
    z, loss = np.array([[0.5, -1.0, 0.25, 1.5]]), SoftmaxNLL()
    assert widget.loss() == pytest.approx(loss(z, np.array([2])))
    np.testing.assert_allclose(widget.probabilities(), softmax(z)[0])
    step = 1e-6
    for c in range(4):
        up, down = list(widget.logits), list(widget.logits)
        up[c], down[c] = up[c] + step, down[c] - step
        above, below = (SoftmaxLoss(logits=each, target=2, temperature=2.0).loss() for each in (up, down))
        slope = (above - below) / (2 * step)
        assert widget.gradient()[c] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("logits", [1.0]),
        ("logits", [7.0, 0.0]),
        ("target", 3),
        ("temperature", 0),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = SoftmaxLoss()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"SoftmaxLoss.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_fewer_logits_than_the_target_needs():
    widget = SoftmaxLoss(target=2)
    with pytest.raises(TraitError, match="class 2 needs more than 2 logits"):
        widget.logits = [0.0, 1.0]
    assert widget.logits == [2.0, 1.0, -1.0]


def test_the_still_picture_follows_the_state():
    assert SoftmaxLoss().still().startswith(b"\x89PNG")
    assert SoftmaxLoss().still() != SoftmaxLoss(target=0).still()


def test_its_story_holds():
    assert SoftmaxLoss().check() == "5 scenes hold"
