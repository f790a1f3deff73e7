"""Clipping of gradients by norm or by value, and how much it changes them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .scaling import near_one

EPSILON = 1e-6
"""Added to the norm that a threshold is divided by, as in ``torch.nn.utils.clip_grad_norm_``."""


@dataclass(frozen=True)
class Clipped:
    """Gradients before and after clipping.

    Attributes:
        norms_before: the Euclidean norm of each parameter's gradient, by the parameter's name.
        norms_after: the same once clipped.
        norm_before: of all gradients together, as one long vector.
        norm_after: the same once clipped.
        changed: how many entries clipping changed.
        total: how many entries there are.
        angle: between the gradients before and after, in degrees, 0..90: clipping by norm only
            shortens them, clipping by value turns them, too. 0 where there is no gradient at all.
    """

    norms_before: Mapping[str, float]
    norms_after: Mapping[str, float]
    norm_before: float
    norm_after: float
    changed: int
    total: int
    angle: float


def by_norm(gradients: Mapping[str, np.ndarray], threshold: float) -> Clipped:
    """Shorten all gradients together to a norm of at most ``threshold``.

    Pascanu, Mikolov and Bengio (2013), algorithm 1, as ``torch.nn.utils.clip_grad_norm_`` has it.

    Args:
        gradients: of each parameter, by its name, of any shape.
        threshold: the largest norm, 0 or more.

    Raises:
        ValueError: if the threshold is negative or not a number.
    """
    _check("threshold", threshold)
    scale = min(1.0, threshold / (total_norm(gradients) + EPSILON))
    return _compared(gradients, {name: scale * each for name, each in gradients.items()})


def by_value(gradients: Mapping[str, np.ndarray], limit: float) -> Clipped:
    """Cut every entry of every gradient to −limit..limit, as ``clip_grad_value_`` does.

    Args:
        gradients: of each parameter, by its name, of any shape.
        limit: the largest entry, 0 or more.

    Raises:
        ValueError: if the limit is negative or not a number.
    """
    _check("limit", limit)
    return _compared(
        gradients, {name: np.clip(each, -limit, limit) for name, each in gradients.items()}
    )


def norms(gradients: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Return the Euclidean norm of each gradient, by its name."""
    return {name: _norm(each) for name, each in gradients.items()}


def _norm(gradient: np.ndarray) -> float:
    """Return a Euclidean norm that is right where the squares of the entries leave the floats."""
    (entries,), exponent = near_one([gradient.ravel()], 0)
    with np.errstate(over="ignore"):  # a norm beyond the floats is infinite
        return float(np.ldexp(np.linalg.norm(entries), exponent))


def total_norm(gradients: Mapping[str, np.ndarray]) -> float:
    """Return the Euclidean norm of all gradients together, as one long vector."""
    return math.hypot(*norms(gradients).values())


def _compared(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> Clipped:
    return Clipped(
        norms_before=norms(before),
        norms_after=norms(after),
        norm_before=total_norm(before),
        norm_after=total_norm(after),
        changed=sum(int(np.count_nonzero(each != after[name])) for name, each in before.items()),
        total=sum(each.size for each in before.values()),
        angle=_angle(before, after),
    )


def _angle(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> float:
    """Return the angle in degrees, by Kahan's formula: the cosine would round small ones away."""
    old, new = total_norm(before), total_norm(after)
    if not old or not new:
        return 0.0
    difference, total = (
        total_norm({name: each / old + sign * after[name] / new for name, each in before.items()})
        for sign in (-1, 1)
    )
    return math.degrees(2 * math.atan2(difference, total))


def _check(what: str, number: float) -> None:
    if not number >= 0:
        raise ValueError(
            f"Clipping expected a {what} of 0 or more, got {number}. Give a number that norms or "
            "entries can be compared with."
        )
