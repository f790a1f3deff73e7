"""Parts of a corpus to show: a long passage to read, and what stands around a search hit."""

from dataclasses import dataclass

import numpy as np

from ...network import Network
from ..documents import Corpus
from ..index.state_index import Store
from .excerpt import Stretch, ends_before, stretch_of

MOST_AROUND = 400
"""Tokens that a context has at most: a run of hits may be as long as its document."""


def passage(
    network: Network, corpus: Corpus, store: Store, start: int, characters: int = 20_000
) -> Stretch:
    """Return the tokens from a position on that fit into a number of characters, at least one.

    What stands between tokens counts, and each token counts as at least one character, so that
    there are no more tokens than characters. In a corpus without tokens the passage is empty.

    Raises:
        ValueError: if there is no such position.
    """
    if not 0 <= start < max(store.length, 1):
        raise ValueError(f"passage expected a start from 0 to {store.length - 1}; got {start}.")
    most = min(start + max(characters, 1), store.length)
    before = ends_before(store, start, most)
    used = np.cumsum(np.maximum(store.ends[start:most] - before, 1), dtype=np.int64)
    stop = start + max(int(np.searchsorted(used, characters, side="right")), 1)
    return stretch_of(network, corpus, store, start, min(stop, store.length))


@dataclass(frozen=True)
class Context:
    """A search hit and what stands around it in its document.

    Attributes:
        title: what the document is called.
        stretch: the tokens: those before the hit, the hit, those after it.
        hit: which of them are the hit, the second index excluded.
    """

    title: str
    stretch: Stretch
    hit: tuple[int, int]


def context(
    network: Network, corpus: Corpus, store: Store, hit: tuple[int, int], around: int = 30
) -> Context:
    """Return a hit with up to ``around`` tokens on either side, within the document it begins in.

    Of a long hit, only as much is shown as makes 400 tokens in all.

    Args:
        network: the network that the store is of.
        corpus: the corpus that the store is of.
        store: what was searched.
        hit: the positions of its first token and after its last one.
        around: tokens on either side.

    Raises:
        ValueError: if the hit has no token, or one that the corpus has not.
    """
    start, stop = hit
    if not 0 <= start < stop <= store.length:
        bounds = f"0 <= start < stop <= {store.length}"
        raise ValueError(f"context expected a hit with {bounds}; got {start}, {stop}.")
    document = store.document_of(start)
    first, last = store.first_tokens[[document, document + 1]].tolist()
    begin = max(first, start - around)
    end = min(last, stop + around, begin + max(MOST_AROUND, around + 1))
    shown = stretch_of(network, corpus, store, begin, end)
    return Context(corpus.titles[document], shown, (start - begin, min(stop, end) - begin))
