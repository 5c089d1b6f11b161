"""Lists of pairs (letter, digit) and a question: what attention is made for (section 8)."""

import numpy as np

from .. import checks

KINDS = 6


def lookups(n, pairs, *, rng=None):
    """`n` lists of pairs such as C2 A5 E5 B0, each with a question, one of its letters: A.

    Returns tokens (n, pairs + 1, 12), the last of them the question; the right digits (n,); the places (n,) of their
    pairs. A token is two indicator vectors side by side, of its letter and of its digit, each one of six; the question
    has zeros in place of a digit. No letter comes twice in a list.

    Raises TypeError or ValueError unless n ≥ 1 and pairs from 1 to 6 are whole numbers and rng a Generator.

    >>> tokens, digits, where = lookups(3, 4, rng=np.random.default_rng(0))
    >>> tokens.shape, digits.shape
    ((3, 5, 12), (3,))
    >>> (tokens[range(3), where, 6:].argmax(axis=1) == digits).all()
    np.True_
    """
    n, pairs, rng = (
        checks.whole(n, "n", "lookups"), checks.whole(pairs, "pairs", "lookups"), checks.generator(rng, "lookups")
    )  # fmt: skip
    if pairs > KINDS:
        raise ValueError(f"lookups: there are {KINDS} letters, got {pairs} pairs")
    every, one_of = np.arange(n), np.eye(KINDS)
    letters = rng.permuted(np.tile(np.arange(KINDS), (n, 1)), axis=1)[:, :pairs]
    digits = rng.integers(0, KINDS, (n, pairs))
    where = rng.integers(0, pairs, n)
    listed = np.concatenate([one_of[letters], one_of[digits]], axis=2)
    question = np.concatenate([one_of[letters[every, where]], np.zeros((n, KINDS))], axis=1)
    return np.concatenate([listed, question[:, None]], axis=1), digits[every, where], where
