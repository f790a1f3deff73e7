"""Sensitivity of every output to every token: all pairs in one batch of gradients."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor

from ...cells.base import RecurrentCell
from ...jobs.steps import Steps, run
from ...trace import Trace
from .cell_derivatives import slopes
from .covectors import rows_back
from .scaling import log2_norms
from .step_derivatives import times


@dataclass(frozen=True, eq=False)
class Connectivity:
    """Gradients of y_s, a number computed from h_s, by each token's vector x_t, ``(T, T)`` float64.

    Attributes:
        strength: log2 of ‖∂y_s/∂x_t‖ in row s and column t; −inf for tokens after s, and where the
            gradient is 0. It has a unit: a change of y for each unit of x.
        signed: (∂y_s/∂x_t) · x_t, gradient times input (Shrikumar and others 2016): what the
            vector itself adds to y_s or takes from it, to first order; 0 for tokens after s.
    """

    strength: np.ndarray
    signed: np.ndarray


def connectivity(
    cell: RecurrentCell,
    trace: Trace,
    inputs: np.ndarray | Tensor,
    direction: np.ndarray,
    initial: Any = None,
) -> Connectivity:
    """Differentiate y_s = direction · h_s with respect to every token's vector, for every s.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        inputs: the token vectors that it was made from, ``(T, input_size)``.
        direction: ``(hidden_size,)``, or one for each output, ``(T, hidden_size)``.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        ValueError: if inputs or direction have another shape.
    """
    return run(connectivity_in_steps(cell, trace, inputs, direction, initial))


def connectivity_in_steps(
    cell: RecurrentCell,
    trace: Trace,
    inputs: np.ndarray | Tensor,
    direction: np.ndarray,
    initial: Any = None,
) -> Steps[float, Connectivity]:
    """Do as ``connectivity`` does; the generator yields the share that is done after each token."""
    states = trace["hidden_state"]
    vectors = np.asarray(inputs, states.dtype)
    _check(cell, states, vectors, np.shape(direction))
    steps = slopes(cell, trace, initial)
    # The last output first, so that the outputs from a position on are the start of the batch.
    seeds = np.broadcast_to(np.asarray(direction, states.dtype), states.shape)[::-1]
    strength, signed = np.full((2, len(trace), len(trace)), [[[-np.inf]], [[0.0]]])
    for rows in rows_back(steps, seeds, np.arange(len(trace))[::-1]):
        t = rows.position
        at_token = times(rows.hidden, rows.memory, steps.to_x(t))
        strength[t:, t] = log2_norms(at_token, rows.exponents)[::-1]
        signed[t:, t] = np.ldexp((at_token @ vectors[t]).astype(np.float64), rows.exponents)[::-1]
        yield 1 - t / len(trace)
    return Connectivity(strength, signed)


def _check(
    cell: RecurrentCell, states: np.ndarray, inputs: np.ndarray, direction: tuple[int, ...]
) -> None:
    if inputs.shape != (len(states), cell.input_size):
        expected = f"({len(states)}, {cell.input_size}), a row for each token"
        raise ValueError(f"connectivity expected inputs of shape {expected}; got {inputs.shape}.")
    if direction not in (states.shape, states.shape[1:]):
        expected = f"{states.shape[1:]} or {states.shape}"
        raise ValueError(
            f"connectivity expected a direction of shape {expected}; got {direction}. "
            "Give one number for each unit."
        )
