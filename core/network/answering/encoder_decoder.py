"""An encoder that reads a text into one state, and a decoder that writes from it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import torch
from torch import Tensor
from torch.nn.functional import one_hot

from ...cells import CELLS, RecurrentCell
from ...cells.base import StateRecord
from ...notation import N_
from ...text import Vocabulary
from ...text.padding import Code
from ...trace import Trace, unroll
from ..card import ModelCard
from ..encoded import Encoded
from ..place import CellPlace, Part
from .network import AnsweringNetwork


class EncoderDecoder(AnsweringNetwork):
    """The encoder's final state is all that the decoder knows of the text.

    Tokens are read as one-hot vectors; one that is not in the vocabulary is read as zeros. The
    decoder reads zeros at first and then the symbol that it wrote last, one-hot.

    Args:
        card: what to build, and what is known about it.
        vocabulary: the keys that it knows when it reads.
        generator: source of the cells' first weights.
    """

    unknown_means = N_(
        "Tokens that are not in this network's vocabulary: {unknown} of {total}. It reads each of "
        "them as zeros."
    )

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        super().__init__(card, vocabulary)
        generator = generator or torch.Generator()  # never the one that the whole process shares
        make = CELLS[card.cell]
        self.encoder = make(card.input_size, card.hidden_size, generator=generator)
        self.decoder = make(len(card.outputs), card.hidden_size, generator=generator)

    writing_part: ClassVar[Part] = "decoder"

    @property
    def cells_by_place(self) -> Mapping[CellPlace, RecurrentCell]:
        """The two cells."""
        return {CellPlace("encoder"): self.encoder, CellPlace("decoder"): self.decoder}

    def encode_clean(self, text: str) -> Encoded:
        """Return the tokens and codes of a text that ``core.text.clean`` has returned."""
        tokens = self.tokenizer.tokenize(text)
        codes = self.vocabulary.ids(token.key for token in tokens)
        known = tuple(code != Vocabulary.UNKNOWN for code in codes)
        return Encoded(text, tuple(tokens), tuple(codes), known)

    def vectors(self, codes: Sequence[Code]) -> Tensor:
        """Return the one-hot vectors of T codes, ``(T, input_size)``."""
        return self.embedding(torch.tensor(codes))

    def embedding(self, codes: Tensor) -> Tensor:
        """Return one-hot vectors ``(…, input_size)`` of codes; padding and unknown are zeros."""
        return one_hot(codes.long(), len(self.vocabulary))[..., Vocabulary.UNKNOWN + 1 :].float()

    def read(self, vectors: Tensor) -> tuple[Tensor, StateRecord]:
        """Return zeros, and the encoder's state after the last token."""
        state = self.encoder.initial_state(len(vectors))
        for x in vectors.unbind(1):
            state = self.encoder(x, state).state
        return vectors.new_zeros(len(vectors), len(self.outputs)), state

    def fed_back(self, hidden: Tensor) -> Tensor:
        """Return the symbol that is written, one-hot, ``(N, n_outputs)``."""
        return one_hot(self.readout(hidden).argmax(-1), len(self.outputs)).float()

    def traces(self, encoded: Encoded, written: Sequence[str]) -> Mapping[Part, Trace]:
        """Return the trace of each part; a step of the decoder has the symbol that it wrote."""
        labels = [self.tokenizer.label(token) for token in encoded.tokens]
        read = unroll(self.encoder, self.vectors(encoded.codes), labels)
        first = self.decoder.initial_state(1)
        handed = [torch.tensor(read[name][-1:]) for name in first._fields]
        fed = torch.zeros(len(written), len(self.outputs))
        for step, symbol in enumerate(written[:-1], 1):
            fed[step, self.outputs.index(symbol)] = 1
        wrote = unroll(self.decoder, fed, written, first._make(handed))
        return {"encoder": read, "decoder": wrote}
