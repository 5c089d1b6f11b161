"""The kinds of state a widget can have.

Each kind validates in Python and describes itself with `describe()`; the description travels with the widget, so
that `kit/page/state.js` checks a link's text against the same bounds and nothing is written twice.
"""

import math
from numbers import Real

import numpy as np
import traitlets

DIGITS_SHOWN = 60


class Kind(traitlets.TraitType):
    """A synchronised trait whose value `check(value)` returns in its plain form, or raises `ValueError`.

    `inlink=False` keeps a trait out of links and of undo (data that only the author sets).
    """

    def __init__(self, default, *, inlink=True):
        self.inlink = inlink
        super().__init__(default_value=self.check(default))
        self.tag(sync=True)

    def validate(self, obj, value):
        try:
            return self.check(value)
        except (ValueError, TypeError) as error:
            shown = repr(value)
            shown = shown if len(shown) <= DIGITS_SHOWN else shown[:DIGITS_SHOWN] + "…"
            raise traitlets.TraitError(f"{type(obj).__name__}.{self.name}: {error}, got {shown}") from None

    def default(self, obj=None):
        value = self.default_value
        return list(value) if isinstance(value, list) else value


def _named(whole):
    return "a whole number" if whole else "a number"


def _number(value, low, high, whole):
    kind = _named(whole)
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise ValueError(f"expected {kind}")
    if not math.isfinite(value) or not low <= value <= high or (whole and value != int(value)):
        raise ValueError(f"expected {kind} from {low} to {high}")
    return int(value) if whole else float(value)


class Number(Kind):
    """A number from `low` to `high`; `whole=True` for integers."""

    def __init__(self, default, low, high, *, whole=False, **options):
        self.low, self.high, self.whole = low, high, whole
        super().__init__(default, **options)

    def check(self, value):
        return _number(value, self.low, self.high, self.whole)

    def describe(self):
        return {"kind": "number", "low": self.low, "high": self.high, "whole": self.whole}

    def expects(self):
        return f"{_named(self.whole)} from {self.low:g} to {self.high:g}"


class Numbers(Kind):
    """A list of `shortest` to `longest` numbers, each from `low` to `high`."""

    def __init__(self, default, low, high, *, shortest=0, longest, whole=False, **options):
        self.low, self.high, self.whole = low, high, whole
        self.shortest, self.longest = shortest, longest
        super().__init__(default, **options)

    def check(self, value):
        if isinstance(value, str) or not hasattr(value, "__len__"):
            raise ValueError("expected a list of numbers")
        if not self.shortest <= len(value) <= self.longest:
            raise ValueError(f"expected {self.shortest} to {self.longest} numbers, found {len(value)}")
        return [_number(each, self.low, self.high, self.whole) for each in value]

    def describe(self):
        return {
            "kind": "numbers",
            "low": self.low,
            "high": self.high,
            "whole": self.whole,
            "shortest": self.shortest,
            "longest": self.longest,
        }

    def expects(self):
        how_many = f"{self.shortest} to {self.longest}"
        return f"{how_many} numbers, each {_named(self.whole)} from {self.low:g} to {self.high:g}"


class Rows(Kind):
    """`shortest` to `longest` rows, one number a column; `columns` lists (low, high, whole) of each.

    Points of the plane with a class are `Rows(default, [(-1, 1, False), (-1, 1, False), (0, 1, True)], longest=200)`.
    """

    def __init__(self, default, columns, *, shortest=0, longest, **options):
        self.columns, self.shortest, self.longest = columns, shortest, longest
        super().__init__(default, **options)

    def check(self, value):
        if isinstance(value, str) or not hasattr(value, "__len__"):
            raise ValueError("expected a list of rows")
        if len(value) > self.longest:
            raise ValueError(f"expected at most {self.longest} rows, found {len(value)}")
        if len(value) < self.shortest:
            raise ValueError(f"expected at least {self.shortest} rows, found {len(value)}")
        return [self._row(row) for row in value]

    def _row(self, row):
        if isinstance(row, str) or not hasattr(row, "__len__") or len(row) != len(self.columns):
            raise ValueError(f"expected rows of {len(self.columns)} numbers")
        return [_number(each, *column) for each, column in zip(row, self.columns, strict=True)]

    def describe(self):
        return {
            "kind": "rows",
            "columns": [list(column) for column in self.columns],
            "shortest": self.shortest,
            "longest": self.longest,
        }

    def expects(self):
        columns = ", ".join(f"{low:g} to {high:g}" for low, high, _ in self.columns)
        return f"at most {self.longest} rows ({columns})"


class Choice(Kind):
    """One of the names in `options`."""

    def __init__(self, default, options, **more):
        self.options = list(options)
        super().__init__(default, **more)

    def check(self, value):
        if not isinstance(value, str) or value not in self.options:
            raise ValueError(f"expected one of {', '.join(map(repr, self.options))}")
        return value

    def describe(self):
        return {"kind": "choice", "options": self.options}

    def expects(self):
        return "one of " + ", ".join(map(repr, self.options))


class Flag(Kind):
    """True or False."""

    def check(self, value):
        if not isinstance(value, bool):
            raise ValueError("expected True or False")
        return value

    def describe(self):
        return {"kind": "flag"}

    def expects(self):
        return "True or False"


def of_length(proposal, expected, of="", *, or_none=False):
    """The list that a `traitlets.validate` method got, once it has as many numbers as the other traits (`of`) ask for.

    Raises `traitlets.TraitError`, naming the trait, so that the last good state stays.
    """
    value = proposal["value"]
    if len(value) != expected and not (or_none and len(value) == 0):
        what = f"{expected} numbers" + (f" for {of}" if of else "") + (" or none" if or_none else "")
        name = f"{type(proposal['owner']).__name__}.{proposal['trait'].name}"
        raise traitlets.TraitError(f"{name}: expected {what}, got {len(value)}")
    return value
