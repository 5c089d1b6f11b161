"""Queries and keys of six heads of the language model all-MiniLM-L6-v2 for four sentences, as `Sentences` shows them.

scripts/convert_minilm.py made them: six layers of twelve heads, 32 numbers a query, MiniLM-L6-H384-uncased fine-tuned
by Sentence Transformers (Apache 2.0).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("minilm.npz")
D = 32

TOKENS = [  # the model's own: small letters, with a mark at either end
    f"[CLS] {words} [SEP]".split()
    for words in (
        "the animal did not cross the street because it was too tired .",
        "the animal did not cross the street because it was too wide .",
        "she gave the book to her brother and he read it .",
        "he sat on the bank of the river and counted his money .",
    )
]


@dataclass(frozen=True)
class Head:
    """A head by what it does, and its place in the model, both from 1 as the book counts."""

    name: str
    layer: int
    head: int
    does: str


HEADS = [
    Head("token before", 1, 3, "Looks at the token before, whatever it is."),
    Head("next token", 2, 9, "Mostly looks at the token that follows."),
    Head("start mark", 3, 8, "Rests on [CLS], whichever token looks."),
    Head("companion", 1, 5, "A few words look at one that goes with them, most at nothing in particular."),
    Head("no clear aim", 1, 4, "Spreads its weights: a mean of much. Many heads look like this."),
    Head("its noun", 4, 2, "Here “it” looks at its noun. Most other words rest on [CLS]."),
]


@cache
def queries_and_keys():
    """All of them, 16-bit numbers (head, Q and K, token, 32); the sentences' tokens one after the other."""
    return np.load(FILE, allow_pickle=False)["queries_and_keys"]


def head_of(sentence, head):
    """Q and K (tokens, 32) of one sentence in one head, both numbered from 0, in float64."""
    start = sum(map(len, TOKENS[:sentence]))
    return queries_and_keys()[head, :, start : start + len(TOKENS[sentence])].astype(float)


def model_weights(sentence, head):
    """The weights a_ij that the model itself computed, 16-bit numbers (tokens, tokens)."""
    return np.load(FILE, allow_pickle=False)[f"weights_{sentence}"][head]


def it_at_street():
    """The weights with which "it" looks at "street" in the second sentence, of all heads of the model (layer, head)."""
    return np.load(FILE, allow_pickle=False)["it_at_street"]
