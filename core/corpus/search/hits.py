"""Search hits as they are shown: with their context, coloured by exact values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...network import Network
from ..documents import Corpus
from ..excerpts.passage import Context, context
from ..index.state_index import StateIndex
from ..recompute.quantities import quantities_at, replay
from .search import Match, strongest, units_on

SHOWN = 20
"""Hits in a list; nobody reads more."""

AROUND = {"characters": 40, "syllables": 40}
WORDS_AROUND = 12
"""Tokens shown on either side of a hit: by tokenizer, else for tokens longer than a character."""


@dataclass(frozen=True, eq=False)
class Hit:
    """A place that a search has found.

    Attributes:
        start: the position in the corpus of its first token, from 0.
        stop: the position after its last one.
        figure: the number by which it is ranked: the quantity's value there, or the overlap.
        context: the place with the m tokens around it.
        values: the quantity at each of these tokens, computed again and so exact, ``(m,)`` float32.
    """

    start: int
    stop: int
    figure: float
    context: Context
    values: np.ndarray


def extreme_hits(
    network: Network,
    corpus: Corpus,
    index: StateIndex,
    unit: int,
    quantity: str = "hidden_state",
    *,
    weakest: bool = False,
) -> tuple[Hit, ...]:
    """Return the 20 places where a unit is strongest, or weakest, far enough apart to differ.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: what is searched.
        unit: which unit.
        quantity: one that the index has ranked.
        weakest: whether to return the lowest values instead.

    Raises:
        ValueError: if there is no such unit or quantity.
    """
    apart = _around(network)
    places = strongest(index, unit, SHOWN, quantity, weakest=weakest, apart=apart)
    spans = [(position, position + 1) for position in places.positions.tolist()]
    return _hits(network, corpus, index, (unit, quantity), spans, places.values.tolist())


def on_throughout(
    network: Network,
    index: StateIndex,
    span: tuple[int, int],
    threshold: float,
    edges: bool = False,
) -> tuple[int, ...]:
    """Return the units that are on at every token of a span.

    Args:
        network: the network that the index is of.
        index: what the span is in.
        span: the positions of its first token and after its last one.
        threshold: the value from which a unit is on, in hundredths, from -1 to 1.
        edges: whether to return only those that are off at the tokens right before and right after
            the span, where its documents have such tokens.

    Raises:
        ValueError: if the span is not within the corpus, or the threshold is invalid.
    """
    start, stop = span
    begins = index.first_tokens
    before = int(edges and start not in begins)
    after = int(edges and stop not in begins)
    hidden = replay(network, index, start - before, stop + after)
    return tuple(units_on(hidden, before, before + stop - start, threshold, before, after).tolist())


def match_hits(
    network: Network,
    corpus: Corpus,
    index: StateIndex,
    unit: int,
    matches: Sequence[Match],
) -> tuple[Hit, ...]:
    """Return the first 20 matches of a set of units, coloured by the hidden state of one unit.

    Raises:
        ValueError: if there is no such unit.
    """
    spans = [(match.start, match.stop) for match in matches[:SHOWN]]
    overlaps = [match.overlap for match in matches[:SHOWN]]
    return _hits(network, corpus, index, (unit, "hidden_state"), spans, overlaps)


def _hits(
    network: Network,
    corpus: Corpus,
    index: StateIndex,
    shown: tuple[int, str],
    spans: Sequence[tuple[int, int]],
    figures: Sequence[float],
) -> tuple[Hit, ...]:
    if not spans:
        return ()
    unit, quantity = shown
    contexts = [context(network, corpus, index, span, _around(network)) for span in spans]
    excerpts = [around.excerpt for around in contexts]
    excerpt_spans = [(excerpt.first, excerpt.first + len(excerpt)) for excerpt in excerpts]
    values = quantities_at(network, index, excerpt_spans, [unit])
    return tuple(
        Hit(*span, figure, around, computed[quantity][:, 0])
        for span, figure, around, computed in zip(spans, figures, contexts, values, strict=True)
    )


def _around(network: Network) -> int:
    return AROUND.get(network.tokenizer.name, WORDS_AROUND)
