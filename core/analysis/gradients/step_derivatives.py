"""The derivatives of the steps of a trace, as a record, and their products with the weights."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ...cells.base import RecurrentCell


class Matrices(NamedTuple):
    """The weights of one step with all slopes multiplied in: what many covectors are taken by.

    Attributes:
        by_hidden: for ∂L/∂h_t, ``(hidden_size, n)``.
        by_memory: for ∂L/∂c_t, likewise; ``None`` where the hidden state is the memory.
    """

    by_hidden: np.ndarray
    by_memory: np.ndarray | None


class Slopes(NamedTuple):
    """The derivatives of all T steps of a trace; a covector is the gradient of some number L.

    Attributes:
        kept: how much of its memory each step keeps, unit by unit, ``(T, hidden_size)``: f_t for
            the LSTM, z_t for PyTorch's GRU, 1 − z_t for the papers'. ``None`` for the plain
            cell, which keeps nothing as it is.
        shown: for the LSTM, ∂h_t/∂c_t = o_t (1 − tanh² c_t), ``(T, hidden_size)``; ``None``
            where the hidden state is the memory.
        through: from a position, ∂L/∂h_t and the whole ∂L/∂(memory)_t of one covector, the gradient
            at the recurrent products, ``(blocks * hidden_size,)``, and the gradient with respect
            to h_{t-1} that comes through the gates and the candidate, ``(hidden_size,)``.
        at_x: from ∂L/∂h_t and the gradient at the recurrent products, of all T positions, the
            gradient at the products with x, ``(T, blocks * hidden_size)``.
        to_h: from a position, the matrices for the gradient with respect to h_{t-1} that comes
            through the gates and the candidate: as ``through``, for many covectors.
        to_x: from a position, the matrices for the gradient with respect to x_t.
    """

    kept: np.ndarray | None
    shown: np.ndarray | None
    through: Callable[[int, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
    at_x: Callable[[np.ndarray, np.ndarray], np.ndarray]
    to_h: Callable[[int], Matrices]
    to_x: Callable[[int], Matrices]


def times(hidden: np.ndarray, memory: np.ndarray, matrices: Matrices) -> np.ndarray:
    """Return covectors times matrices, ``(k, n)``.

    Args:
        hidden: ∂L/∂h_t, ``(k, hidden_size)``.
        memory: the whole ∂L/∂(memory)_t, likewise.
        matrices: as ``Slopes.to_h`` and ``Slopes.to_x`` give them.
    """
    product = hidden @ matrices.by_hidden
    if matrices.by_memory is not None:
        product += memory @ matrices.by_memory
    return product


def weights(cell: RecurrentCell) -> tuple[np.ndarray, np.ndarray]:
    """Return W_h and W_x by block, ``(blocks, hidden_size, hidden_size or input_size)``."""
    shape = len(cell.blocks), cell.hidden_size, -1
    w_h, w_x = (weight.detach().numpy() for weight in (cell.weight_hh, cell.weight_ih))
    return w_h.reshape(shape), w_x.reshape(shape)


def plain_slopes(
    cell: RecurrentCell,
    slopes: np.ndarray,
    slopes_at_x: np.ndarray | None = None,
    kept: np.ndarray | None = None,
    shown: np.ndarray | None = None,
) -> Slopes:
    """Return the derivatives of a cell in which each product meets one slope for each unit.

    Args:
        cell: the cell.
        slopes: by what ∂L/∂(memory)_t is to be multiplied to become the gradient at each block's
            recurrent product, ``(T, blocks, hidden_size)``; in the LSTM's last block, ∂L/∂h_t is.
        slopes_at_x: the same at the products with x, where it differs.
        kept: as in ``Slopes``.
        shown: likewise.
    """
    (w_h, w_x), of_memory = weights(cell), 0 if shown is None else len(cell.blocks) - 1
    stacked = w_h.reshape(-1, cell.hidden_size)
    at_x = slopes if slopes_at_x is None else slopes_at_x

    def through(t: int, hidden: np.ndarray, memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        at_h = np.empty_like(slopes[t])
        np.multiply(memory, slopes[t, :of_memory], out=at_h[:of_memory])
        np.multiply(hidden, slopes[t, of_memory:], out=at_h[of_memory:])
        return at_h.ravel(), at_h.ravel() @ stacked

    def products_with_x(hidden: np.ndarray, at_h: np.ndarray) -> np.ndarray:
        if slopes_at_x is None:
            return at_h
        return (hidden[:, None] * slopes_at_x).reshape(at_h.shape)

    return Slopes(
        kept,
        shown,
        through,
        products_with_x,
        lambda t: _matrices(slopes[t], w_h, of_memory),
        lambda t: _matrices(at_x[t], w_x, of_memory),
    )


def _matrices(slopes: np.ndarray, weight: np.ndarray, of_memory: int) -> Matrices:
    by_hidden = np.einsum("bu,bun->un", slopes[of_memory:], weight[of_memory:])
    if not of_memory:
        return Matrices(by_hidden, None)
    return Matrices(by_hidden, np.einsum("bu,bun->un", slopes[:of_memory], weight[:of_memory]))
