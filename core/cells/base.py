"""The base of all recurrent cells: stacked parameters, and one step in two halves."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypeVar

import torch
from torch import Tensor, nn

from ..notation import Quantity


class Record(Protocol):
    """The part of every ``NamedTuple`` that code uses to go through its fields by name."""

    @property
    def _fields(self) -> tuple[str, ...]: ...

    @classmethod
    def _make(cls, iterable: Iterable[Any], /) -> Self: ...

    def _asdict(self) -> dict[str, Any]: ...

    def _replace(self, **fields: Any) -> Self: ...


class StateRecord(Record, Protocol):
    """The state that a step passes on to the next one; each part is ``(batch, its width)``."""

    @property
    def hidden_state(self) -> Tensor:
        """The part that the gates of the next step and the readout see."""
        ...


Array = TypeVar("Array")
State = TypeVar("State", bound=StateRecord)
Parts = TypeVar("Parts", bound=Record)
Gates = TypeVar("Gates", bound=Record)


class Preactivation(NamedTuple, Generic[Array]):
    """The input of one squashing function, as the three parts that it is the sum of.

    Each part has shape ``(..., width of the gate)`` or broadcasts to it; zeros come from h where
    the cell does not look at it.
    """

    from_x: Array
    from_h: Array
    bias: Array


TensorParts = Preactivation[Tensor]


def total(part: TensorParts) -> Tensor:
    """Return the sum of the three parts: the number that is squashed."""
    return (part.from_x + part.from_h).add_(part.bias)


class RecurrentCell(nn.Module, ABC, Generic[State, Parts, Gates]):
    """One step of a recurrent network; generic in its state, its preactivations and its gates.

    ``gates`` depends on the token and the previous hidden state only; ``update`` makes the new
    state from the gates and the previous state. Parameters are named, shaped and ordered as in
    ``torch.nn.RNNCell``, ``LSTMCell`` and ``GRUCell``: the blocks stand on top of each other.
    Those of every cell are here; ``FeedbackCell`` has those that multiply h_{t-1}.

    Every kind of cell is a separate class, and no concrete cell is the parent of another.

    Args:
        input_size: length of the token's vector x_t.
        hidden_size: number of units.
        generator: source of the initial weights; PyTorch's default one where none is given.

    Raises:
        ValueError: if a size is below 1.
    """

    name: ClassVar[str]
    blocks: ClassVar[tuple[str, ...]]
    quantities: ClassVar[tuple[Quantity, ...]]
    memory: ClassVar[str] = "hidden_state"
    """The quantity that carries what the cell remembers: the cell state, if it has one."""
    weight_ih: nn.Parameter
    bias_ih: nn.Parameter

    def __init__(
        self, input_size: int, hidden_size: int, generator: torch.Generator | None = None
    ) -> None:
        super().__init__()
        if min(input_size, hidden_size) < 1:
            sizes = f"input_size={input_size}, hidden_size={hidden_size}"
            raise ValueError(f"{type(self).__name__} expected sizes of at least 1, got {sizes}.")
        self.input_size, self.hidden_size = input_size, hidden_size
        bound = 1 / math.sqrt(hidden_size)  # as torch.nn.RNNCellBase.reset_parameters
        for name, shape in self.shapes().items():
            first = nn.init.uniform_(torch.empty(shape), -bound, bound, generator=generator)
            self.register_parameter(name, nn.Parameter(first))

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of each parameter by its name, in their order."""
        rows = len(self.blocks) * self.hidden_size
        return {"weight_ih": (rows, self.input_size), "bias_ih": (rows,)}

    def quantity(self, name: str) -> Quantity:
        """Return one of the cell's quantities.

        Raises:
            ValueError: if the cell has no such quantity.
        """
        for each in self.quantities:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.quantities)
        raise ValueError(f"{type(self).__name__} computes {known}; it has no {name!r}.")

    def width(self, quantity: str) -> int:
        """Return how many numbers one of the cell's quantities has: one for each unit.

        Raises:
            ValueError: if the cell has no such quantity.
        """
        self.quantity(quantity)
        return self.hidden_size

    @abstractmethod
    def initial_state(self, batch_size: int) -> State:
        """Return the state before the first token: zeros, each part ``(batch_size, its width)``."""

    @abstractmethod
    def preactivations(self, x: Tensor, hidden: Tensor) -> Parts:
        """Return, block by block, the inputs of the squashing functions.

        Args:
            x: token vectors, ``(..., input_size)``.
            hidden: previous hidden states, ``(..., width of the hidden state)``.

        Raises:
            ValueError: if either has another last dimension.
        """

    @abstractmethod
    def activate(self, preactivations: Parts) -> Gates:
        """Squash the preactivations: sigmoid for gates, tanh for what may be written."""

    @abstractmethod
    def update(self, gates: Gates, state: State) -> State:
        """Return the new state, from the gates and the previous state."""

    def gates(self, x: Tensor, hidden: Tensor) -> Gates:
        """Return the gates and the candidate, each ``(..., hidden_size)``."""
        return self.activate(self.preactivations(x, hidden))

    def check(self, x: Tensor, hidden: Tensor) -> None:
        """Raise ``ValueError`` unless both have the last dimension that the weights expect."""
        for what, tensor, size in (
            ("x", x, self.input_size),
            ("hidden", hidden, self.width("hidden_state")),
        ):
            if tensor.shape[-1:] != (size,):
                raise ValueError(
                    f"{type(self).__name__} expected {what} of shape (batch, {size}), "
                    f"got {tuple(tensor.shape)}. Give one row of {size} numbers for each text."
                )

    def extra_repr(self) -> str:
        """Show the sizes in ``print(cell)``."""
        return f"{self.input_size}, {self.hidden_size}"
