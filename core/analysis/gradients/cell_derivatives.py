"""The derivative of each cell's step, written out on the activations that a trace keeps.

What a step does to a gradient is linear in it, and its slopes are products of what the trace has
stored; only the products with the weights are left for the loops. Tests hold each cell's to
autograd of its own forward pass.
"""

from functools import singledispatch
from typing import Any

import numpy as np

from ...cells.base import RecurrentCell
from ...cells.gru import GRUCell
from ...cells.lstm import LSTMCell
from ...cells.paper_gru import PaperGRUCell
from ...cells.rnn import RNNCell
from ...trace import Trace
from .step_derivatives import Matrices, Slopes, plain_slopes, weights


@singledispatch
def slopes(cell: RecurrentCell, trace: Trace, initial: Any = None) -> Slopes:
    """Return the derivatives of the steps that a trace has kept.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it, with nothing held.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        TypeError: for a cell whose derivative is not written out here.
    """
    raise TypeError(f"slopes expected one of this package's cells, got {type(cell).__name__}.")


@slopes.register
def _(cell: RNNCell, trace: Trace, initial: Any = None) -> Slopes:
    return plain_slopes(cell, (1 - trace["hidden_state"] ** 2)[:, None])


@slopes.register
def _(cell: LSTMCell, trace: Trace, initial: Any = None) -> Slopes:
    i, f, g, o = (trace[name] for name in cell.blocks)
    tanh_c, before = np.tanh(trace["cell_state"]), previous(cell, trace, "cell_state", initial)
    at_h = g * i * (1 - i), before * f * (1 - f), i * (1 - g**2), tanh_c * o * (1 - o)
    return plain_slopes(cell, np.stack(at_h, 1), kept=f, shown=o * (1 - tanh_c**2))


@slopes.register
def _(cell: GRUCell, trace: Trace, initial: Any = None) -> Slopes:
    r, z, n = (trace[name] for name in cell.blocks)
    before = previous(cell, trace, "hidden_state", initial)
    b_n = cell.bias_hh.detach().numpy()[2 * cell.hidden_size :]
    reset_product = trace.preactivations["candidate"].from_h + r * b_n  # r ⊙ (W_hn h + b_hn)
    update, candidate = (before - n) * z * (1 - z), (1 - z) * (1 - n**2)
    reset = candidate * reset_product * (1 - r)
    at_h, at_x = (np.stack([reset, update, of_n], 1) for of_n in (candidate * r, candidate))
    return plain_slopes(cell, at_h, at_x, kept=z)


@slopes.register
def _(cell: PaperGRUCell, trace: Trace, initial: Any = None) -> Slopes:
    """The reset gate stands between h and the product, so that one product follows another.

    That stands here twice: for one covector, which is multiplied step by step, and with the weights
    multiplied out, which pays off for many.
    """
    r, z, n = (trace[name] for name in cell.blocks)
    before, (w_h, w_x) = previous(cell, trace, "hidden_state", initial), weights(cell)
    update, candidate = (n - before) * z * (1 - z), z * (1 - n**2)
    reset = before * r * (1 - r)

    def through(t: int, hidden: np.ndarray, _memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at_n, at_z = hidden * candidate[t], hidden * update[t]
        at_reset_h = at_n @ w_h[2]  # the gradient at r ⊙ h_{t-1}
        at_r = at_reset_h * reset[t]
        back = at_r @ w_h[0] + at_z @ w_h[1] + at_reset_h * r[t]
        return np.concatenate([at_r, at_z, at_n]), back

    def to_h(t: int) -> Matrices:
        to_reset_h = candidate[t][:, None] * w_h[2]
        to_gates = (to_reset_h * reset[t]) @ w_h[0] + update[t][:, None] * w_h[1]
        return Matrices(to_gates + to_reset_h * r[t], None)

    def to_x(t: int) -> Matrices:
        to_r = candidate[t][:, None] * w_h[2] * reset[t]
        return Matrices(
            to_r @ w_x[0] + update[t][:, None] * w_x[1] + candidate[t][:, None] * w_x[2], None
        )

    return Slopes(1 - z, None, through, lambda _hidden, at_h: at_h, to_h, to_x)


def previous(cell: RecurrentCell, trace: Trace, quantity: str, initial: Any = None) -> np.ndarray:
    """Return a part of the state as each step found it: h_{t-1} or c_{t-1}, ``(T, hidden_size)``.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        quantity: ``"hidden_state"`` or ``"cell_state"``.
        initial: the state before the first token, of batch size 1; zeros where none is given.
    """
    state = cell.initial_state(1) if initial is None else initial
    first = getattr(state, quantity).detach().numpy()
    return np.concatenate([first, trace[quantity][:-1]])[: len(trace)]
