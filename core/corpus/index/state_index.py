"""The states of a network along a corpus, as read-only arrays laid out to be searched."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..statistics.records import UnitStatistics

BLOCK = 16_384
"""Tokens in a block of levels."""

SEGMENT = 128
"""Tokens from one checkpoint to the next, and in a segment whose peaks are kept."""

KEPT = 200
"""Number of strongest tokens kept for a unit, and of weakest ones."""


@dataclass(frozen=True)
class StateIndexKey:
    """The identity of an index: this network on these texts (``build.key_of``).

    Attributes:
        network: the sha256 of all that decides what the network computes.
        corpus: the sha256 of the corpus.
    """

    network: str
    corpus: str

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.network[:16]}-{self.corpus[:16]}"


@dataclass(frozen=True)
class Progress:
    """Progress in tokens.

    Attributes:
        done: how many have been read.
        total: how many there are; 0 while unknown.
    """

    done: int
    total: int


@dataclass(frozen=True, eq=False)
class Extremes:
    """The highest and the lowest values of one quantity in every unit, exactly as computed.

    Each array is ``(hidden_size, min(200, T))``; where values are equal, the earlier comes first.

    Attributes:
        strongest_positions: where the highest are, the highest first.
        strongest_values: what they are, float32.
        weakest_positions: where the lowest are, the lowest first.
        weakest_values: what they are, float32.
    """

    strongest_positions: np.ndarray
    strongest_values: np.ndarray
    weakest_positions: np.ndarray
    weakest_values: np.ndarray


@dataclass(frozen=True, eq=False)
class Peaks:
    """The highest and the lowest value of one quantity in every 128 tokens of the corpus.

    Each array is ``(hidden_size, ceil(T / 128))``.

    Attributes:
        high_values: the highest, float32.
        high_offsets: the first token that has it, counted from the first of the 128, uint8.
        low_values: the lowest, float32.
        low_offsets: the first token that has it, counted in the same way, uint8.
    """

    high_values: np.ndarray
    high_offsets: np.ndarray
    low_values: np.ndarray
    low_offsets: np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class StateIndex:
    """One network on one corpus. All arrays are read-only; T is the number of tokens.

    Attributes:
        key: which network, which corpus.
        hidden_size: number of units.
        length: T.
        quantities: what is ranked: ``hidden_state``, and ``cell_state`` of an LSTM.
        blocks: levels of the hidden state, each ``(hidden_size, n)`` uint8, n at most 16,384.
        first_tokens: where each document begins, and T, ``(documents + 1,)`` int64.
        starts: where each token begins in the text of its document, ``(T,)`` int32.
        ends: where each token ends there, ``(T,)`` int32.
        codes: the input for each token, ``(T,)``: int32 ids, or float32 values, or
            ``(T, features)`` of several at each step.
        checkpoints: part of the state -> what it was before every 128th token, from the first on,
            ``(ceil(T / 128), hidden_size)`` float32; zeros where a document begins.
        extremes: ranked quantity -> its extremes.
        peaks: ranked quantity -> its peaks.
        statistics: of every unit (``core.corpus.statistics.records``).
    """

    key: StateIndexKey
    hidden_size: int
    length: int
    quantities: tuple[str, ...]
    blocks: tuple[np.ndarray, ...]
    first_tokens: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray
    checkpoints: Mapping[str, np.ndarray]
    extremes: Mapping[str, Extremes]
    peaks: Mapping[str, Peaks]
    statistics: UnitStatistics

    def __post_init__(self) -> None:
        records = (*self.extremes.values(), *self.peaks.values())
        plain = self.first_tokens, self.starts, self.ends, self.codes
        of_records = (array for record in records for array in vars(record).values())
        for array in (*self.blocks, *plain, *self.checkpoints.values(), *of_records):
            array.flags.writeable = False

    def column(self, unit: int) -> np.ndarray:
        """Return the levels of one unit, ``(T,)`` uint8."""
        return np.concatenate([np.empty(0, np.uint8), *(block[unit] for block in self.blocks)])

    def document_of(self, position: int) -> int:
        """Return which document a token stands in.

        Raises:
            IndexError: if there is no such token.
        """
        if not 0 <= position < self.length:
            raise IndexError(f"There are {self.length} tokens; {position} is not one of them.")
        return int(np.searchsorted(self.first_tokens, position, side="right")) - 1
