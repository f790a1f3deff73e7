"""Gradients as text: numbers that may be far too small, or too large, for a decimal point."""

import math

import numpy as np

from core.analysis.gradients.reach import Reach

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = (1e-3, 1e4)
"""Numbers between these two are written out."""


def number_text(log2: float) -> str:
    """Return a number as text, given its logarithm to base 2.

    >>> [number_text(log2) for log2 in (-1.0, -121.0, -math.inf, 20.0, math.inf)]
    ['0.5', '3.8 × 10⁻³⁷', '0', '1 × 10⁶', '∞']
    """
    if not math.isfinite(log2):
        return "0" if log2 < 0 else "∞" if log2 > 0 else "–"
    if math.log2(_PLAIN[0]) <= log2 < math.log2(_PLAIN[1]):
        return f"{2.0**log2:.3g}"
    exponent = math.floor(log2 * math.log10(2))
    mantissa = round(10 ** (log2 * math.log10(2) - exponent), 1)
    if mantissa == 10:
        mantissa, exponent = 1.0, exponent + 1
    return f"{mantissa:g} × 10{str(exponent).translate(_SUPERSCRIPTS)}"


def share_text(log2: float) -> str:
    """Return a share as a percentage, unless it is too small or too large to imagine as one.

    >>> share_text(-6.4), share_text(-121.0)
    ('1.18 %', '3.8 × 10⁻³⁷')
    """
    if math.log2(_PLAIN[0]) <= log2 <= math.log2(10):
        return f"{100 * 2.0**log2:.3g} %"
    return number_text(log2)


def signed(value: float) -> str:
    """Return a number with its sign, as text.

    >>> signed(-0.4), signed(1.0)
    ('−0.400', '+1.000')
    """
    return f"{value:+.3f}".replace("-", "−")


def small(value: float) -> str:
    """Return a number with its sign and three digits, however small it is, as text.

    >>> small(-0.4), small(0.0000123), small(0.0)
    ('−0.4', '+1.2 × 10⁻⁵', '0')
    """
    if not value:
        return "0"
    return ("−" if value < 0 else "+") + number_text(math.log2(abs(value)))


def factor_per_step(start: float, end: float, steps: int) -> float:
    """Return the factor by which a number grew per step on average, from the logs at both ends.

    >>> factor_per_step(0.0, -10.0, 10)
    0.5
    """
    return 2.0 ** ((end - start) / steps) if steps else 1.0


def from_start(log2: np.ndarray, at: int) -> np.ndarray:
    """Return logarithms of a line divided by its value where it begins, unless that is 0.

    >>> from_start(np.array([-5.0, -3.0, -1.0]), 2)
    array([-4., -2.,  0.])
    """
    return log2 - log2[at] if np.isfinite(log2[at]) else log2


def half_within(log2: np.ndarray) -> int:
    """Return how many of the last numbers make up at least half of the sum; 0 if all are zero.

    >>> half_within(np.array([0.0, 1.0, 1.0, -np.inf]))
    3
    """
    if not len(log2) or log2.max() == -np.inf:
        return 0
    sums = np.cumsum(np.exp2(log2 - log2.max())[::-1])
    return int(np.searchsorted(sums, sums[-1] / 2)) + 1


def memory_norms(reach: Reach) -> np.ndarray:
    """Return the gradient norms, ``(T,)`` log2, at the cell state of an LSTM, else at h."""
    return reach.hidden if reach.memory is None else reach.memory
