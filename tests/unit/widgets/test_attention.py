"""The Attention widget seen from Python: its numbers are nnlib's, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import attention
from nnlib.widgets import Attention

ROTATED = [0.6, 0.8, -0.8, 0.6]


def test_weights_and_outputs_are_those_of_attention():
    widget = Attention(
        tokens=[[1, 0.5], [-1.5, 1], [0.2, -2]],
        heads=[[1, 2, 0, -1, *ROTATED, 0.5, 0, 1, 1], [0, 1, 1, 0, 1, 0, 0, 1, *ROTATED]],
        temperature=0.7,
        causal=True,
    )
    x, mask = np.array(widget.tokens), np.tri(3, dtype=bool)
    W = np.array(widget.heads).reshape(2, 3, 2, 2)
    Q, K, V = (x @ W[:, part] for part in range(3))
    np.testing.assert_allclose(widget.outputs(), attention(Q / 0.7, K, V, mask=mask).mean(axis=0))
    np.testing.assert_allclose(widget.weights() @ V, attention(Q / 0.7, K, V, mask=mask))
    widget.scaled = False
    np.testing.assert_allclose(widget.outputs(), attention(Q / 0.7 * np.sqrt(2), K, V, mask=mask).mean(axis=0))


def test_a_low_temperature_chooses_and_a_high_one_evens_out():
    cold, hot = Attention(temperature=0.05), Attention(temperature=20)
    assert cold.weights().max(axis=-1).min() > 0.9
    assert np.ptp(hot.weights()) < 0.1


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("tokens", []),
        ("tokens", [[1, 2.1]]),
        ("tokens", [[0, float("nan")]]),
        ("tokens", [[0, 0]] * 9),
        ("heads", []),
        ("heads", [[1] * 11]),
        ("heads", [[6] + [0] * 11]),
        ("heads", [[0] * 12] * 5),
        ("query", 6),
        ("query", 0),
        ("head", 2),
        ("temperature", 0),
        ("causal", 1),
        ("matrix", "values"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = Attention()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"Attention.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_query_must_be_one_of_the_tokens_that_stay():
    widget = Attention(query=5)
    with pytest.raises(TraitError, match="query 5 needs at least as many tokens"):
        widget.tokens = widget.tokens[:4]
    with widget.hold_trait_notifications():
        widget.tokens, widget.query = widget.tokens[:4], 2
    assert len(widget.tokens) == 4


def test_the_link_and_the_still_picture_follow_the_state():
    widget = Attention(query=2, causal=True)
    assert "query=2" in widget.link() and "causal=1" in widget.link()
    assert widget.still().startswith(b"\x89PNG")
    assert widget.still() != Attention().still()


def test_its_story_holds():
    assert Attention().check() == "6 scenes hold"
