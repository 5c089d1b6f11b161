"""The kinds of widget state: what they take, what they refuse, and that a refusal changes nothing."""

import numpy as np
import pytest
import traitlets
from traitlets import HasTraits, TraitError

from nnlib.widgets.traits import Choice, Flag, Number, Numbers, Rows


class Holder(HasTraits):
    rate = Number(0.5, 0, 1)
    count = Number(3, 1, 9, whole=True)
    weights = Numbers([1.0], -5, 5, shortest=1, longest=3)
    points = Rows([[0.0, 1]], [(-1, 1, False), (0, 1, True)], longest=2)
    kind = Choice("relu", ["relu", "tanh"])
    hard = Flag(False)


GOOD = [
    ("rate", 1, 1.0),
    ("rate", np.float32(0.25), 0.25),
    ("count", np.int64(4), 4),
    ("weights", (1, 2, 3), [1.0, 2.0, 3.0]),
    ("weights", np.array([0.5]), [0.5]),
    ("points", [], []),
    ("points", ((0.5, 1), [1, 0]), [[0.5, 1], [1.0, 0]]),
    ("kind", "tanh", "tanh"),
    ("hard", True, True),
]
BAD = [
    ("rate", 1.5, "from 0 to 1"),
    ("rate", float("nan"), "from 0 to 1"),
    ("rate", float("inf"), "from 0 to 1"),
    ("rate", "0.5", "a number"),
    ("rate", True, "a number"),
    ("rate", None, "a number"),
    ("count", 2.5, "a whole number"),
    ("weights", [], "1 to 3 numbers, found 0"),
    ("weights", [1, 2, 3, 4], "found 4"),
    ("weights", [1, float("nan")], "from -5 to 5"),
    ("weights", "123", "a list of numbers"),
    ("weights", 3, "a list of numbers"),
    ("points", [[0.5]], "rows of 2 numbers"),
    ("points", [[0.5, 2]], "from 0 to 1"),
    ("points", [[0.5, 0.5]], "a whole number"),
    ("points", [[0, 1]] * 3, "at most 2 rows, found 3"),
    ("points", ["ab"], "rows of 2 numbers"),
    ("kind", "sigmoid", "'relu', 'tanh'"),
    ("kind", ["relu"], "'relu', 'tanh'"),
    ("hard", 1, "True or False"),
]


@pytest.mark.parametrize(("trait", "value", "kept"), GOOD)
def test_good_values_are_kept_in_plain_form(trait, value, kept):
    holder = Holder()
    setattr(holder, trait, value)
    got = getattr(holder, trait)
    assert got == kept
    assert type(got) is type(kept)


@pytest.mark.parametrize(("trait", "value", "expected"), BAD)
def test_bad_values_name_the_trait_and_change_nothing(trait, value, expected):
    holder = Holder()
    before = getattr(holder, trait)
    with pytest.raises(TraitError) as caught:
        setattr(holder, trait, value)
    assert f"Holder.{trait}" in str(caught.value)
    assert expected in str(caught.value)
    assert getattr(holder, trait) == before


def test_a_long_bad_value_is_shortened_in_the_message():
    with pytest.raises(TraitError) as caught:
        Holder().weights = list(range(10_000))
    assert len(str(caught.value)) < 200


def test_default_lists_are_not_shared():
    first, second = Holder(), Holder()
    first.weights.append(9.0)
    assert second.weights == [1.0]


def test_a_default_out_of_range_is_refused_where_it_is_declared():
    with pytest.raises(ValueError, match="from 0 to 1"):
        Number(2, 0, 1)


def test_every_kind_is_synchronised_and_describes_itself():
    for trait in (
        Number(0, 0, 1),
        Numbers([], 0, 1, longest=1),
        Rows([], [], longest=1),
        Choice("a", ["a"]),
        Flag(True),
    ):
        assert trait.metadata["sync"]
        assert trait.describe()["kind"] == type(trait).__name__.lower()
    assert isinstance(Holder().traits()["rate"], traitlets.TraitType)
