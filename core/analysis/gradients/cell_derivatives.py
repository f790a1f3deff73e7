"""The derivative of each cell's step, written out on the activations that a trace keeps.

A step's effect on a gradient is linear in the gradient, and its slopes are products of numbers that
the trace has stored; only the products with the weights are left for the loops. Tests compare each
cell's derivative with autograd through the cell's forward pass.
"""

from functools import singledispatch
from typing import Any

import numpy as np

from ...cells.base import RecurrentCell
from ...cells.gru import GRUCell
from ...cells.lstm import LSTMCell
from ...cells.min_gru import MinGRUCell
from ...cells.paper_gru import PaperGRUCell
from ...cells.relu_rnn import ReluRNNCell
from ...cells.rnn import RNNCell
from ...trace import Trace
from .step_derivatives import Matrices, OneSlopeEach, Slopes, weights


@singledispatch
def slopes(cell: RecurrentCell, trace: Trace, initial: Any = None) -> Slopes:
    """Return the derivatives of the steps of a trace.

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
    return OneSlopeEach(cell, (1 - trace["hidden_state"] ** 2)[:, None])


@slopes.register
def _(cell: ReluRNNCell, trace: Trace, initial: Any = None) -> Slopes:
    hidden = trace["hidden_state"]
    return OneSlopeEach(cell, (hidden > 0).astype(hidden.dtype)[:, None])  # 0 at 0, as in PyTorch


@slopes.register
def _(cell: LSTMCell, trace: Trace, initial: Any = None) -> Slopes:
    i, f, g, o = (trace[name] for name in cell.blocks)
    tanh_c, before = np.tanh(trace["cell_state"]), previous(cell, trace, "cell_state", initial)
    at_h = g * i * (1 - i), before * f * (1 - f), i * (1 - g**2), tanh_c * o * (1 - o)
    return OneSlopeEach(cell, np.stack(at_h, 1), kept=f, shown=o * (1 - tanh_c**2))


@slopes.register
def _(cell: GRUCell, trace: Trace, initial: Any = None) -> Slopes:
    return _GRUSlopes(cell, trace, previous(cell, trace, "hidden_state", initial))


@slopes.register
def _(cell: PaperGRUCell, trace: Trace, initial: Any = None) -> Slopes:
    return _PaperGRUSlopes(cell, trace, previous(cell, trace, "hidden_state", initial))


@slopes.register
def _(cell: MinGRUCell, trace: Trace, initial: Any = None) -> Slopes:
    z, n = (trace[name] for name in cell.blocks)
    update = (n - previous(cell, trace, "hidden_state", initial)) * z * (1 - z)
    return OneSlopeEach(cell, np.stack([update, z], 1), kept=1 - z)


class _GRUSlopes(OneSlopeEach):
    """The reset gate scales the candidate's recurrent product, but not its product with x."""

    def __init__(self, cell: GRUCell, trace: Trace, before: np.ndarray) -> None:
        r, z, n = (trace[name] for name in cell.blocks)
        b_n = cell.bias_hh.detach().numpy()[2 * cell.hidden_size :]
        reset_product = trace.preactivations["candidate"].from_h + r * b_n  # r ⊙ (W_hn h + b_hn)
        update, candidate = (before - n) * z * (1 - z), (1 - z) * (1 - n**2)
        reset = candidate * reset_product * (1 - r)
        super().__init__(cell, np.stack([reset, update, candidate * r], 1), kept=z)
        self.slopes_at_x = np.stack([reset, update, candidate], 1)

    def to_x(self, t: int) -> Matrices:
        return self.matrices(self.slopes_at_x[t], self.w_x)

    def at_x(self, hidden: np.ndarray, at_h: np.ndarray) -> np.ndarray:
        return (hidden[:, None] * self.slopes_at_x).reshape(at_h.shape)


class _PaperGRUSlopes(Slopes):
    """The reset gate comes between h and the product, so that one product follows another.

    ``through`` multiplies one covector by the weights one after the other; ``to_h`` and ``to_x``
    multiply the weights with each other first, which pays off for many covectors.
    """

    def __init__(self, cell: PaperGRUCell, trace: Trace, before: np.ndarray) -> None:
        self.r, z, n = (trace[name] for name in cell.blocks)
        self.w_h, self.w_x = weights(cell)
        self.update, self.candidate = (n - before) * z * (1 - z), z * (1 - n**2)
        self.reset = before * self.r * (1 - self.r)
        self.kept = 1 - z

    def through(
        self, t: int, hidden: np.ndarray, memory: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        at_n, at_z = hidden * self.candidate[t], hidden * self.update[t]
        at_reset_h = at_n @ self.w_h[2]  # the gradient at r ⊙ h_{t-1}
        at_r = at_reset_h * self.reset[t]
        back = at_r @ self.w_h[0] + at_z @ self.w_h[1] + at_reset_h * self.r[t]
        return np.concatenate([at_r, at_z, at_n]), back

    def to_h(self, t: int) -> Matrices:
        to_reset_h = self.candidate[t][:, None] * self.w_h[2]
        to_gates = (to_reset_h * self.reset[t]) @ self.w_h[0]
        return Matrices(
            to_gates + self.update[t][:, None] * self.w_h[1] + to_reset_h * self.r[t], None
        )

    def to_x(self, t: int) -> Matrices:
        candidate, update = self.candidate[t][:, None], self.update[t][:, None]
        to_r = candidate * self.w_h[2] * self.reset[t]
        return Matrices(to_r @ self.w_x[0] + update * self.w_x[1] + candidate * self.w_x[2], None)


def previous(cell: RecurrentCell, trace: Trace, quantity: str, initial: Any = None) -> np.ndarray:
    """Return a part of the state before each step: h_{t-1} or c_{t-1}, ``(T, hidden_size)``.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        quantity: ``"hidden_state"`` or ``"cell_state"``.
        initial: the state before the first token, of batch size 1; zeros where none is given.
    """
    state = cell.initial_state(1) if initial is None else initial
    first = getattr(state, quantity).detach().numpy()
    return np.concatenate([first, trace[quantity][:-1]])[: len(trace)]
