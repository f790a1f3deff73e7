"""The index of a corpus, built while the network reads it."""

import json
from collections.abc import Generator
from hashlib import sha256
from typing import Protocol

import numpy as np

from ...jobs.steps import run
from ...network import Network
from ...network.files import fingerprint
from ..documents import Corpus
from ..statistics.accumulate import UnitSums
from .checkpoints import checkpoint_names
from .chunks import Chunk, read_chunks
from .encode import EncodedCorpus, encode_corpus
from .extremes import RunningExtremes
from .quantise import check_levels_hold, levels
from .state_index import BLOCK, SEGMENT, Progress, StateIndex, StateIndexKey

BUFFER = 2_048
"""Tokens that are laid out at once; a block of levels is a whole number of such buffers."""


class Sink(Protocol):
    """Takes the blocks of levels in order, and stores them."""

    def add(self, block: np.ndarray) -> None:
        """Take ``(hidden_size, n)`` uint8, which will not be changed."""
        ...


class InMemory:
    """Keeps all blocks in memory."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []

    def add(self, block: np.ndarray) -> None:
        """Keep a block."""
        self.blocks.append(block)


class Layout:
    """Takes chunks in as they are read and lays them out, buffer by buffer.

    Args:
        network: a network, looked at from a cell that reads forwards.
        encoded: the corpus that it reads.
        sink: takes the blocks of levels.

    Attributes:
        filled: tokens that wait for the rest of their buffer.
    """

    def __init__(self, network: Network, encoded: EncodedCorpus, sink: Sink) -> None:
        cell = network.cell
        self._encoded, self._sink = encoded, sink
        self._hidden_size, length = cell.hidden_size, len(encoded.codes)
        ranked = cell.initial_state(1)._fields
        shapes = (BUFFER, cell.hidden_size), (-(-length // SEGMENT), cell.hidden_size)
        self._buffer = {name: np.empty(shapes[0], np.float32) for name in ranked}
        names = checkpoint_names(network)
        self._checkpoints = {name: np.zeros(shapes[1], np.float32) for name in names}
        self._extremes = {name: RunningExtremes(cell.hidden_size) for name in ranked}
        numbers = network.card.reads_numbers
        n_codes = 0 if numbers else len(network.vocabulary)
        self._sums = UnitSums(cell.quantities, cell.hidden_size, n_codes)
        self._block = np.empty((cell.hidden_size, min(BLOCK, length)), np.uint8)
        self._done = self.filled = 0

    def add(self, chunk: Chunk) -> None:
        """Take in a chunk, which follows the one before it; it never crosses a buffer's end."""
        start, n = chunk.start, len(chunk.trace)
        codes = self._encoded.codes[start : start + n]
        self._sums.add(chunk.trace, codes, chunk.begins_document)
        for name, buffer in self._buffer.items():
            buffer[self.filled : self.filled + n] = chunk.trace[name]
        if start % SEGMENT == 0:
            parts = (part[0] for state in chunk.before for part in state)
            for checkpoints, part in zip(self._checkpoints.values(), parts, strict=True):
                checkpoints[start // SEGMENT] = part
        self.filled += n
        if self.filled == BUFFER:
            self.flush()

    def flush(self) -> None:
        """Lay out the tokens that wait."""
        if not self.filled:
            return
        for name, buffer in self._buffer.items():
            states = np.ascontiguousarray(buffer[: self.filled].T)
            self._extremes[name].add(self._done, states)
            if name == "hidden_state":
                begin = self._done % BLOCK
                self._block[:, begin : begin + self.filled] = levels(states)
        self._done, self.filled = self._done + self.filled, 0
        length = len(self._encoded.codes)
        if self._done % BLOCK == 0 or self._done == length:
            n = (self._done - 1) % BLOCK + 1
            self._sink.add(self._block[:, :n])
            self._block = np.empty((self._hidden_size, min(BLOCK, length - self._done)), np.uint8)

    def index(self, key: StateIndexKey, blocks: tuple[np.ndarray, ...]) -> StateIndex:
        """Return the index of all that was taken in."""
        return StateIndex(
            key=key,
            hidden_size=self._hidden_size,
            length=len(self._encoded.codes),
            quantities=tuple(self._buffer),
            blocks=blocks,
            **vars(self._encoded),
            checkpoints=self._checkpoints,
            extremes={name: running.extremes() for name, running in self._extremes.items()},
            peaks={name: running.peaks() for name, running in self._extremes.items()},
            statistics=self._sums.statistics(),
        )


def key_of(network: Network, corpus: Corpus) -> StateIndexKey:
    """Return the key under which a network's reading of a corpus is kept.

    Networks of equal weights may still read differently: the key also depends on the cell, the
    tokenizer and its version, the target and the vocabulary.
    """
    card = network.card
    parts = [fingerprint(network), card.cell, card.tokenizer, network.tokenizer.version]
    parts += [card.target, network.vocabulary.keys]
    if len(network.cells) > 1:
        parts += [network.place.layer]
    return StateIndexKey(sha256(json.dumps(parts).encode()).hexdigest(), corpus.sha256)


def trace_corpus(
    network: Network, corpus: Corpus, sink: Sink | None = None
) -> Generator[Progress, None, StateIndex]:
    """Read a corpus; the generator yields its progress, and returns the index.

    It may be closed at any time.

    Args:
        network: a network, looked at from a cell that reads forwards.
        corpus: what it reads.
        sink: takes the blocks as they are made, and the index is returned without them; by
            default, the index holds them in memory.

    Raises:
        ValueError: if the network does not read token by token from its beginning, has a cell whose
            hidden states are not in [-1, 1], or computes a number that is not finite, or if a
            document is not clean.
    """
    network.stack()  # raises before anything is read
    check_levels_hold(network.cell)
    yield Progress(0, 0)
    encoded = yield from encode_corpus(network, corpus)
    length = len(encoded.codes)
    in_memory = InMemory()
    layout = Layout(network, encoded, sink or in_memory)
    yield Progress(0, length)
    for chunk in read_chunks(network, encoded.codes, encoded.first_tokens):
        layout.add(chunk)
        if layout.filled == 0:
            yield Progress(chunk.start + len(chunk.trace), length)
    layout.flush()
    yield Progress(length, length)
    return layout.index(key_of(network, corpus), tuple(in_memory.blocks))


def traced(network: Network, corpus: Corpus) -> StateIndex:
    """Read a short corpus to its end and return its index, held in memory.

    ``core.corpus.disk.cache.traced_once`` keeps it on the disk and reads a corpus only once.
    """
    return run(trace_corpus(network, corpus))
