"""The base of networks that answer: card, cells by their place, readout, greedy writing."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn

from ...cells import RecurrentCell
from ...cells.base import StateRecord
from ...notation import Message
from ...text import TOKENIZERS, Vocabulary, clean
from ...text.padding import Code
from ...trace import Trace
from ..card import ModelCard
from ..encoded import Encoded
from ..network import UninitialisedReadout
from ..place import CellPlace, Part
from .answer import END, Answer

MOST_WRITTEN = 48
"""Steps after which a network that has not written the end is stopped."""


class AnsweringNetwork(nn.Module, ABC):
    """Reads something whole and then writes an answer, symbol by symbol.

    At each step of writing, a linear readout of the hidden state gives every symbol a score, and
    the likeliest one is written, until that is the end.

    Args:
        card: what to build, and what is known about it; its outputs are the symbols, ``END`` last.
        vocabulary: the keys that it knows when it reads.

    Raises:
        ValueError: if the last output is not the end.
        KeyError: if the card names a cell or a tokenizer that does not exist.
    """

    unknown_means: ClassVar[Message]
    """How the network reads what it does not know; a message with {unknown}, {total}."""
    writing_part: ClassVar[Part]
    """The part whose cell writes."""

    def __init__(self, card: ModelCard, vocabulary: Vocabulary) -> None:
        super().__init__()
        if card.outputs[-1] != END:
            raise ValueError(f"Expected outputs whose last is {END!r}; got {card.outputs}.")
        self.card, self.vocabulary = card, vocabulary
        self.tokenizer = TOKENIZERS[card.tokenizer]()
        self.readout = UninitialisedReadout(card.hidden_size, len(card.outputs))

    @property
    @abstractmethod
    def cells_by_place(self) -> Mapping[CellPlace, RecurrentCell]:
        """Every cell by its place, in the order in which they run."""

    @abstractmethod
    def encode_clean(self, text: str) -> Encoded:
        """Return the tokens and codes of a text that ``core.text.clean`` has returned."""

    @abstractmethod
    def vectors(self, codes: Sequence[Code]) -> Tensor:
        """Return what is read at each step before the writing begins, ``(T, input_size)``."""

    @abstractmethod
    def read(self, vectors: Tensor) -> tuple[Tensor, StateRecord]:
        """Read N texts up to the step that writes first.

        Args:
            vectors: ``(N, T, input_size)``.

        Returns:
            What the writing cell reads at its first step, ``(N, its input_size)``, and its state
            before it.
        """

    @abstractmethod
    def fed_back(self, hidden: Tensor) -> Tensor:
        """Return what the writing cell reads after a hidden state, ``(N, its input_size)``."""

    @abstractmethod
    def traces(self, encoded: Encoded, written: Sequence[str]) -> Mapping[Part, Trace]:
        """Return the trace of each part, given what was written."""

    @property
    def writer(self) -> RecurrentCell:
        """The cell that writes."""
        return self.cells_by_place[CellPlace(self.writing_part)]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The symbols that can be written, the end last."""
        return self.card.outputs

    def encode(self, text: str) -> Encoded:
        """Return the tokens of a text and their codes; the text is cleaned, not shortened."""
        return self.encode_clean(clean(text, limit=None).text)

    @torch.inference_mode()
    def answer(self, text: str) -> Answer:
        """Read a text and write the answer.

        Raises:
            ValueError: if the text has nothing to read.
        """
        return self.answer_encoded(self.encode(text))

    @torch.inference_mode()
    def answer_encoded(self, encoded: Encoded) -> Answer:
        """Read a text that this network has encoded, as ``answer`` does.

        Raises:
            ValueError: if the text has nothing to read.
        """
        if not encoded.tokens:
            raise ValueError("Expected a text with at least one token; got none. Give it a number.")
        scores = torch.cat([*self._scores(self.vectors(encoded.codes)[None])])
        written = [self.outputs[best] for best in scores.argmax(1).tolist()]
        end = written.index(END) + 1 if END in written else len(written)
        kept = tuple(written[:end])
        probabilities = scores[:end].softmax(1).numpy()
        return Answer(encoded, kept, self.outputs, probabilities, self.traces(encoded, kept))

    def trace(self, text: str, part: Part | None = None) -> Trace:
        """Run one text and keep everything that the cell of one part computes.

        Args:
            text: the text; it is cleaned, not shortened.
            part: ``encoder`` or ``decoder`` of a network that has both; by default, what writes.

        Raises:
            ValueError: if the text has nothing to read, or the network has no such part.
        """
        part = self.writing_part if part is None else part
        parts = [place.part for place in self.cells_by_place]
        if part not in parts:
            raise ValueError(f"This network has the parts {parts}; it has no {part!r}.")
        return self.answer(text).traces[part]

    @torch.inference_mode()
    def answers(self, texts: Sequence[str]) -> list[str]:
        """Return the answers to many texts; those of equally many tokens are read at once.

        Raises:
            ValueError: if a text has nothing to read.
        """
        codes = [self.encode(text).codes for text in texts]
        if not all(codes):
            raise ValueError("Expected texts with at least one token; one has none.")
        answers = [""] * len(texts)
        by_length: dict[int, list[int]] = {}
        for row, each in enumerate(codes):
            by_length.setdefault(len(each), []).append(row)
        for rows in by_length.values():
            vectors = torch.stack([self.vectors(codes[row]) for row in rows])
            best = torch.stack([scores.argmax(1) for scores in self._scores(vectors)], 1)
            for row, symbols in zip(rows, best.tolist(), strict=True):
                written = [self.outputs[each] for each in symbols]
                answers[row] = "".join(written[: written.index(END)] if END in written else written)
        return answers

    def opinions(self, trace: Trace) -> np.ndarray:
        """Return the probability of each symbol after each step, ``(S, n_outputs)`` float32.

        Args:
            trace: of the cell that writes.
        """
        scores = self.readout(torch.tensor(trace["hidden_state"]))
        return scores.softmax(1).detach().numpy()

    def _scores(self, vectors: Tensor) -> Iterator[Tensor]:
        """Yield the scores of each step of writing, ``(N, n_outputs)``, until all have ended."""
        x, state = self.read(vectors)
        ended = torch.zeros(len(x), dtype=torch.bool)
        for _step in range(MOST_WRITTEN):
            state = self.writer(x, state).state
            scores = self.readout(state.hidden_state)
            yield scores
            ended |= scores.argmax(1) == len(self.outputs) - 1
            if ended.all():
                return
            x = self.fed_back(state.hidden_state)
