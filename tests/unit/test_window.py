"""Where filters stand: `output_size` against counting, and against what `Conv2D` puts out; its errors."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnlib import Conv2D, output_size


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (((28, 28), 5, 1, 2), (28, 28)),
        ((14, 5), (10, 10)),
        ((28, 2, 2), (14, 14)),
        ((7, 3, 2, 0, 2), (2, 2)),
        (((9, 7), (3, 5), (2, 1), (0, 2)), (4, 7)),
        ((1, 1), (1, 1)),
    ],
)
def test_output_size(arguments, expected):
    assert output_size(*arguments) == expected
    size, window, *rest = arguments
    x = np.zeros((1, 1, *(size if isinstance(size, tuple) else (size, size))))
    options = dict(zip(("stride", "padding", "dilation"), rest, strict=False))
    assert Conv2D(1, 1, window, **options, rng=np.random.default_rng(0))(x).shape[2:] == expected


@given(h=st.integers(1, 12), k=st.integers(1, 5), s=st.integers(1, 4), p=st.integers(0, 3), d=st.integers(1, 3))
def test_output_size_counts_the_places(h, k, s, p, d):
    starts = [i for i in range(0, h + 2 * p, s) if i + d * (k - 1) < h + 2 * p]
    assume(starts)
    assert output_size(h, k, s, p, d) == (len(starts), len(starts))


@given(
    h=st.integers(1, 12),
    w=st.integers(1, 12),
    k=st.tuples(*[st.integers(1, 5)] * 2),
    d=st.tuples(*[st.integers(1, 3)] * 2),
)
def test_same_padding_keeps_the_size(h, w, k, d):
    assert output_size((h, w), k, padding="same", dilation=d) == (h, w)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: output_size(4, 5), ValueError, "output_size: the window reaches over 5 × 5 pixels, but .* has 4 × 4"),
        (lambda: output_size((9, 4), 3, dilation=2), ValueError, "over 5 × 5 pixels, but the image .* has 9 × 4"),
        (lambda: output_size(4, 0), ValueError, "output_size: window must be at least 1, got 0"),
        (lambda: output_size(4, 2.0), TypeError, "window must be a whole number, got 2.0"),
        (lambda: output_size((4, 4, 4), 2), ValueError, r"size must be .* a pair \(height, width\), got \(4, 4, 4\)"),
        (lambda: output_size(4, 2, padding=-1), ValueError, "padding must be at least 0, got -1"),
        (lambda: output_size(4, 2, padding="valid"), ValueError, "a pair of them or \"same\", got 'valid'"),
        (lambda: output_size(4, 2, (1, 2), "same"), ValueError, r'padding="same" needs stride 1, got \(1, 2\)'),
    ],
)
def test_bad_options(call, error, message):
    with pytest.raises(error, match=message):
        call()
