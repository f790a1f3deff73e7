"""A network reads a corpus once; what is worth keeping is laid out to be searched."""

import json
from collections.abc import Generator
from hashlib import sha256

from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.encoding import encode_corpus
from core.analysis.corpus.layout import InMemory, Layout, Sink
from core.analysis.corpus.pieces import read_pieces
from core.analysis.corpus.store import Progress, Store, StoreKey
from core.network import Network
from core.network.files import fingerprint
from core.network.network import only_cell


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
    only_cell(network)
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
