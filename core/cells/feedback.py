"""The common part of the cells whose gates and candidates look at the hidden state before."""

from abc import abstractmethod

from torch import Tensor, nn

from .base import Gates, Parts, RecurrentCell, State
from .matmul import product


class FeedbackCell(RecurrentCell[State, Parts, Gates]):
    """A cell with recurrent weights: what it computes of a token depends on h_{t-1}.

    Its steps can therefore be taken only one after the other.
    """

    weight_hh: nn.Parameter
    bias_hh: nn.Parameter

    def shapes(self) -> dict[str, tuple[int, ...]]:
        weight, bias = super().shapes().values()
        return {
            "weight_ih": weight,
            "weight_hh": (weight[0], self.hidden_size),
            "bias_ih": bias,
            "bias_hh": bias,
        }

    @abstractmethod
    def parts(self, from_x: Tensor, from_h: Tensor) -> Parts:
        """Return, block by block, the three parts of the inputs of the squashing functions.

        Args:
            from_x: the products W_x x_t of all blocks, ``(..., blocks * hidden_size)``.
            from_h: the products W_h h_{t-1} of all blocks, in the same shape.
        """

    def preactivations(self, x: Tensor, hidden: Tensor) -> Parts:
        self.check(x, hidden)
        return self.parts(product(x, self.weight_ih), product(hidden, self.weight_hh))
