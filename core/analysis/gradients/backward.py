"""Backpropagation through time, written out: the gradient at every step of a trace."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...cells.base import RecurrentCell
from ...trace import Trace
from .cell_derivatives import slopes
from .covector import steps_back


@dataclass(frozen=True, eq=False)
class Backward:
    """The gradient of a number L with respect to all that T steps computed.

    All numbers of row t are to be multiplied by ``2.0 ** exponents[t]``: gradients through time
    leave the range of every type of float, and the numbers stored here do not.

    Attributes:
        hidden: ∂L/∂h_t, through the later steps and directly where L depends on h_t itself,
            ``(T, hidden_size)``; for the LSTM, with c_t held fixed.
        memory: for the LSTM, ∂L/∂c_t with h_t held fixed as the next step reads it; where L depends
            on h_t directly, c_t counts through h_t. ``(T, hidden_size)``; ``None`` for other cells.
        total: for the LSTM, the total derivative dL/dc_t, h_t following from c_t: what autograd
            gives where c_t is a leaf. It is ``memory`` + (∂L/∂h_t through the later steps) ⊙ o_t ⊙
            (1 − tanh² c_t), ``(T, hidden_size)``; ``None`` for other cells.
        preactivations: ∂L/∂(W_x x_t), the gradient at the part of each preactivation that comes
            from x, ``(T, blocks * hidden_size)``: times W_x it is ∂L/∂x_t, its outer products with
            x_t add up to the gradient of ``weight_ih``, its rows to that of ``bias_ih``.
        from_hidden: the gradient at the products with the recurrent weights, of the same shape; its
            rows add up to the gradient of ``bias_hh``, its outer products with the multiplied
            vector to that of ``weight_hh``. This vector is h_{t-1}, except r_t ⊙ h_{t-1} for the
            candidate of the papers' GRU; a cell without such weights has none. The gradient differs
            from ``preactivations`` for the candidate of PyTorch's GRU, whose product the reset gate
            scales.
        exponents: ``(T,)`` int64.
    """

    hidden: np.ndarray
    memory: np.ndarray | None
    total: np.ndarray | None
    preactivations: np.ndarray
    from_hidden: np.ndarray
    exponents: np.ndarray


def backward(
    cell: RecurrentCell,
    trace: Trace,
    seeds: np.ndarray,
    initial: Any = None,
    cuts: Collection[int] = (),
) -> Backward:
    """Carry a gradient back through all steps of a trace (Werbos 1990; Rumelhart and others 1986).

    The numbers are of the trace's own type.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        seeds: ∂L/∂h_t as far as L depends on h_t directly, ``(T, hidden_size)``.
        initial: the state before the first token, of batch size 1; zeros where none is given.
        cuts: positions t where the gradient does not go on to t − 1: truncated backpropagation.

    Raises:
        ValueError: if the seeds have another shape than the hidden states.
    """
    steps, rows = slopes(cell, trace, initial), seeds_of(trace, seeds)
    hidden, memory, shown = (np.zeros_like(rows) for _ in range(3))
    at_h = np.zeros((len(trace), len(cell.blocks) * cell.hidden_size), rows.dtype)
    exponents = np.zeros(len(trace), np.int64)
    for step in steps_back(steps, rows, cuts):
        t = step.position
        hidden[t], at_h[t], exponents[t] = step.hidden, step.at_h, step.exponent
        if steps.shown is not None:
            memory[t], shown[t] = step.memory, step.shown
    at_x = steps.at_x(hidden, at_h)
    of_c = (None, None) if steps.shown is None else (memory, memory + shown)
    return Backward(hidden, *of_c, at_x, at_h, exponents)


def seeds_of(trace: Trace, seeds: np.ndarray) -> np.ndarray:
    """Return seeds in the type of the trace's hidden states.

    Raises:
        ValueError: if the seeds have another shape than the hidden states.
    """
    states = trace["hidden_state"]
    if np.shape(seeds) != states.shape:
        expected = f"{states.shape}, a gradient for each hidden state"
        raise ValueError(f"expected seeds of shape {expected}; got {np.shape(seeds)}.")
    return np.asarray(seeds, states.dtype)
