"""The derivative of each cell's step, written out on the activations that a trace keeps.

What a step does to a covector is linear in it, and its factors are products of what the trace has
stored; only the products with the weights are left for the loops. Tests hold each cell's to
autograd of its own forward pass.
"""

from collections.abc import Callable
from functools import singledispatch
from typing import Any, NamedTuple

import numpy as np

from core.analysis.gradients.previous import previous
from core.cells.base import RecurrentCell
from core.cells.gru import GRUCell
from core.cells.lstm import LSTMCell
from core.cells.paper_gru import PaperGRUCell
from core.cells.rnn import RNNCell
from core.trace import Trace


class Slopes(NamedTuple):
    """The derivatives of all T steps of a trace.

    In what follows, a covector is the gradient of some number L, and one or many stand above each
    other: ``(..., hidden_size)``.

    Attributes:
        kept: how much of its memory each step keeps, unit by unit, ``(T, hidden_size)``: f_t for
            the LSTM, z_t for PyTorch's GRU, 1 − z_t for the papers'. ``None`` for the plain
            cell, which keeps nothing as it is.
        shown: for the LSTM, ∂h_t/∂c_t = o_t (1 − tanh² c_t), ``(T, hidden_size)``; ``None``
            where the hidden state is the memory.
        through: from a position, ∂L/∂h_t and the whole ∂L/∂(memory)_t, the gradient at the
            recurrent products, ``(..., blocks * hidden_size)``, and the gradient with respect to
            h_{t-1} that comes through the gates and the candidate, ``(..., hidden_size)``.
        at_x: from a position (or a slice of them), ∂L/∂h_t and the gradient at the recurrent
            products, the gradient at the products with x, ``(..., blocks * hidden_size)``.
    """

    kept: np.ndarray | None
    shown: np.ndarray | None
    through: Callable[[int, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
    at_x: Callable[[int | slice, np.ndarray, np.ndarray], np.ndarray]


@singledispatch
def slopes(cell: RecurrentCell, trace: Trace, initial: Any = None) -> Slopes:
    """Return the derivatives of the steps that a trace has kept.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        TypeError: for a cell whose derivative is not written out here.
    """
    raise TypeError(f"slopes expected one of this package's cells, got {type(cell).__name__}.")


@slopes.register
def _(cell: RNNCell, trace: Trace, initial: Any = None) -> Slopes:
    weight, factor = _weight(cell), 1 - trace["hidden_state"] ** 2

    def through(t: int, hidden: np.ndarray, _memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at_h = hidden * factor[t]
        return at_h, at_h @ weight

    return Slopes(None, None, through, _same)


@slopes.register
def _(cell: LSTMCell, trace: Trace, initial: Any = None) -> Slopes:
    i, f, g, o = (trace[name] for name in cell.blocks)
    tanh_c, before = np.tanh(trace["cell_state"]), previous(cell, trace, "cell_state", initial)
    weight = _weight(cell)
    by_memory = np.stack([g * i * (1 - i), before * f * (1 - f), i * (1 - g**2)], axis=1)
    by_hidden = tanh_c * o * (1 - o)

    def through(t: int, hidden: np.ndarray, memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at_h = np.empty((*hidden.shape[:-1], 4, hidden.shape[-1]), hidden.dtype)
        np.multiply(memory[..., None, :], by_memory[t], out=at_h[..., :3, :])
        np.multiply(hidden, by_hidden[t], out=at_h[..., 3, :])
        at_h = at_h.reshape(*hidden.shape[:-1], -1)
        return at_h, at_h @ weight

    return Slopes(f, o * (1 - tanh_c**2), through, _same)


@slopes.register
def _(cell: GRUCell, trace: Trace, initial: Any = None) -> Slopes:
    r, z, n = (trace[name] for name in cell.blocks)
    before, weight, size = (
        previous(cell, trace, "hidden_state", initial),
        _weight(cell),
        len(r[:1].T),
    )
    b_n = cell.bias_hh.detach().numpy()[2 * size :]
    reset_product = trace.preactivations["candidate"].from_h + r * b_n  # r ⊙ (W_hn h + b_hn)
    by_candidate = (1 - z) * (1 - n**2)
    by_reset = by_candidate * reset_product * (1 - r)
    factors = np.stack([by_reset, (before - n) * z * (1 - z), by_candidate * r], axis=1)

    def through(t: int, hidden: np.ndarray, _memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at_h = (hidden[..., None, :] * factors[t]).reshape(*hidden.shape[:-1], -1)
        return at_h, at_h @ weight

    def at_x(t: int | slice, hidden: np.ndarray, at_h: np.ndarray) -> np.ndarray:
        at = at_h.copy()
        at[..., 2 * size :] = hidden * by_candidate[t]
        return at

    return Slopes(z, None, through, at_x)


@slopes.register
def _(cell: PaperGRUCell, trace: Trace, initial: Any = None) -> Slopes:
    r, z, n = (trace[name] for name in cell.blocks)
    before, weight, size = (
        previous(cell, trace, "hidden_state", initial),
        _weight(cell),
        len(r[:1].T),
    )
    by_update, by_candidate = (n - before) * z * (1 - z), z * (1 - n**2)
    by_reset = before * r * (1 - r)

    def through(t: int, hidden: np.ndarray, _memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        candidate = hidden * by_candidate[t]
        at_reset_h = candidate @ weight[2 * size :]  # the gradient at r ⊙ h_{t-1}
        gates = np.concatenate([at_reset_h * by_reset[t], hidden * by_update[t]], axis=-1)
        back = gates @ weight[: 2 * size] + at_reset_h * r[t]
        return np.concatenate([gates, candidate], axis=-1), back

    return Slopes(1 - z, None, through, _same)


def _weight(cell: RecurrentCell) -> np.ndarray:
    return cell.weight_hh.detach().numpy()


def _same(_t: int | slice, _hidden: np.ndarray, at_h: np.ndarray) -> np.ndarray:
    return at_h
