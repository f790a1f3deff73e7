"""One cell that reads the digits of a number at its first step, and writes from then on."""

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

DIGITS = "0123456789"


class OneToMany(AnsweringNetwork):
    """A number is one vector: its digits, one-hot, side by side; where it has none, zeros.

    The cell reads it at the first step and zeros at all others; nothing that it writes is fed back.
    Digits beyond the number of places, zeros in front, and whatever is no digit, are not read.

    Args:
        card: what to build; its input size is 10 for each place.
        vocabulary: the ten digits.
        generator: source of the cell's first weights.

    Raises:
        ValueError: if the input size is not that of one place or more.
    """

    unknown_means = N_(
        "Characters that this network does not read: {unknown} of {total}. It reads digits, and "
        "no more of them than it learned."
    )

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        super().__init__(card, vocabulary)
        self.places, rest = divmod(card.input_size, len(DIGITS))
        if rest or not self.places:
            raise ValueError(f"Expected an input size of 10 a place; got {card.input_size}.")
        generator = generator or torch.Generator()  # never the one that the whole process shares
        self.cell = CELLS[card.cell](card.input_size, card.hidden_size, generator=generator)

    writing_part: ClassVar[Part] = ""

    @property
    def cells_by_place(self) -> Mapping[CellPlace, RecurrentCell]:
        """The only cell."""
        return {CellPlace(): self.cell}

    def encode_clean(self, text: str) -> Encoded:
        """Return the characters of a text and the codes of all places, the last digit's last.

        A place that the number does not have has the code of padding; zeros before the first other
        digit are not read.
        """
        tokens = self.tokenizer.tokenize(text)
        keys = [token.key for token in tokens]
        digits = [place for place, key in enumerate(keys) if key in self.vocabulary]
        while len(digits) > 1 and keys[digits[0]] == "0":
            del digits[0]
        read = digits[: self.places]
        if not read:
            return Encoded(text, (), (), ())
        codes = self.vocabulary.ids(keys[place] for place in read)
        blank = [Vocabulary.PADDING] * (self.places - len(read))
        known = tuple(place in read for place in range(len(tokens)))
        return Encoded(text, tuple(tokens), (*blank, *codes), known)

    def vectors(self, codes: Sequence[Code]) -> Tensor:
        """Return the one vector of a number, ``(1, input_size)``."""
        return self.embedding(torch.tensor([codes]))

    def embedding(self, codes: Tensor) -> Tensor:
        """Return the vectors of numbers ``(N, input_size)``, given their codes ``(N, places)``."""
        hot = one_hot(codes.long(), len(self.vocabulary))[..., Vocabulary.UNKNOWN + 1 :]
        return hot.flatten(1).float()

    def read(self, vectors: Tensor) -> tuple[Tensor, StateRecord]:
        """Return the vectors themselves, and zeros: the first step that reads writes, too."""
        return vectors[:, 0], self.cell.initial_state(len(vectors))

    def fed_back(self, hidden: Tensor) -> Tensor:
        """Return zeros."""
        return hidden.new_zeros(len(hidden), self.card.input_size)

    def traces(self, encoded: Encoded, written: Sequence[str]) -> Mapping[Part, Trace]:
        """Return the trace of the cell; a step has the symbol that was written at it."""
        read = torch.zeros(len(written), self.card.input_size)
        read[:1] = self.vectors(encoded.codes)
        return {"": unroll(self.cell, read, written)}
