"""How a recurrent model is wired: its kind and its switches, checked when they are set."""

from dataclasses import dataclass, field

from ..network import Network
from ..network.answering import AnsweringNetwork, EncoderDecoder
from ..network.place import CellPlace
from .convolution import Conv
from .kinds import EVERY_STEP, Kind, Merge
from .problems import of_network, problems


@dataclass(frozen=True)
class Wiring:
    """A recurrent model by its switches; ``wire`` runs it.

    With ``network``, cell, sizes, layers and directions are read from the network.

    Attributes:
        cell: ``rnn``, ``lstm`` or ``gru``.
        input_size: numbers in the vector of each step.
        hidden_size: units of each layer and direction.
        num_layers: layers on top of each other.
        bidirectional: whether each layer also reads backwards.
        merge: what becomes of both directions: ``concat``, ``sum``, ``ave`` (average), ``mul``
            (product), or ``None``: two outputs.
        return_sequences: whether the last layer gives every step or only the last; by default what
            the kind needs. A tuple has one for each layer, as in Keras.
        return_state: whether the last layer's final states are returned beside the output.
        stateful: whether a batch starts from where the batch before it ended.
        conv: a convolution before the first layer.
        kind: how many vectors go in and how many come out.
        batch_size: texts in a batch, if it is fixed.
        batch_first: whether tensors are ``(N, T, …)`` rather than ``(T, N, …)``.
        length: steps of a one-to-many model; the input is read at the first, zeros after it.
        target_length: steps of the decoder.
        teacher_forcing: whether the decoder reads the target rather than its own last output.
        seed: of the random weights.
        network: a trained network to take instead of random weights. The decoder of one that
            answers reads the symbol that it wrote last.

    Raises:
        ValueError: if a switch has no such setting, or two contradict each other.
    """

    cell: str = ""
    input_size: int = 0
    hidden_size: int = 0
    num_layers: int = 1
    bidirectional: bool = False
    merge: Merge = "concat"
    return_sequences: bool | tuple[bool, ...] | None = None
    return_state: bool = False
    stateful: bool = False
    conv: Conv | None = None
    kind: Kind = "many-to-many"
    batch_size: int | None = None
    batch_first: bool = True
    length: int | None = None
    target_length: int | None = None
    teacher_forcing: bool = False
    seed: int = 0
    network: Network | AnsweringNetwork | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.network is not None:
            for name, value in of_network(self, self.network).items():
                object.__setattr__(self, name, value)
        for problem in problems(self):
            raise ValueError(problem)

    @property
    def is_trained(self) -> bool:
        """Whether the weights were learned; random ones are called untrained wherever they show."""
        return self.network is not None

    @property
    def every_step(self) -> bool:
        """Whether the output has every step or only the last: ``return_sequences``, resolved."""
        every = self.return_sequences
        last = every[-1] if isinstance(every, tuple) else every
        return EVERY_STEP.get(self.kind, False) if last is None else last

    @property
    def directions(self) -> int:
        """The number of directions in which each layer reads: 1 or 2."""
        return 1 + self.bidirectional

    @property
    def width(self) -> int:
        """Numbers of a layer's output at each step, and of the decoder's state.

        >>> [Wiring("gru", 3, 4, bidirectional=both).width for both in (True, False)]
        [8, 4]
        """
        return self.hidden_size * (self.directions if self.merge == "concat" else 1)

    @property
    def decoder_input_size(self) -> int:
        """Numbers that the decoder reads at each step: its output's, unless it is trained."""
        cells = self.network.cells_by_place if self.network else {}
        first = cells.get(CellPlace("decoder"))
        return self.width if first is None else first.input_size

    @property
    def has_decoder(self) -> bool:
        """Whether a second network writes what the first has read."""
        return self.kind == "encoder-decoder"

    @property
    def writer(self) -> AnsweringNetwork | None:
        """The network whose readout gives every symbol a score after each step of the output."""
        return self.network if isinstance(self.network, AnsweringNetwork) else None

    @property
    def symbols(self) -> EncoderDecoder | None:
        """The network whose decoder reads its own symbols, not its own last output."""
        network = self.network
        return network if isinstance(network, EncoderDecoder) and not self.teacher_forcing else None
