"""Lists of pairs and a question: each has one right pair, and bad sizes are refused."""

import numpy as np
import pytest

from nnlib.datasets import lookups


@pytest.mark.parametrize("pairs", [1, 4, 6])
def test_one_pair_has_the_letter_of_the_question_and_the_question_no_digit(pairs):
    tokens, digits, where = lookups(200, pairs, rng=np.random.default_rng(0))
    letters, numbers = tokens[..., :6], tokens[..., 6:]
    assert tokens.shape == (200, pairs + 1, 12)
    assert (letters.sum(axis=2) == 1).all() and (numbers[:, :-1].sum(axis=2) == 1).all()
    assert not numbers[:, -1].any()
    alike = (letters[:, :-1] * letters[:, -1:]).sum(axis=2)
    assert (alike.sum(axis=1) == 1).all()
    assert (alike.argmax(axis=1) == where).all()
    assert (numbers[np.arange(200), where].argmax(axis=1) == digits).all()


def test_the_same_generator_draws_the_same_lists():
    first, second = (lookups(5, 3, rng=np.random.default_rng(2)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        ((0, 4), {"rng": np.random.default_rng(0)}, ValueError, "n must be at least 1"),
        ((5, 7), {"rng": np.random.default_rng(0)}, ValueError, "there are 6 letters, got 7 pairs"),
        ((5, 2.0), {"rng": np.random.default_rng(0)}, TypeError, "pairs must be a whole number"),
        ((5, 2), {}, TypeError, "rng must be a Generator"),
    ],
)
def test_bad_sizes_are_refused(arguments, options, error, message):
    with pytest.raises(error, match=message):
        lookups(*arguments, **options)
