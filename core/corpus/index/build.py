"""What a network computes at each token of a corpus, laid out for searching as it comes."""

import json
from collections.abc import Generator
from hashlib import sha256
from typing import Protocol

import numpy as np

from ...network import Network
from ...network.files import fingerprint
from ..documents import Corpus
from ..statistics.accumulate import UnitSums
from .chunks import Piece, read_pieces
from .encode import EncodedCorpus, encode_corpus
from .extremes import Summits
from .quantise import levels
from .state_index import BLOCK, SEGMENT, Progress, Store, StoreKey

CHUNK = 2_048
"""Tokens that are laid out at once; a block of levels is filled by some of them exactly."""


class Sink(Protocol):
    """Takes the blocks of levels in order, and knows where they are in the end."""

    def add(self, block: np.ndarray) -> None:
        """Take ``(hidden_size, n)`` uint8, which will not be changed."""
        ...


class InMemory:
    """Keeps the blocks that it is given."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []

    def add(self, block: np.ndarray) -> None:
        """Keep a block."""
        self.blocks.append(block)


class Layout:
    """Takes pieces in as they are read and lays them out, chunk by chunk.

    Args:
        network: a network of one layer.
        encoded: the corpus that it reads.
        sink: takes the blocks of levels.

    Attributes:
        filled: tokens that wait for the rest of their chunk.
    """

    def __init__(self, network: Network, encoded: EncodedCorpus, sink: Sink) -> None:
        cell = network.cell
        self._encoded, self._sink = encoded, sink
        self._hidden_size, length = cell.hidden_size, len(encoded.codes)
        ranked = cell.initial_state(1)._fields
        shapes = (CHUNK, cell.hidden_size), (-(-length // SEGMENT), cell.hidden_size)
        self._chunk = {name: np.empty(shapes[0], np.float32) for name in ranked}
        self._checkpoints = {name: np.zeros(shapes[1], np.float32) for name in ranked}
        self._summits = {name: Summits(cell.hidden_size) for name in ranked}
        numbers = network.card.target == "next-value"
        n_codes = 0 if numbers else len(network.vocabulary)
        self._sums = UnitSums(cell.quantities, cell.hidden_size, n_codes)
        self._block = np.empty((cell.hidden_size, min(BLOCK, length)), np.uint8)
        self._done = self.filled = 0

    def add(self, piece: Piece) -> None:
        """Take in a piece, which follows the one before it; it never crosses a chunk's end."""
        start, n = piece.start, len(piece.trace)
        codes = self._encoded.codes[start : start + n]
        self._sums.add(piece.trace, codes, piece.begins_document)
        for name, chunk in self._chunk.items():
            chunk[self.filled : self.filled + n] = piece.trace[name]
            if start % SEGMENT == 0:
                self._checkpoints[name][start // SEGMENT] = getattr(piece.before, name)[0]
        self.filled += n
        if self.filled == CHUNK:
            self.flush()

    def flush(self) -> None:
        """Lay out the tokens that wait."""
        if not self.filled:
            return
        for name, chunk in self._chunk.items():
            states = np.ascontiguousarray(chunk[: self.filled].T)
            self._summits[name].add(self._done, states)
            if name == "hidden_state":
                begin = self._done % BLOCK
                self._block[:, begin : begin + self.filled] = levels(states)
        self._done, self.filled = self._done + self.filled, 0
        length = len(self._encoded.codes)
        if self._done % BLOCK == 0 or self._done == length:
            n = (self._done - 1) % BLOCK + 1
            self._sink.add(self._block[:, :n])
            self._block = np.empty((self._hidden_size, min(BLOCK, length - self._done)), np.uint8)

    def store(self, key: StoreKey, blocks: tuple[np.ndarray, ...]) -> Store:
        """Return the store of all that was taken in."""
        return Store(
            key=key,
            hidden_size=self._hidden_size,
            length=len(self._encoded.codes),
            quantities=tuple(self._chunk),
            blocks=blocks,
            **vars(self._encoded),
            checkpoints=self._checkpoints,
            extremes={name: summits.extremes() for name, summits in self._summits.items()},
            peaks={name: summits.peaks() for name, summits in self._summits.items()},
            statistics=self._sums.statistics(),
        )


def key_of(network: Network, corpus: Corpus) -> StoreKey:
    """Return the key under which a network's reading of a corpus is kept.

    Equal weights are not enough to read alike: cell, tokenizer and vocabulary count as well.
    """
    card = network.card
    parts = [fingerprint(network), card.cell, card.tokenizer, card.target, network.vocabulary.keys]
    return StoreKey(sha256(json.dumps(parts).encode()).hexdigest(), corpus.sha256)


def trace_corpus(
    network: Network, corpus: Corpus, sink: Sink | None = None
) -> Generator[Progress, None, Store]:
    """Read a corpus; the generator says how far it has come, and returns the store.

    It may be closed at any time.

    Args:
        network: a network of one layer.
        corpus: what it reads.
        sink: takes the blocks as they are made, and the store is returned without them; by
            default, the store holds them in memory.

    Raises:
        ValueError: if the network has more than one layer or computes what is not finite, or if
            a document is not clean.
    """
    _ = network.cell  # raises before anything is read
    yield Progress(0, 0)
    encoded = yield from encode_corpus(network, corpus)
    length = len(encoded.codes)
    kept = InMemory()
    layout = Layout(network, encoded, sink or kept)
    yield Progress(0, length)
    for piece in read_pieces(network, encoded.codes, encoded.first_tokens):
        layout.add(piece)
        if layout.filled == 0:
            yield Progress(piece.start + len(piece.trace), length)
    layout.flush()
    yield Progress(length, length)
    return layout.store(key_of(network, corpus), tuple(kept.blocks))


def run(steps: Generator[Progress, None, Store]) -> Store:
    """Run a generator that makes a store to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def traced(network: Network, corpus: Corpus) -> Store:
    """Read a short corpus to its end and return its store, held in memory."""
    return run(trace_corpus(network, corpus))
