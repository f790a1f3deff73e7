"""Weights that belong together: the layers and directions of one recurrent network of a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..notation import N_, Message, Notice
from .contents import FLOATS
from .questions import Question
from .refusals import noticed
from .weights import Weight, Weights

BLOCKS: Mapping[int, str] = {1: "rnn", 3: "gru", 4: "lstm"}
"""Rows of the recurrent weights per unit -> the kind of cell."""

_TYPE = N_(
    "{key} has numbers of type {dtype}, as quantised networks do: they cannot be run as they "
    "stand. Save the network in float32 before it is quantised."
)
_SHAPE = N_(
    "{key} was expected to have the shape {expected}, and has {got}. Save all weights of one "
    "network together."
)
_MISSING = N_("{key} is missing beside {other}. Save all weights of one network together.")


@dataclass(frozen=True)
class Layer:
    """One direction of one layer.

    Attributes:
        kind: ``rnn``, ``gru`` or ``lstm``.
        input_size: length of what it reads.
        hidden_size: number of units.
        output_size: length of its hidden state: ``hidden_size``, or less where it is projected.
        parts: role, as its layout calls it, -> the weight's plain name.
    """

    kind: str
    input_size: int
    hidden_size: int
    output_size: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """The layers and directions of one network.

    Attributes:
        name: what their names have in common.
        layout: a key of ``core.imported.layouts.LAYOUTS``.
        layers: every layer and direction, in the order in which they run; empty where they do not
            fit together.
        directions: 1 or 2.
        known: answers that the file gives, by the questions' names.
        questions: what it leaves open.
        refusal: why it cannot be opened, if so.
    """

    name: str
    layout: str
    layers: tuple[Layer, ...] = ()
    directions: int = 1
    known: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    refusal: Notice | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The plain names of its weights."""
        return tuple(name for layer in self.layers for _role, name in layer.parts)

    @property
    def projected_size(self) -> int | None:
        """The length of each layer's hidden state where it is a projection."""
        sizes = {each.output_size for each in self.layers if each.output_size != each.hidden_size}
        return next(iter(sizes), None)

    @property
    def depth(self) -> int:
        """How many layers lie above each other."""
        return len(self.layers) // self.directions


class Misfit(Exception):
    """Raised while a group is put together, if its weights do not fit; ``notice`` says why."""

    def __init__(self, message: Message, **values: object) -> None:
        super().__init__(message)
        self.notice = noticed(message, **values)


class Parts:
    """The weights of one direction of one layer by their roles, as they are found and checked.

    Args:
        weights: all of the file.
        names: role -> the plain name that the weight would have; those that the file lacks are
            left out.
    """

    def __init__(self, weights: Weights, names: Mapping[str, str]) -> None:
        self._weights = weights
        self.names = {role: name for role, name in names.items() if name in weights}
        self._expected = names

    def __contains__(self, role: str) -> bool:
        return role in self.names

    def shape(self, role: str, rank: int = 2) -> tuple[int, ...]:
        """Return a weight's shape, all of whose sizes are at least 1.

        Raises:
            Misfit: if there is no such weight, or one of another rank.
        """
        weight = self._weight(role)
        if len(weight.shape) != rank or 0 in weight.shape:
            self._misfit(role, f"({', '.join(['…'] * rank)})")
        return weight.shape

    def expect(self, role: str, *shapes: tuple[int, ...], optional: bool = False) -> None:
        """Check that a weight has one of some shapes and numbers of a usual type.

        Args:
            role: the weight's.
            shapes: the possible ones.
            optional: whether it may be missing.

        Raises:
            Misfit: if it has another shape or type.
        """
        if optional and role not in self:
            return
        weight = self._weight(role)
        if weight.shape not in shapes:
            self._misfit(role, " / ".join(map(str, shapes)))
        for key, dtype in zip(weight.keys, weight.dtypes, strict=True):
            if dtype not in FLOATS and not key.endswith("_mask"):
                raise Misfit(_TYPE, key=key, dtype=dtype)

    def layer(self, kind: str, sizes: tuple[int, int], output_size: int | None = None) -> Layer:
        """Return the layer, of an input size and a hidden size."""
        output = sizes[1] if output_size is None else output_size
        return Layer(kind, *sizes, output, tuple(self.names.items()))

    def _weight(self, role: str) -> Weight:
        if role not in self:
            other = next(iter(self.names.values()), "")
            raise Misfit(_MISSING, key=self._expected[role], other=other)
        return self._weights[self.names[role]]

    def _misfit(self, role: str, expected: str) -> None:
        weight = self._weight(role)
        raise Misfit(_SHAPE, key=weight.keys[0], expected=expected, got=str(weight.shape))


def blocks(rows: int, units: int) -> str | None:
    """Return the kind of a cell with so many rows of recurrent weights, if there is one."""
    return BLOCKS.get(rows // units) if units and not rows % units else None
