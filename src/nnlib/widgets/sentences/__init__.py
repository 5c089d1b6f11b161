"""Sentences: which tokens the heads of a real language model look at, by its own queries and keys (section 8)."""

import math
from dataclasses import asdict

import numpy as np
import traitlets

from ...attention import attention_weights
from ..base import Widget
from ..minilm import HEADS, TOKENS, D, head_of, queries_and_keys
from ..traits import Choice, Flag, Number, Numbers
from .story import STORY

MOST_TOKENS = max(map(len, TOKENS))


class Sentences(Widget):
    """One of six heads of all-MiniLM-L6-v2, `head`, looks through one of four sentences, numbered from 1.

    `query` is the token that looks, from 1. The scores are q · k / (T √d) with d = 32 and T = `temperature`, without
    √d unless `scaled`. With `causal` a token looks at itself and those before it only; at those in `hidden` no token
    looks but itself. `numbers` says what is drawn of each key: the products with the query, or the key itself.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or tokens
    that the sentence does not have.

    >>> widget = Sentences(sentence=1, head="its noun", query=10)
    >>> widget.tokens()[9], widget.tokens()[widget.weights()[9].argmax()]
    ('it', 'animal')
    """

    STORY = STORY

    sentence = Number(1, 1, len(TOKENS), whole=True)
    head = Choice("token before", [head.name for head in HEADS])
    query = Number(3, 1, MOST_TOKENS, whole=True)
    hidden = Numbers([], 1, MOST_TOKENS, longest=MOST_TOKENS, whole=True)
    causal = Flag(False)
    scaled = Flag(True)
    temperature = Number(1, 0.05, 20)
    numbers = Choice("products", ["products", "keys"])
    _sentences = traitlets.List(TOKENS).tag(sync=True)
    _heads = traitlets.List([asdict(head) for head in HEADS]).tag(sync=True)
    _queries_and_keys = traitlets.Bytes().tag(sync=True)

    @traitlets.default("_queries_and_keys")
    def _default_queries_and_keys(self):
        return queries_and_keys().tobytes()

    @traitlets.validate("sentence", "query", "hidden")
    def _check_tokens(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        news = {"sentence": self.sentence, "query": self.query, "hidden": self.hidden, name: value}
        count = len(TOKENS[news["sentence"] - 1])
        if max(news["query"], *news["hidden"], 0) > count:
            raise traitlets.TraitError(
                f"Sentences.{name}: sentence {news['sentence']} has {count} tokens, got {name} {value}"
            )
        return value

    def tokens(self):
        """The tokens of the sentence, as the model has them."""
        return TOKENS[self.sentence - 1]

    def mask(self):
        """Where each token may look, (tokens, tokens)."""
        count = len(self.tokens())
        mask = np.tri(count, dtype=bool) if self.causal else np.ones((count, count), dtype=bool)
        mask[:, np.array(self.hidden, int) - 1] = False
        return mask | np.eye(count, dtype=bool)

    def weights(self):
        """The weights a_ij, (tokens, tokens)."""
        names = [head.name for head in HEADS]
        Q, K = head_of(self.sentence - 1, names.index(self.head))
        return attention_weights(Q * (1 if self.scaled else math.sqrt(D)) / self.temperature, K, self.mask())

    def readings(self):
        """`most`: the query's largest weight, `at` which token; how much of it is `ahead`, how much on the `first`."""
        a = self.weights()[self.query - 1]
        return {
            "sentence": self.sentence,
            "query": self.query,
            "most": float(a.max()),
            "at": int(a.argmax()) + 1,
            "ahead": float(a[self.query :].sum()),
            "first": float(a[0]),
        }

    def draw(self, figure):
        tokens, A, i = self.tokens(), self.weights(), self.query - 1
        lines, bars = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
        for (row, column), weight in np.ndenumerate(A):
            own = row == i
            colour, strength = ("#0072B2", 0.9) if own else ("0.5", 0.25)
            lines.plot([0, 1], [row, column], color=colour, alpha=strength, linewidth=6 * weight)
        for row, token in enumerate(tokens):
            weight = "bold" if row == i else "normal"
            lines.text(-0.03, row, token, ha="right", va="center", weight=weight)
            lines.text(1.03, row, token, va="center")
        lines.set(xlim=(-0.45, 1.45), ylim=(len(tokens) - 0.5, -0.5))
        lines.axis("off")
        bars.barh(range(len(tokens)), A[i], color="#0072B2")
        bars.set(xlim=(0, 1), title=f"weights of “{tokens[i]}”")
        bars.tick_params(left=False)
