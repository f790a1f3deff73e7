"""A network: tokens to vectors, vectors through the recurrent layers, hidden states to outputs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn

from ..cells import CELLS, RecurrentCell
from ..cells.torch_layers import layer_of
from ..notation import Message
from ..text import TOKENIZERS, Token, Vocabulary, clean
from ..text.padding import padded
from ..trace import Trace, unroll
from .card import ModelCard
from .encoded import Encoded
from .place import FIRST, CellPlace

BATCH = 64


class Network(nn.Module, ABC):
    """Tokenizer, vocabulary, embedding, recurrent layers and a linear readout of the hidden state.

    The readout is applied to every hidden state alike, so there is an opinion after every token.

    Args:
        card: what to build, and what is known about it.
        vocabulary: the keys it knows.
        embedding: turns codes ``(…, T)`` into vectors ``(…, T, input_size)``.
        generator: source of the cells' first weights. Embedding and readout are left
            uninitialised: ``load_network`` reads them from a file, ``core.training`` makes them.

    Raises:
        KeyError: if the card names a cell or a tokenizer that does not exist.
    """

    unknown_means: ClassVar[Message]
    """How the network reads tokens that it does not know; a message with {unknown}, {total}."""

    projection: Tensor | None
    """P of ``core.network.tied``, ``(input_size, hidden_size)``; ``None`` without tied vectors."""

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
        sizes = [card.input_size, *[card.hidden_size] * card.num_layers]
        self.layers = nn.ModuleList(
            CELLS[card.cell](*pair, generator=generator) for pair in pairwise(sizes)
        )
        self.readout = _Readout(card.hidden_size, len(card.outputs))
        self.register_buffer("projection", None)

    @abstractmethod
    def _codes(self, tokens: Sequence[Token]) -> tuple[list[float], list[bool]]:
        """Return the code of each token, and whether the network knows it."""

    @abstractmethod
    def _opinion(self, scores: Tensor) -> Tensor:
        """Turn the readout's scores ``(…, n_outputs)`` into opinions."""

    @property
    def cells(self) -> tuple[RecurrentCell, ...]:
        """The cell of each layer, from the token vectors upwards."""
        return tuple(self.cells_by_place.values())

    @property
    def cells_by_place(self) -> Mapping[CellPlace, RecurrentCell]:
        """Every cell by its place, in the order in which they run."""
        return {
            CellPlace(layer=number): cast(RecurrentCell, layer)
            for number, layer in enumerate(self.layers)
        }

    @property
    def cell(self) -> RecurrentCell:
        """The cell of a network that has one.

        Raises:
            ValueError: if it has several layers.
        """
        cells = self.cells_by_place
        if [*cells] != [FIRST]:
            raise ValueError(
                f"This analysis expected one recurrent layer, got {len(cells)}. "
                "Choose a network that has one."
            )
        return cells[FIRST]

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs, in order."""
        return self.card.outputs

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text and their codes; the text is cleaned, not shortened."""
        return self.encode_clean(clean(text, limit=None).text)

    def encode_clean(self, text: str) -> Encoded:
        """Return the tokens and codes of a text that ``core.text.clean`` has returned."""
        tokens = self.tokenizer.tokenize(text)
        codes, known = self._codes(tokens)
        return Encoded(text, tokens, tuple(codes), tuple(known))

    @torch.inference_mode()
    def vectors(self, codes: Sequence[float]) -> Tensor:
        """Return the vectors of T codes, ``(T, input_size)``: what the first layer reads."""
        return self.embedding(padded([codes])[0])

    def trace(self, text: str, place: CellPlace | None = None) -> Trace:
        """Run one text and keep everything that one cell computes.

        Args:
            text: the text; it is cleaned, not shortened.
            place: which cell; by default, the last one, which the readout reads.

        Raises:
            ValueError: if the network has no cell there.
        """
        return self.trace_encoded(self.encode(text), place)

    @torch.inference_mode()
    def trace_encoded(self, encoded: Encoded, place: CellPlace | None = None) -> Trace:
        """Run a text that has been encoded, as ``trace`` does.

        Raises:
            ValueError: if the network has no cell there.
        """
        cells = self.cells_by_place
        place = [*cells][-1] if place is None else place
        if place not in cells:
            raise ValueError(f"This network has cells at {[*cells]}; it has none at {place}.")
        tokens = [self.tokenizer.label(token) for token in encoded.tokens]
        inputs = self.vectors(encoded.codes)
        traces = {}
        for here, cell in cells.items():
            traces[here] = unroll(cell, inputs, tokens)
            inputs = torch.from_numpy(traces[here]["hidden_state"].copy())
        return traces[place]

    def opinions(self, trace: Trace) -> np.ndarray:
        """Return the opinion after each token, ``(T, n_outputs)`` float32.

        Probabilities of the outputs; for a network that continues a series, the next value.

        Args:
            trace: a trace of this network's last layer.
        """
        return self.opinions_of(trace["hidden_state"])

    @torch.inference_mode()
    def opinions_of(self, hidden: np.ndarray) -> np.ndarray:
        """Return the opinion of each of n hidden states of the last layer, ``(n, hidden_size)``."""
        return self._opinion(self.readout(torch.tensor(hidden))).numpy()

    @torch.inference_mode()
    def scores(self, trace: Trace) -> np.ndarray:
        """Return W h + b of the readout after each token, ``(T, n_outputs)`` float32.

        Args:
            trace: a trace of this network's last layer.
        """
        return self.readout(torch.tensor(trace["hidden_state"])).numpy()

    @torch.inference_mode()
    def predict(self, texts: Sequence[str]) -> np.ndarray:
        """Return the opinion after the last token of each text.

        For an empty text, that is the opinion before the first token.

        Args:
            texts: n texts.

        Returns:
            ``(n, n_outputs)`` float32; equal to the last row of ``opinions`` up to rounding.
        """
        codes = [self.encode(text).codes for text in texts]
        layers = [layer_of(cell) for cell in self.cells]
        last = torch.zeros(len(codes), self.card.hidden_size)
        with_tokens = filter(codes.__getitem__, range(len(codes)))
        by_length = sorted(with_tokens, key=lambda row: len(codes[row]))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]  # of about one length: little padding
            hidden = self.embedding(padded([codes[row] for row in rows]))
            for layer in layers:
                hidden, _ = layer(hidden)
            last[rows] = hidden[range(len(rows)), [len(codes[row]) - 1 for row in rows]]
        return self._opinion(self.readout(last)).numpy()


class _Readout(nn.Linear):
    """Uninitialised: PyTorch's first weights would cost time and the process's random numbers."""

    def reset_parameters(self) -> None:
        pass


def exact_cell(network: Network) -> RecurrentCell:
    """Return a copy of the network's cell in float64, whose weights require no gradient.

    Raises:
        ValueError: if the network has several layers.
    """
    return deepcopy(network.cell).double().requires_grad_(False)
