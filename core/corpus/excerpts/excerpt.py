"""Tokens of a corpus with the text between them, as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...network import Network
from ...text import Token, Vocabulary
from ...text import labels as labels_of
from ...text.tokenizers.numbers import values
from ..documents import Corpus
from ..index.state_index import StateIndex


@dataclass(frozen=True)
class Excerpt:
    """Tokens of a corpus that follow each other, and what stands between them.

    Attributes:
        first: the position in the corpus of the first of them.
        labels: what ``core.text.labels`` calls each of the n tokens; a token that the network does
            not know is called by its characters.
        sources: the characters of the document that each covers. Where a tokenizer finds two tokens
            in the same characters, both have them.
        gaps: the characters between the token before it, or the beginning of its document, and
            each token; none before the first token, unless it begins a document.
        known: whether the network knows each token.
        titles: index of a token -> title of the document that begins there; index 0 always has
            that of its document.
    """

    first: int
    labels: tuple[str, ...]
    sources: tuple[str, ...]
    gaps: tuple[str, ...]
    known: tuple[bool, ...]
    titles: Mapping[int, str]

    def __len__(self) -> int:
        """Return n."""
        return len(self.labels)


def excerpt_of(
    network: Network, corpus: Corpus, index: StateIndex, start: int, stop: int
) -> Excerpt:
    """Return the tokens from one position up to another."""
    if start == stop:
        return Excerpt(start, (), (), (), (), {})
    first, last = index.document_of(start), index.document_of(stop - 1)
    cuts = index.first_tokens[first : last + 2].clip(start, stop).tolist()
    places = ends_before(index, start, stop), index.starts[start:stop], index.ends[start:stop]
    rows = [*zip(*(place.tolist() for place in places), strict=True)]
    sources: list[str] = []
    gaps: list[str] = []
    titles: dict[int, str] = {}
    for document, (begin, end) in enumerate(pairwise(cuts), start=first):
        if begin < end:
            titles[begin - start] = corpus.titles[document]
            text, within = corpus.documents[document], rows[begin - start : end - start]
            sources += [text[a:b] for _, a, b in within]
            gaps += [text[before:a] for before, a, _ in within]
    spans = [(a, b) for _, a, b in rows]
    labels, known = _names(network, index.codes[start:stop], sources, spans)
    return Excerpt(start, labels, tuple(sources), tuple(gaps), known, titles)


def ends_before(index: StateIndex, start: int, stop: int) -> np.ndarray:
    """Return where in its text the token before each ends: 0 before a document's first token.

    The first token, if it is not its document's first, counts as following without a gap.
    """
    before = np.empty(stop - start, np.int32)
    before[1:] = index.ends[start : max(stop - 1, start)]
    before[:1] = index.starts[start:stop][:1]
    begin_here = slice(*np.searchsorted(index.first_tokens, (start, stop)))
    before[index.first_tokens[begin_here] - start] = 0
    return before


def _names(
    network: Network, codes: np.ndarray, sources: list[str], spans: list[tuple[int, int]]
) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """Return how each token is labelled, and whether the network knows it."""
    tokenizer, keys = network.tokenizer, network.vocabulary.keys
    if network.card.reads_numbers:
        tokens = [tokenizer.tokenize(source)[0] for source in sources]
        known = tuple(values(token.key, network.card.input_size) is not None for token in tokens)
        return tuple(map(tokenizer.label, tokens)), known
    known = tuple((codes > Vocabulary.UNKNOWN).tolist())
    tokens = [
        Token(source, *span, keys[code - Vocabulary.UNKNOWN - 1] if k else source)
        for source, span, code, k in zip(sources, spans, codes.tolist(), known, strict=True)
    ]
    return tuple(labels_of(tokenizer, tokens)), known
