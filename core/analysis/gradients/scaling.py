"""Numbers far below and above the range of floats: values near 1 and exponents of powers of two.

A gradient that is taken back through hundreds of steps leaves the range of every type of float.
Multiplying all of its numbers by a power of two rounds nothing, so it is kept near 1 and the
exponent is counted. Constructed cells go that far: within 200 steps, a forget bias of −10 leaves
1e-864, and the measured value is shown with its closed form. −inf then means exactly 0, such as a
path that is shut.
"""

import math
from collections.abc import Sequence
from functools import reduce

import numpy as np

SAFE_SQUARES = 2.0**-40, 2.0**40
"""Sums of squares between these stay as they are: one more step cannot leave the floats' range."""


def near_one(parts: Sequence[np.ndarray], exponent: int) -> tuple[Sequence[np.ndarray], int]:
    """Return vectors scaled to near 1 by a power of two, and their new exponent.

    Args:
        parts: vectors of one scale, each ``(n,)``; returned unchanged if they are near 1 already.
        exponent: the true vectors are these times 2 to this power; 0 for zeros.
    """
    with np.errstate(over="ignore"):  # an infinite sum does no harm: it is not between the two
        squares = float(sum(part.dot(part) for part in parts))
    if SAFE_SQUARES[0] < squares < SAFE_SQUARES[1]:
        return parts, exponent
    largest = max(float(np.abs(part).max()) for part in parts)
    if not largest:
        return parts, 0
    if not math.isfinite(largest):
        return parts, exponent
    shift = math.frexp(largest)[1]
    return [np.ldexp(part, -shift) for part in parts], exponent + shift


def rows_near_one(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Scale each row to near 1, in place, and return the exponents of the powers of two, ``(n,)``.

    Args:
        parts: matrices whose rows of the same index have one scale, each ``(n, m)``.
    """
    with np.errstate(over="ignore"):
        far = _unsafe(reduce(np.add, map(_squares, parts)))
    exponents = np.zeros(len(parts[0]), np.int64)
    if len(far):
        largest = np.max([np.abs(part[far]).max(axis=1, initial=0) for part in parts], axis=0)
        shift = np.where(np.isfinite(largest), np.frexp(largest)[1], 0)
        for part in parts:
            part[far] = np.ldexp(part[far], -shift[:, None])
        exponents[far] = shift
    return exponents


def log2_norms(rows: np.ndarray, exponents: np.ndarray | int = 0) -> np.ndarray:
    """Return the base-2 logarithm of each row's Euclidean norm, float64; −inf for a row of zeros.

    Args:
        rows: ``(n, m)``; their squares may leave the range of floats, they themselves may not.
        exponents: the true rows are these times 2 to this power, ``(n,)``.
    """
    squares = _squares(rows).astype(np.float64, copy=False)
    far = _unsafe(squares)
    if not len(far):
        return np.log2(squares) / 2 + exponents
    shifts, scaled = np.zeros(len(rows), np.int64), rows[far].astype(np.float64)
    shifts[far] = rows_near_one([scaled])
    squares[far] = _squares(scaled)
    with np.errstate(divide="ignore"):
        return np.log2(squares) / 2 + shifts + exponents


def _squares(rows: np.ndarray) -> np.ndarray:
    return np.einsum("ij,ij->i", rows, rows)  # does not warn of infinite sums


def _unsafe(squares: np.ndarray) -> np.ndarray:
    """Return the places of sums of squares that are not known to stay in the floats' range."""
    return (~((squares > SAFE_SQUARES[0]) & (squares < SAFE_SQUARES[1]))).nonzero()[0]


def log2_rms(logarithms: np.ndarray) -> np.ndarray:
    """Return the base-2 logarithm of the root mean square of numbers given as such logarithms.

    Args:
        logarithms: ``(..., n)``, −inf for a number that is 0.

    Returns:
        ``(...)``, of each n numbers.
    """
    largest = logarithms.max(axis=-1, initial=-np.inf)
    scale = np.where(np.isfinite(largest), largest, 0)
    with np.errstate(divide="ignore", over="ignore"):
        squares = (4.0 ** (logarithms - scale[..., None])).sum(axis=-1)
        return scale + np.log2(squares / max(logarithms.shape[-1], 1)) / 2
