"""A network: words to vectors, vectors through the recurrent layers, hidden states to outputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from core.cells import CELLS, RecurrentCell
from core.cells.torch_layer import torch_layer
from core.network.card import ModelCard
from core.text import TOKENIZERS, Token, Vocabulary, clean
from core.text.padding import padded
from core.trace import Trace, unroll

BATCH = 64


@dataclass(frozen=True)
class Encoded:
    """A text as the network takes it in.

    Attributes:
        text: the cleaned text that the tokens stand in.
        tokens: the T tokens.
        ids: their numbers in the vocabulary; 0 where unknown.
        known: whether the vocabulary has each of them.
    """

    text: str
    tokens: tuple[Token, ...]
    ids: tuple[int, ...]
    known: tuple[bool, ...]


class _Embedding(nn.Embedding):
    """Left empty: PyTorch's first weights would cost time and the process's random numbers."""

    def reset_parameters(self) -> None:
        pass


class _Readout(nn.Linear):
    """Left empty, as the embedding is."""

    def reset_parameters(self) -> None:
        pass


class Network(nn.Module):
    """Tokenizer, vocabulary, embedding, recurrent layers and a linear readout of the hidden state.

    The readout is applied to every hidden state alike, so there is an opinion after every token.

    Args:
        card: what to build, and what is known about it.
        vocabulary: the keys it knows.
        generator: source of the cells' first weights. Embedding and readout are left empty:
            ``load_network`` reads them from a file, ``core.training`` makes them.

    Raises:
        KeyError: if the card names a cell or a tokenizer that does not exist.
    """

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        super().__init__()
        self.card, self.vocabulary = card, vocabulary
        self.tokenizer = TOKENIZERS[card.tokenizer]()
        self.embedding = _Embedding(len(vocabulary), card.input_size)
        generator = generator or torch.Generator()  # never the one that the whole process shares
        sizes = [card.input_size, *[card.hidden_size] * card.num_layers]
        self.layers = nn.ModuleList(
            CELLS[card.cell](*pair, generator=generator) for pair in pairwise(sizes)
        )
        self.readout = _Readout(card.hidden_size, len(card.outputs))

    @property
    def cells(self) -> tuple[RecurrentCell, ...]:
        """The cell of each layer, from the words upwards."""
        return tuple(cast(RecurrentCell, layer) for layer in self.layers)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs, in order."""
        return self.card.outputs

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text and their numbers; the text is cleaned, not shortened."""
        cleaned = clean(text, limit=None).text
        tokens = self.tokenizer.tokenize(cleaned)
        ids = self.vocabulary.ids(self.tokenizer.normalise(token.text) for token in tokens)
        return Encoded(cleaned, tokens, tuple(ids), tuple(id > 0 for id in ids))

    @torch.inference_mode()
    def trace(self, text: str, layer: int = -1) -> Trace:
        """Run one text and keep everything that one layer computes; by default, the last.

        Raises:
            IndexError: if there is no such layer.
        """
        encoded = self.encode(text)
        tokens = [token.text for token in encoded.tokens]
        inputs = self.embedding(torch.tensor(encoded.ids, dtype=torch.long))
        traces = []
        for cell in self.cells:
            traces.append(unroll(cell, inputs, tokens))
            inputs = torch.from_numpy(traces[-1]["hidden_state"].copy())
        return traces[layer]

    @torch.inference_mode()
    def opinions(self, trace: Trace) -> np.ndarray:
        """Return the probability of each output after each token, ``(T, n_outputs)`` float32.

        Args:
            trace: a trace of this network's last layer.
        """
        return self._probabilities(torch.from_numpy(trace["hidden_state"].copy()))

    @torch.inference_mode()
    def predict(self, texts: Sequence[str]) -> np.ndarray:
        """Return the probability of each output after the last token of each text.

        For an empty text, that is the opinion before the first token.

        Args:
            texts: n texts.

        Returns:
            ``(n, n_outputs)`` float32; equal to the last row of ``opinions`` up to rounding.
        """
        ids = [self.encode(text).ids for text in texts]
        layers = [torch_layer(cell) for cell in self.cells]
        last = torch.zeros(len(ids), self.card.hidden_size)
        by_length = sorted(filter(ids.__getitem__, range(len(ids))), key=lambda row: len(ids[row]))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]  # of about one length: little padding
            hidden = self.embedding(padded([ids[row] for row in rows]))
            for layer in layers:
                hidden, _ = layer(hidden)
            last[rows] = hidden[range(len(rows)), [len(ids[row]) - 1 for row in rows]]
        return self._probabilities(last)

    def _probabilities(self, hidden: Tensor) -> np.ndarray:
        return self.readout(hidden).softmax(-1).numpy()
