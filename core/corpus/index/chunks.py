"""A corpus read in chunks whose bounds depend on positions alone.

A chunk ends where its document ends, and before every 128th token. PyTorch's fused layer adds up
in another order where it is given another number of tokens; as any part of a corpus is always
read in the same chunks, reading it again from a checkpoint gives the same numbers to the last bit.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import torch

from ...network import Network
from ...trace import Trace, unroll
from .state_index import SEGMENT


class Chunk(NamedTuple):
    """Some tokens of one document.

    Attributes:
        start: position of the first in the corpus.
        begins_document: whether it is the first of its document.
        before: the state before it, of batch size 1.
        trace: what the cell computed at each; the tokens have no names.
    """

    start: int
    begins_document: bool
    before: Any
    trace: Trace


def read_chunks(
    network: Network,
    codes: np.ndarray,
    first_tokens: np.ndarray,
    start: int = 0,
    stop: int | None = None,
    state: Any = None,
) -> Iterator[Chunk]:
    """Read part of a corpus, chunk by chunk.

    Args:
        network: a network of one layer.
        codes: the input for each token of the whole corpus, ``(T,)``.
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
        start: where to begin: at a document's first token or at a multiple of 128.
        stop: where to end, T by default; the chunk that it falls into is read whole.
        state: the state before ``start``; ignored where a document begins.
    """
    cell = network.cell
    for begin, end, begins in _bounds(first_tokens, start, len(codes) if stop is None else stop):
        if begins or state is None:
            state = cell.initial_state(1)
        inputs = network.vectors(codes[begin:end].tolist())
        trace = unroll(cell, inputs, ("",) * (end - begin), state)
        yield Chunk(begin, begins, state, trace)
        last = (torch.tensor(trace[name][-1:]) for name in state._fields)
        state = type(state)(*last)


def _bounds(first_tokens: np.ndarray, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    """Yield begin and end of each chunk, and whether a document begins with it."""
    length = int(first_tokens[-1])
    last = min(-(-stop // SEGMENT) * SEGMENT, length)
    from_document, to_document = np.searchsorted(first_tokens, [start, last])
    documents = first_tokens[from_document : to_document + 1]
    segments = np.arange(-(-start // SEGMENT) * SEGMENT, last, SEGMENT)
    cuts = np.unique(np.concatenate([documents[documents < last], segments, [start, last]]))
    for begin, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        if begin < stop:
            yield begin, end, bool(first_tokens[np.searchsorted(first_tokens, begin)] == begin)
