"""Clipping of gradients by norm or by value, done by PyTorch, and how much it changes them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, get_total_norm

from .scaling import near_one


@dataclass(frozen=True)
class Clipped:
    """Gradients before and after clipping.

    The norms are those that PyTorch computes in the gradients' own type: infinite where the squares
    of the entries leave its range, though each of the entries is finite, and 0 where they vanish.

    Attributes:
        norms_before: the Euclidean norm of each parameter's gradient, by the parameter's name.
        norms_after: the same once clipped.
        norm_before: of all gradients together, as one long vector.
        norm_after: the same once clipped.
        changed: how many entries clipping changed; a NaN that remains one is not changed.
        total: how many entries there are.
        angle: between the gradients before and after, in degrees, 0..90: clipping by norm only
            shortens them, clipping by value turns them, too. 0 where there is no gradient at all.
            NaN where one of the two has no direction: where clipping leaves only zeros, or an entry
            is infinite or NaN.
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

    Pascanu, Mikolov and Bengio (2013), algorithm 1, as ``torch.nn.utils.clip_grad_norm_`` has it:
    one NaN makes all entries NaN; an infinite norm makes them 0, or NaN where they are infinite.

    Args:
        gradients: of each parameter, by its name, of any shape, float32 or float64.
        threshold: the largest norm, 0 or more.

    Raises:
        ValueError: if the threshold is negative or not a number.
    """
    _check("threshold", threshold)
    parameters = _parameters(gradients)
    clip_grad_norm_(parameters.values(), threshold)
    return _compared(gradients, _gradients(parameters))


def by_value(gradients: Mapping[str, np.ndarray], limit: float) -> Clipped:
    """Cut every entry of every gradient to −limit..limit, as ``clip_grad_value_`` does.

    A NaN remains one.

    Args:
        gradients: of each parameter, by its name, of any shape, float32 or float64.
        limit: the largest entry, 0 or more.

    Raises:
        ValueError: if the limit is negative or not a number.
    """
    _check("limit", limit)
    parameters = _parameters(gradients)
    if parameters:  # PyTorch rejects none at all
        clip_grad_value_(parameters.values(), limit)
    return _compared(gradients, _gradients(parameters))


def _parameters(gradients: Mapping[str, np.ndarray]) -> dict[str, nn.Parameter]:
    """Return parameters with copies of these gradients, which alone count here."""
    parameters = {}
    for name, gradient in gradients.items():
        copy = torch.tensor(gradient)
        parameters[name] = nn.Parameter(torch.zeros_like(copy))
        parameters[name].grad = copy
    return parameters


def _gradients(parameters: Mapping[str, nn.Parameter]) -> dict[str, np.ndarray]:
    return {name: np.asarray(each.grad) for name, each in parameters.items()}


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
        norms_before={name: _torch_norm(each) for name, each in before.items()},
        norms_after={name: _torch_norm(each) for name, each in after.items()},
        norm_before=_torch_norm(*before.values()),
        norm_after=_torch_norm(*after.values()),
        changed=sum(_count_changed(each, after[name]) for name, each in before.items()),
        total=sum(each.size for each in before.values()),
        angle=_angle(_in_a_row(before), _in_a_row(after)),
    )


def _torch_norm(*gradients: np.ndarray) -> float:
    return float(get_total_norm(torch.tensor(each) for each in gradients))


def _count_changed(before: np.ndarray, after: np.ndarray) -> int:
    return int(np.count_nonzero((before != after) & ~(np.isnan(before) & np.isnan(after))))


def _in_a_row(gradients: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return all gradients as one long vector, float64, scaled by a power of two to near 1."""
    rows = [np.zeros(0), *(each.ravel().astype(np.float64) for each in gradients.values())]
    row = np.concatenate(rows)
    return near_one([row], 0)[0][0] if row.any() else row


def _angle(before: np.ndarray, after: np.ndarray) -> float:
    """Return the angle in degrees, by Kahan's formula: the cosine would round small ones away."""
    if not before.any() and not after.any():
        return 0.0
    old, new = np.linalg.norm(before), np.linalg.norm(after)
    if not (0 < old < np.inf and 0 < new < np.inf):
        return math.nan
    before, after = before / old, after / new
    return math.degrees(
        2 * math.atan2(np.linalg.norm(before - after), np.linalg.norm(before + after))
    )


def _check(what: str, number: float) -> None:
    if not number >= 0:
        raise ValueError(
            f"Clipping expected a {what} of 0 or more, got {number}. Give a number that norms or "
            "entries can be compared with."
        )
