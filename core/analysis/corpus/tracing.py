"""A network reads a corpus once; what is worth keeping is laid out to be searched."""

from collections.abc import Generator

import numpy as np

from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.levels import levels
from core.analysis.corpus.store import (
    BLOCK,
    KEPT,
    SEGMENT,
    Extremes,
    Peaks,
    Progress,
    Store,
    StoreKey,
)
from core.analysis.fingerprint import fingerprint
from core.network import Network
from core.trace import unroll


def trace_corpus(network: Network, corpus: Corpus) -> Generator[Progress, None, Store]:
    """Read a corpus and return its store, held in memory; may be closed at any time.

    Raises:
        ValueError: if the network has more than one layer.
    """
    if len(network.cells) != 1:
        raise ValueError(f"expected a network of one layer, got {len(network.cells)}.")
    (cell,) = network.cells
    encoded = [network.encode(document) for document in corpus.documents]
    first_tokens = np.cumsum([0] + [len(one.tokens) for one in encoded])
    length = int(first_tokens[-1])
    ranked = tuple(cell.initial_state(1)._fields)
    states = {name: np.zeros((length, cell.hidden_size), np.float32) for name in ranked}
    before = {name: np.zeros((length, cell.hidden_size), np.float32) for name in ranked}
    for one, first in zip(encoded, first_tokens, strict=False):
        if one.tokens:
            trace = unroll(cell, network.vectors(one.codes), [token.text for token in one.tokens])
            for name in ranked:
                states[name][first : first + len(trace)] = trace[name]
                before[name][first + 1 : first + len(trace)] = trace[name][:-1]
        yield Progress(int(first) + len(one.tokens), length)
    levelled = levels(states["hidden_state"]).T
    codes = [code for one in encoded for code in one.codes]
    return Store(
        key=StoreKey(fingerprint(network), corpus.sha256),
        hidden_size=cell.hidden_size,
        length=length,
        quantities=ranked,
        blocks=tuple(levelled[:, start : start + BLOCK] for start in range(0, length, BLOCK)),
        first_tokens=first_tokens,
        starts=np.array([token.start for one in encoded for token in one.tokens], np.int32),
        ends=np.array([token.end for one in encoded for token in one.tokens], np.int32),
        codes=np.array(codes, np.float32 if network.card.target == "next-value" else np.int32),
        checkpoints={name: before[name][::SEGMENT] for name in ranked},
        extremes={name: _extremes(states[name]) for name in ranked},
        peaks={name: _peaks(states[name]) for name in ranked},
        statistics=None,
    )


def traced(network: Network, corpus: Corpus) -> Store:
    """Read a short corpus to its end and return its store, held in memory."""
    steps = trace_corpus(network, corpus)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def _extremes(states: np.ndarray) -> Extremes:
    strongest = np.argsort(-states, axis=0, kind="stable")[:KEPT]
    weakest = np.argsort(states, axis=0, kind="stable")[:KEPT]
    return Extremes(
        strongest.T,
        np.take_along_axis(states, strongest, 0).T,
        weakest.T,
        np.take_along_axis(states, weakest, 0).T,
    )


def _peaks(states: np.ndarray) -> Peaks:
    found = []
    for sign in (1, -1):
        pieces = [states[start : start + SEGMENT] for start in range(0, len(states), SEGMENT)]
        offsets = [(sign * piece).argmax(0) for piece in pieces]
        values = [
            np.take_along_axis(piece, offset[None], 0)[0]
            for piece, offset in zip(pieces, offsets, strict=True)
        ]
        width = states.shape[1]
        found += [
            np.array(values, np.float32).reshape(-1, width).T,
            np.array(offsets, np.uint8).reshape(-1, width).T,
        ]
    return Peaks(*found)
