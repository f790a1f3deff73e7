"""The derivatives of the steps of a trace, and their products with the weights."""

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np

from ...cells.base import RecurrentCell
from ...cells.feedback import FeedbackCell


class Matrices(NamedTuple):
    """The weights of one step times all slopes, to be applied to many covectors.

    Attributes:
        by_hidden: for ∂L/∂h_t, ``(hidden_size, n)``.
        by_memory: for ∂L/∂c_t, of the same shape; ``None`` where the hidden state is the memory.
    """

    by_hidden: np.ndarray
    by_memory: np.ndarray | None


class Slopes(ABC):
    """The derivatives of all T steps of a trace; a covector is the gradient of some number L.

    Attributes:
        kept: how much of its memory each step keeps, unit by unit, ``(T, width of the memory)``:
            f_t for the LSTM, z_t for PyTorch's GRU, 1 − z_t for the papers' and the minimal one.
            ``None`` for the plain cell, which keeps nothing as it is.
        shown: for the LSTM, ∂h_t/∂c_t = o_t (1 − tanh² c_t), ``(T, hidden_size)``; ``None``
            where the hidden state is the memory.
    """

    kept: np.ndarray | None = None
    shown: np.ndarray | None = None

    @abstractmethod
    def through(
        self, t: int, hidden: np.ndarray, memory: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Take one covector through the gates and the candidate of one step.

        Args:
            t: the position of the step.
            hidden: ∂L/∂h_t, ``(hidden_size,)``.
            memory: the whole ∂L/∂(memory)_t, ``(width of the memory,)``.

        Returns:
            The gradient at the recurrent products, ``(blocks * hidden_size,)``, and the gradient
            with respect to h_{t-1} that comes through them, ``(hidden_size,)``.
        """

    @abstractmethod
    def to_h(self, t: int) -> Matrices:
        """Return the matrices that take many covectors to h_{t-1} as ``through`` takes one."""

    @abstractmethod
    def to_x(self, t: int) -> Matrices:
        """Return the matrices for the gradient with respect to x_t."""

    def at_x(self, hidden: np.ndarray, at_h: np.ndarray) -> np.ndarray:
        """Return the gradient at the products with x, ``(T, blocks * hidden_size)``.

        It is that at the recurrent products, unless a cell treats the two differently.

        Args:
            hidden: ∂L/∂h_t of all positions, ``(T, hidden_size)``.
            at_h: the gradient at the recurrent products, of all positions.
        """
        return at_h


class OneSlopeEach(Slopes):
    """The derivatives of a cell in which each product has one slope for each unit.

    Args:
        cell: the cell.
        slopes: the factors that turn ∂L/∂(memory)_t into the gradient at each block's recurrent
            product, ``(T, blocks, hidden_size)``; in the LSTM's last block, they multiply ∂L/∂h_t.
        kept: as in ``Slopes``.
        shown: as in ``Slopes``.
    """

    def __init__(
        self,
        cell: RecurrentCell,
        slopes: np.ndarray,
        kept: np.ndarray | None = None,
        shown: np.ndarray | None = None,
    ) -> None:
        self.kept, self.shown, self.slopes = kept, shown, slopes
        self.w_h, self.w_x = weights(cell)
        self.stacked = self.w_h.reshape(-1, self.w_h.shape[-1])
        self.of_memory = 0 if shown is None else len(cell.blocks) - 1

    def through(
        self, t: int, hidden: np.ndarray, memory: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """As in ``Slopes``."""
        slopes, of_memory = self.slopes[t], self.of_memory
        at_h = np.empty_like(slopes)
        np.multiply(memory, slopes[:of_memory], out=at_h[:of_memory])
        np.multiply(hidden, slopes[of_memory:], out=at_h[of_memory:])
        return at_h.ravel(), at_h.ravel() @ self.stacked

    def to_h(self, t: int) -> Matrices:
        """As in ``Slopes``."""
        return self.matrices(self.slopes[t], self.w_h)

    def to_x(self, t: int) -> Matrices:
        """As in ``Slopes``."""
        return self.matrices(self.slopes[t], self.w_x)

    def matrices(self, slopes: np.ndarray, weight: np.ndarray) -> Matrices:
        """Return weights by block times the slopes of one step, summed over the blocks."""
        of_memory = self.of_memory
        by_hidden = np.einsum("bu,bun->un", slopes[of_memory:], weight[of_memory:])
        if not of_memory:
            return Matrices(by_hidden, None)
        return Matrices(by_hidden, np.einsum("bu,bun->un", slopes[:of_memory], weight[:of_memory]))


def times(hidden: np.ndarray, memory: np.ndarray, matrices: Matrices) -> np.ndarray:
    """Return covectors times matrices, ``(k, n)``.

    Args:
        hidden: ∂L/∂h_t, ``(k, hidden_size)``.
        memory: the whole ∂L/∂(memory)_t, in the same shape.
        matrices: as ``Slopes.to_h`` and ``Slopes.to_x`` give them.
    """
    product = hidden @ matrices.by_hidden
    if matrices.by_memory is not None:
        product += memory @ matrices.by_memory
    return product


def weights(cell: RecurrentCell) -> tuple[np.ndarray, np.ndarray]:
    """Return W_h and W_x by block, ``(blocks, hidden_size, hidden_size or input_size)``.

    Where a cell has no recurrent weights, W_h is zero.
    """
    shape = len(cell.blocks), cell.hidden_size, -1
    w_x = cell.weight_ih.detach().numpy().reshape(shape)
    if isinstance(cell, FeedbackCell):
        return cell.weight_hh.detach().numpy().reshape(shape), w_x
    return np.zeros((*shape[:2], cell.hidden_size), w_x.dtype), w_x
