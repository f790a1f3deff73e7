"""A corpus read in chunks whose bounds depend on positions alone.

A chunk ends where its document ends, and before every 128th token. PyTorch's fused layer adds up
in another order where it is given another number of tokens; as any part of a corpus is always
read in the same chunks, reading it again from a checkpoint gives the same numbers to the last bit.
"""

from collections.abc import Iterator, Sequence
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
        before: the state of each layer before it, of batch size 1; last, that of the cell.
        trace: what the cell computed at each; the tokens have no names.
    """

    start: int
    begins_document: bool
    before: tuple[Any, ...]
    trace: Trace


def read_chunks(
    network: Network,
    codes: np.ndarray,
    first_tokens: np.ndarray,
    start: int = 0,
    stop: int | None = None,
    states: Sequence[Any] | None = None,
) -> Iterator[Chunk]:
    """Read part of a corpus, chunk by chunk.

    Args:
        network: a network, looked at from a cell that reads forwards.
        codes: the input for each token of the whole corpus, ``(T,)``.
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
        start: where to begin: at a document's first token or at a multiple of 128.
        stop: where to end, T by default; the chunk that it falls into is read whole.
        states: of the layers before ``start``; ignored where a document begins.

    Raises:
        ValueError: if the cell does not read token by token (``Network.stack``).
    """
    stack = network.stack()
    for begin, end, begins in _bounds(first_tokens, start, len(codes) if stop is None else stop):
        if begins or states is None:
            states = [seen.cell.initial_state(1) for seen in stack]
        read, traces = network.vectors(codes[begin:end].tolist()), []
        for seen, state in zip(stack, states, strict=True):
            traces.append(unroll(seen.cell, read, ("",) * (end - begin), state))
            read = torch.tensor(traces[-1]["hidden_state"])
        yield Chunk(begin, begins, tuple(states), traces[-1])
        states = [_after(*each) for each in zip(traces, states, strict=True)]


def _after(trace: Trace, state: Any) -> Any:
    """Return the state after the last token, of the kind of the one before the first."""
    return type(state)(*(torch.tensor(trace[name][-1:]) for name in state._fields))


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
