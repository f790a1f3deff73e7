"""Parts of a corpus to show: a long passage to read, and the context of a search hit."""

from dataclasses import dataclass

import numpy as np

from ...network import Network
from ..documents import Corpus
from ..index.state_index import StateIndex
from .excerpt import Excerpt, ends_before, excerpt_of

MOST_AROUND = 400
"""Tokens that a context has at most: a run of hits may be as long as its document."""


def passage(
    network: Network, corpus: Corpus, index: StateIndex, start: int, characters: int = 20_000
) -> Excerpt:
    """Return the tokens from a position on that fit into a number of characters, at least one.

    Characters between tokens count, too, and each token counts as at least one character, so there
    are no more tokens than characters. In a corpus without tokens, the passage is empty.

    Raises:
        ValueError: if there is no such position.
    """
    if not 0 <= start < max(index.length, 1):
        raise ValueError(f"passage expected a start from 0 to {index.length - 1}; got {start}.")
    most = min(start + max(characters, 1), index.length)
    before = ends_before(index, start, most)
    used = np.cumsum(np.maximum(index.ends[start:most] - before, 1), dtype=np.int64)
    stop = start + max(int(np.searchsorted(used, characters, side="right")), 1)
    return excerpt_of(network, corpus, index, start, min(stop, index.length))


@dataclass(frozen=True)
class Context:
    """A search hit and the tokens around it in its document.

    Attributes:
        title: the document's title.
        excerpt: the tokens: those before the hit, the hit, those after it.
        hit: which of them are the hit, the second index excluded.
    """

    title: str
    excerpt: Excerpt
    hit: tuple[int, int]


def context(
    network: Network, corpus: Corpus, index: StateIndex, hit: tuple[int, int], around: int = 30
) -> Context:
    """Return a hit with up to ``around`` tokens on either side, within the document it begins in.

    A long hit is cut so that the context has at most 400 tokens in all.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: what was searched.
        hit: the positions of its first token and after its last one.
        around: tokens on either side.

    Raises:
        ValueError: if the hit has no token, or one outside of the corpus.
    """
    start, stop = hit
    if not 0 <= start < stop <= index.length:
        bounds = f"0 <= start < stop <= {index.length}"
        raise ValueError(f"context expected a hit with {bounds}; got {start}, {stop}.")
    document = index.document_of(start)
    first, last = index.first_tokens[[document, document + 1]].tolist()
    begin = max(first, start - around)
    end = min(last, stop + around, begin + max(MOST_AROUND, around + 1))
    shown = excerpt_of(network, corpus, index, begin, end)
    return Context(corpus.titles[document], shown, (start - begin, min(stop, end) - begin))
