"""How strongly each hidden state answers to the first token: the norm of its Jacobian."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ...cells import RecurrentCell

MOST_SHIFT = 120
"""Binary places that a number is moved at once, at most: a float32 has 126 on each side of 1."""


@torch.inference_mode(False)
@torch.enable_grad()
def gradient_norms(cell: RecurrentCell, inputs: Tensor) -> np.ndarray:
    """Return the Frobenius norm of ∂h_t/∂x_1 for every t, ``(T,)`` float64.

    The Jacobian of the state is carried forward through the cell's own step, one row of a batch
    for each number of x_1. After each step it is scaled by a power of two, and the scaling rounds
    nothing; without it, numbers would soon leave float32 and cost denormal numbers' time. How exact
    the rest is depends on the cell's own type: float32 may be off by a tenth where little is left.

    Args:
        cell: the cell, from a zero state.
        inputs: token vectors, ``(T, input_size)``.
    """
    if not len(inputs):
        return np.zeros(0)
    # A copy: vectors that were made in inference mode know no gradient.
    inputs = inputs.to(cell.weight_ih.dtype, copy=True)
    zero = cell.initial_state(cell.input_size)

    def step(x: Tensor, *state: Tensor) -> Sequence[Tensor]:
        return cell(x, type(zero)(*state)).state

    values = [inputs[:1].expand(cell.input_size, -1)]
    tangents = [torch.eye(cell.input_size, dtype=inputs.dtype)]
    norms, exponent = np.zeros(len(inputs)), 0
    for position, x in enumerate(inputs.split(1)):
        function = partial(step, x) if position else partial(_from_zero, step, zero)
        values, tangents = _forward(function, values, tangents)
        tangents, shift = _near_one(tangents)
        exponent += shift
        with np.errstate(over="ignore", under="ignore"):
            norms[position] = np.ldexp(float(tangents[0].double().norm()), exponent)
    return norms


def _from_zero(step: Callable[..., Sequence[Tensor]], zero: Any, x: Tensor) -> Sequence[Tensor]:
    return step(x, *zero)


def _forward(
    function: Callable[..., Sequence[Tensor]], values: Sequence[Tensor], tangents: Sequence[Tensor]
) -> tuple[list[Tensor], list[Tensor]]:
    """Return what a function makes of the values, and its exact derivative along the tangents.

    Two passes backward are one forward (Townsend 2017, as in ``torch.autograd.functional.jvp``):
    the first is linear in what it starts from, and the derivative of that is what is wanted.
    PyTorch's forward mode takes as long, but has one state for all threads of a process. It imports
    a compiler, too, and so does ``torch.autograd.grad`` unless it starts from a single number.
    """
    values = [value.detach().requires_grad_() for value in values]
    results = function(*values)
    starts = [torch.zeros_like(result).requires_grad_() for result in results]
    backward = torch.autograd.grad(_inner(results, starts), values, create_graph=True)
    derivatives = torch.autograd.grad(_inner(backward, tangents), starts)
    return [result.detach() for result in results], list(derivatives)


def _inner(some: Sequence[Tensor], others: Sequence[Tensor]) -> Tensor:
    products = [(one * other).sum() for one, other in zip(some, others, strict=True)]
    return torch.stack(products).sum()


def _near_one(tangents: Sequence[Tensor]) -> tuple[list[Tensor], int]:
    """Return the tangents with their largest number between ½ and 1, and the power of two left."""
    largest = max(float(tangent.abs().max()) for tangent in tangents)
    _fraction, exponent = math.frexp(largest)
    shift = min(max(exponent, -MOST_SHIFT), MOST_SHIFT)
    return [tangent * 2.0**-shift for tangent in tangents], shift
