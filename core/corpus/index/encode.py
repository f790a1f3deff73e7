"""A corpus as a network reads it: the code of each token, and its place in the text."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import regex

from ...network import Encoded, Network
from ...text.tokenizers import CharacterTokenizer
from ..documents import Corpus
from .state_index import Progress

PART = 65_536
"""Characters of a document that are split into tokens at once, where the tokenizer allows it."""

_BREAK = regex.compile("[ \n]")


@dataclass(frozen=True, eq=False)
class EncodedCorpus:
    """The T tokens of all documents, in order.

    Attributes:
        first_tokens: where each document begins, and T, ``(documents + 1,)`` int64.
        starts: where each token begins in the text of its document, ``(T,)`` int32.
        ends: where each token ends there, ``(T,)`` int32.
        codes: the input for each, ``(T,)``: int32 ids, or float32 values, ``(T, features)`` of
            several at each step.
    """

    first_tokens: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray


def encode_corpus(network: Network, corpus: Corpus) -> Generator[Progress, None, EncodedCorpus]:
    """Split all documents into tokens; how many there will be is not known until the end.

    Raises:
        ValueError: if a document is not clean, see ``Corpus.of``.
    """
    dtype = np.float32 if network.card.reads_numbers else np.int32
    starts, ends = ([np.empty(0, np.int32)] for _ in range(2))
    codes = [np.array((network.unknown_code,), dtype)[:0]]  # with an axis of features if there is
    counts = [0]
    for document in corpus.documents:
        counts.append(0)
        for offset, part in _parts(network, document):
            encoded = _encoded(network, part)
            n = len(encoded.tokens)
            starts.append(np.fromiter((offset + t.start for t in encoded.tokens), np.int32, n))
            ends.append(np.fromiter((offset + t.end for t in encoded.tokens), np.int32, n))
            codes.append(np.array(encoded.codes, dtype).reshape(n, *codes[0].shape[1:]))
            counts[-1] += n
            yield Progress(0, 0)
    columns = (np.concatenate(pieces) for pieces in (starts, ends, codes))
    return EncodedCorpus(np.cumsum(counts, dtype=np.int64), *columns)


def _parts(network: Network, document: str) -> Iterator[tuple[int, str]]:
    """Yield a document in parts, with their offsets; their tokens are those of the whole document.

    The character tokenizer never joins what is before and after a line end or a space, and in
    ASCII it joins nothing. Other tokenizers may look further ahead and make fewer tokens: they get
    the whole document.
    """
    start, anywhere = 0, document.isascii()
    whole = not isinstance(network.tokenizer, CharacterTokenizer)
    while start < len(document):
        end = len(document) if whole else start + PART
        if not whole and not anywhere:
            at_break = _BREAK.search(document, end)
            end = at_break.end() if at_break else len(document)
        yield start, document[start:end]
        start = end


def _encoded(network: Network, text: str) -> Encoded:
    encoded = network.encode(text)
    if encoded.text != text:
        raise ValueError(
            "encode_corpus expected documents that are clean, got one that is not; "
            "make the corpus by Corpus.of."
        )
    return encoded
