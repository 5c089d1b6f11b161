"""The Sentences widget seen from Python: its weights are the model's, its masks nnlib's; bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import softmax
from nnlib.widgets import Sentences
from nnlib.widgets.minilm import FILE, HEADS, TOKENS, head_of, model_weights

NAMES = [head.name for head in HEADS]
EVERY = [(k, m) for k in range(len(TOKENS)) for m in range(len(HEADS))]


@pytest.mark.parametrize(("sentence", "head"), EVERY)
def test_its_weights_are_those_that_the_model_computed_itself(sentence, head):
    widget = Sentences(sentence=sentence + 1, head=NAMES[head])
    np.testing.assert_allclose(widget.weights(), model_weights(sentence, head).astype(float), atol=1e-3)


def test_what_is_shipped_is_small():
    assert FILE.stat().st_size < 100_000


@pytest.mark.parametrize("state", [{}, {"causal": True}, {"hidden": [1, 7]}, {"causal": True, "hidden": [1, 15]}])
@pytest.mark.parametrize(("scaled", "temperature"), [(True, 1), (True, 0.3), (False, 2)])
def test_masks_and_temperature_are_the_formulas(state, scaled, temperature):
    widget = Sentences(head="its noun", scaled=scaled, temperature=temperature, **state)
    Q, K = head_of(0, NAMES.index("its noun"))
    S = Q @ K.T / temperature / (np.sqrt(32) if scaled else 1)
    for i, j in np.ndindex(S.shape):
        barred = j + 1 in state.get("hidden", ()) or (state.get("causal", False) and j > i)
        if barred and i != j:
            S[i, j] = -1e9
    np.testing.assert_allclose(widget.weights(), softmax(S), atol=1e-12)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("sentence", 0),
        ("sentence", 5),
        ("head", "token after"),
        ("query", 16),
        ("hidden", [0]),
        ("hidden", [1.5]),
        ("temperature", 0),
        ("causal", 1),
        ("numbers", "values"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = Sentences()
    before = widget.state()
    with pytest.raises(TraitError, match=f"Sentences.{trait}"):
        setattr(widget, trait, value)
    assert widget.state() == before


def test_query_and_hidden_tokens_must_be_in_the_sentence():
    with pytest.raises(TraitError, match="sentence 3 has 14 tokens"):
        Sentences(query=15).sentence = 3
    with pytest.raises(TraitError, match="sentence 3 has 14 tokens"):
        Sentences(sentence=3).hidden = [15]


def test_the_link_and_the_still_picture_follow_the_state():
    widget = Sentences(query=2, causal=True)
    assert "query=2" in widget.link() and "causal=1" in widget.link()
    assert widget.still().startswith(b"\x89PNG")
    assert widget.still() != Sentences().still()


def test_its_story_holds():
    assert Sentences().check() == "6 scenes hold"
