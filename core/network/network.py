"""A network: tokens to vectors, vectors through the recurrent layers, hidden states to outputs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import replace
from itertools import product
from typing import ClassVar, Self, cast

import numpy as np
import torch
from torch import Tensor, nn

from ..cells import ALL_CELLS, ProjectedLSTMCell, RecurrentCell
from ..notation import Message
from ..text import TOKENIZERS, Token, Vocabulary, clean
from ..text.padding import Code, padded
from ..trace import Trace, unroll
from .batch_layers import BatchLayers
from .card import ModelCard
from .encoded import Encoded
from .place import DIRECTIONS, CellPlace, Direction
from .scores import scores_after
from .windows import Windows

BATCH = 64


class Network(nn.Module, ABC):
    """Tokenizer, vocabulary, embedding, recurrent layers and a linear readout of the hidden state.

    The readout is applied to every hidden state alike, so there is an opinion after every step. A
    step is a token, or a window of them where a convolution comes before the recurrence. A network
    is looked at from one of its cells, its ``cell``: that is the one that is traced, and whose
    inputs ``inputs`` returns. ``at`` looks at it from another one.

    Args:
        card: what to build, and what is known about it.
        vocabulary: the keys it knows.
        embedding: turns codes ``(…, T)`` into vectors ``(…, T, input_size)``.
        generator: source of the cells' first weights. Embedding, windows and readout are left
            uninitialised: ``load_network`` reads them from a file, ``core.training`` makes them.

    Raises:
        KeyError: if the card names a cell or a tokenizer that does not exist.
    """

    unknown_means: ClassVar[Message]
    """How the network reads tokens that it does not know; a message with {unknown}, {total}."""

    projection: Tensor | None
    """P of ``core.network.tied``, ``(input_size, hidden_size)``; ``None`` without tied vectors."""

    place: CellPlace
    """From which cell it is looked at; at first, the last one that reads forwards."""

    def __init__(
        self,
        card: ModelCard,
        vocabulary: Vocabulary,
        embedding: nn.Module,
        generator: torch.Generator | None,
    ) -> None:
        super().__init__()
        self.card, self.vocabulary, self.embedding = card, vocabulary, embedding
        self.tokenizer = TOKENIZERS[card.tokenizer]()
        generator = generator or torch.Generator()  # never the one that the whole process shares
        self.windows = Windows(card.convolution, card.input_size) if card.convolution else None
        sizes = [card.first_size, *[card.last_size] * (card.num_layers - 1)]
        self.layers = nn.ModuleList(
            _cell(card, size, generator) for size in sizes for _direction in range(self.directions)
        )
        self.readout = UninitialisedReadout(card.last_size, len(card.outputs))
        self.register_buffer("projection", None)
        self.place = CellPlace(layer=card.num_layers - 1)

    @abstractmethod
    def _codes(self, tokens: Sequence[Token]) -> tuple[list[Code], list[bool]]:
        """Return the code of each token, and whether the network knows it."""

    def opinion(self, scores: Tensor) -> Tensor:
        """Turn the readout's scores ``(…, n_outputs)`` into opinions: values, or probabilities."""
        return scores if self.card.target == "next-value" else scores.softmax(-1)

    @property
    def unknown_code(self) -> Code:
        """What it reads in place of a token that it does not know."""
        return Vocabulary.UNKNOWN

    @property
    def padding_code(self) -> Code:
        """What it reads where a text is padded."""
        return Vocabulary.PADDING

    @property
    def directions(self) -> int:
        """In how many directions each layer reads the text: 1 or 2."""
        return 2 if self.card.bidirectional else 1

    @property
    def cells(self) -> tuple[RecurrentCell, ...]:
        """The cell of each layer and direction, from the token vectors upwards."""
        return tuple(self.cells_by_place.values())

    @property
    def cells_by_place(self) -> Mapping[CellPlace, RecurrentCell]:
        """Every cell by its place, in the order in which they run."""
        places = product(range(self.card.num_layers), DIRECTIONS[: self.directions])
        return {
            CellPlace(layer=layer, direction=direction): cast(RecurrentCell, cell)
            for (layer, direction), cell in zip(places, self.layers, strict=True)
        }

    @property
    def cell(self) -> RecurrentCell:
        """The cell from which the network is looked at."""
        return self.cells_by_place[self.place]

    def at(self, place: CellPlace | None) -> Self:
        """Return the same network, weights shared, looked at from another of its cells.

        Args:
            place: which one; ``None`` for the one that it is looked at from now.

        Raises:
            ValueError: if the network has no cell there.
        """
        places = [*self.cells_by_place]
        if place is None or place == self.place:
            return self
        if place not in places:
            raise ValueError(f"This network has cells at {places}; it has none at {place}.")
        other = copy(self)
        other.place = place
        return other

    @property
    def hands_on_states(self) -> bool:
        """Whether what the cell reads can be computed bit by bit, from the beginning of a text."""
        both_below = self.place.layer > 0 and self.directions > 1
        return self.windows is None and not self.reads_backwards and not both_below

    def stack(self) -> list[Self]:
        """Return the network looked at from each layer that leads to the cell, and from the cell.

        Such a stack can read a text bit by bit, the states being handed on.

        Raises:
            ValueError: if the cell cannot be reached so, because what it reads depends on the rest
                of the text, or because a step is not a token.
        """
        layer = self.place.layer
        if not self.hands_on_states:
            raise ValueError(
                "A text is read bit by bit by layers that read it forwards, token by token; got "
                f"{self.place} of a network with {self.directions} directions"
                f"{' and a convolution' if self.windows is not None else ''}."
            )
        return [self.at(CellPlace(layer=number)) for number in range(layer + 1)]

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs, in order."""
        return self.card.outputs

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text and their codes; the text is cleaned, not shortened."""
        return self.encode_clean(clean(text, limit=None).text)

    def encode_clean(self, text: str) -> Encoded:
        """Return the tokens and codes of a text that ``core.text.clean`` has returned.

        They stand in the order in which the cell reads them.
        """
        tokens = self.tokenizer.tokenize(text)
        codes, known = self._codes(tokens)
        encoded = Encoded(text, tuple(tokens), tuple(codes), tuple(known))
        return encoded.reversed() if self.reads_backwards else encoded

    def spans(self, length: int) -> list[range]:
        """Return the tokens that the cell reads at each step, by their places among T tokens."""
        if self.windows is None:
            return [range(place, place + 1) for place in range(length)]
        spans = self.windows.sizes.spans(length)
        if self.reads_backwards:
            return [range(length - span.stop, length - span.start) for span in reversed(spans)]
        return spans

    @property
    def reads_backwards(self) -> bool:
        """Whether the cell reads the text from its end."""
        return self.place.direction == "backward"

    @torch.inference_mode()
    def vectors(self, codes: Sequence[Code]) -> Tensor:
        """Return the vectors of T codes, ``(T, input_size)``."""
        return self.embedding(padded([codes])[0])

    @torch.inference_mode()
    def inputs(self, codes: Sequence[Code]) -> Tensor:
        """Return what the cell reads at each of its S steps, ``(S, its input_size)``.

        Args:
            codes: of T tokens, in the order in which the cell reads them; so are the steps.
        """
        read = self.in_text_order(self.vectors(codes))
        if self.windows is not None:
            read = self.windows(read)
        for layer in range(self.place.layer):
            places = [place for place in self.cells_by_place if place.layer == layer]
            read = torch.cat([self._hidden(place, read) for place in places], 1)
        return self.in_text_order(read)

    def in_text_order(self, steps: Tensor, axis: int = 0) -> Tensor:
        """Return the cell's steps in the order of the text, or the other way round."""
        return steps.flip(axis) if self.reads_backwards else steps

    def _hidden(self, place: CellPlace, read: Tensor) -> Tensor:
        """Return a cell's hidden states ``(S, hidden_size)``; all by the order of the text."""
        seen = self.at(place)
        steps = seen.in_text_order(read)
        hidden = unroll(seen.cell, steps, [""] * len(steps))["hidden_state"]
        return seen.in_text_order(torch.from_numpy(hidden.copy()))

    def trace(
        self,
        text: str,
        place: CellPlace | None = None,
        *,
        layer: int | None = None,
        direction: Direction | None = None,
    ) -> Trace:
        """Run one text and keep everything that one cell computes.

        Args:
            text: the text; it is cleaned, not shortened.
            place: which cell; by default, the one that the network is looked at from.
            layer: the cell's layer instead, from 0.
            direction: and the direction in which it reads; the steps of ``backward`` begin at the
                end of the text.

        Raises:
            ValueError: if the network has no cell there.
        """
        place = self.place if place is None else place
        if layer is not None:
            place = replace(place, layer=layer)
        if direction is not None:
            place = replace(place, direction=direction)
        seen = self.at(place)
        return seen.trace_encoded(seen.encode(text))

    @torch.inference_mode()
    def trace_encoded(self, encoded: Encoded) -> Trace:
        """Run a text that this network has encoded, as ``trace`` does."""
        return unroll(self.cell, self.inputs(encoded.codes), self.step_labels(encoded))

    def step_labels(self, encoded: Encoded) -> list[str]:
        """Return a label for each step: its token's, or those of its window in the text's order."""
        labels = [self.tokenizer.label(token) for token in encoded.tokens]
        windows = ([labels[place] for place in span] for span in self.spans(len(labels)))
        return [" ".join(reversed(each) if self.reads_backwards else each) for each in windows]

    def opinions(self, trace: Trace, codes: Sequence[Code] | None = None) -> np.ndarray:
        """Return the opinion after each step, ``(S, n_outputs)`` float32.

        Probabilities of the outputs; for a network that continues a series, the next value. What
        a network of two directions thinks after a step depends on the other one as well: of the
        class of a text, it is the opinion if the text consisted of what has been read so far.

        Args:
            trace: a trace of this network's cell.
            codes: of the tokens that it read, as ``encode`` returns them; needed where the network
                has two directions.
        """
        scores = scores_after(self, torch.tensor(trace["hidden_state"])[None], codes)
        return self.opinion(scores[0]).numpy()

    def scores(self, trace: Trace, codes: Sequence[Code] | None = None) -> np.ndarray:
        """Return W h + b of the readout after each step, ``(S, n_outputs)`` float32.

        Args:
            trace: as of ``opinions``.
            codes: as of ``opinions``.
        """
        return scores_after(self, torch.tensor(trace["hidden_state"])[None], codes)[0].numpy()

    def opinions_of(self, hidden: np.ndarray, codes: Sequence[Code] | None = None) -> np.ndarray:
        """Return the opinions that follow from other hidden states of the cell.

        Args:
            hidden: states, ``(n, hidden_size)``; or, of N runs, ``(N, S, hidden_size)``. Where
                other cells come after this one or beside it, they are those of all S steps.
            codes: as of ``opinions``.

        Returns:
            ``(n, n_outputs)`` or ``(N, S, n_outputs)`` float32.
        """
        states = torch.tensor(hidden)
        steps = states[None] if states.ndim == 2 else states
        return (
            self.opinion(scores_after(self, steps, codes))
            .view(*states.shape[:-1], len(self.outputs))
            .numpy()
        )

    @property
    def readout_reads_cell(self) -> bool:
        """Whether the readout reads the cell's hidden states, and no later layer does."""
        return self.place.layer == self.card.num_layers - 1

    @property
    def decides_loss(self) -> bool:
        """Whether a loss on a text follows from its codes and the states of the cell alone."""
        is_plain = self.directions == 1 and self.windows is None and not self.card.looks_further
        return is_plain and self.readout_reads_cell and self.card.target != "token-class"

    def own_columns(self) -> slice:
        """Return the columns of the readout's weights that read the cell's hidden state.

        Raises:
            ValueError: if a later layer reads it.
        """
        if not self.readout_reads_cell:
            raise ValueError(
                f"This expected a cell of the last layer, {self.card.num_layers - 1}, which the "
                f"readout reads; got one of layer {self.place.layer}, which the next layer reads."
            )
        size = self.card.last_size // self.directions
        return slice(size, 2 * size) if self.reads_backwards else slice(size)

    @torch.inference_mode()
    def predict(self, texts: Sequence[str]) -> np.ndarray:
        """Return the opinion after the last step of each text.

        For an empty text, that is the opinion before the first token.

        Args:
            texts: n texts.

        Returns:
            ``(n, n_outputs)`` float32; equal to the last row of ``opinions`` up to rounding.
        """
        seen = self.at(CellPlace(layer=self.card.num_layers - 1))
        codes = [seen.encode(text).codes for text in texts]
        return self.opinion(self.last_scores(codes)).numpy()

    @torch.inference_mode()
    def last_scores(self, texts: Sequence[Sequence[Code]]) -> Tensor:
        """Return the readout after the last step of each text, ``(n, n_outputs)``.

        Args:
            texts: n texts as codes, from the first token to the last.
        """
        layers = BatchLayers(self)
        last = torch.zeros(len(texts), self.card.last_size)
        with_tokens = filter(texts.__getitem__, range(len(texts)))
        by_length = sorted(with_tokens, key=lambda row: len(texts[row]))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]  # of about one length: little padding
            lengths = torch.tensor([len(texts[row]) for row in rows])
            vectors = self.embedding(padded([texts[row] for row in rows]))
            last[rows] = layers.last(layers(vectors, lengths)[0], lengths)
        return self.readout(last)


def _cell(card: ModelCard, input_size: int, generator: torch.Generator) -> RecurrentCell:
    sizes = (input_size, card.hidden_size)
    if card.projected_size is not None:
        return ProjectedLSTMCell(*sizes, card.projected_size, generator)
    return ALL_CELLS[card.cell](*sizes, generator=generator)


class UninitialisedReadout(nn.Linear):
    """Uninitialised: PyTorch's first weights would cost time and the process's random numbers."""

    def reset_parameters(self) -> None:
        """Leave the weights as they are."""


def exact_cell(network: Network) -> RecurrentCell:
    """Return a copy of the network's cell in float64, whose weights require no gradient."""
    return deepcopy(network.cell).double().requires_grad_(False)
