"""The LookUp widget seen from Python: its steps are nnlib's, its table is measured; bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import softmax
from nnlib.datasets import lookups
from nnlib.widgets import LookUp
from nnlib.widgets.trained_look_up import FILE, STEPS, answered_rightly, trained_look_up

SIX = [[3, 1], [3, 4], [0, 0], [5, 5], [1, 2], [3, 1]]


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("pairs", [SIX[:1], SIX[:4], SIX])
def test_the_outputs_are_the_votes_mean_by_the_softmax_of_the_scores(steps, pairs):
    widget = LookUp(pairs=pairs, question=3, steps=steps)
    np.testing.assert_allclose(widget.weights(), softmax(widget.scores()[None])[0])
    np.testing.assert_allclose(widget.weights() @ widget.votes(), widget.outputs())


@pytest.mark.parametrize("steps", [0, 40, 1600])
def test_of_a_thousand_new_lists_so_many_are_answered_rightly(steps):
    x, digits, _ = lookups(1000, 4, rng=np.random.default_rng(1))
    right = (trained_look_up(steps)(x).argmax(axis=1) == digits).sum()
    assert right == pytest.approx(answered_rightly()[STEPS.index(steps), 3], abs=2)


def test_what_is_shipped_is_small():
    assert FILE.stat().st_size < 20_000


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("pairs", []),
        ("pairs", [[0, 6]]),
        ("pairs", [[0, 0.5]]),
        ("pairs", [[0, 0]] * 7),
        ("question", 6),
        ("steps", 41),
        ("steps", 1601),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = LookUp()
    before = widget.state()
    with pytest.raises(TraitError, match=f"LookUp.{trait}"):
        setattr(widget, trait, value)
    assert widget.state() == before


def test_the_link_and_the_still_picture_follow_the_state():
    widget = LookUp(question=2, steps=40)
    assert "question=2" in widget.link() and "steps=40" in widget.link()
    assert widget.still().startswith(b"\x89PNG")
    assert widget.still() != LookUp().still()


def test_its_story_holds():
    assert LookUp().check() == "6 scenes hold"
