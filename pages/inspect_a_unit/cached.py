"""Corpora, the networks' states on them, and searches, cached for the screen of a unit."""

from collections.abc import Callable, Hashable, Mapping
from threading import BoundedSemaphore
from typing import NamedTuple

import numpy as np
import streamlit as st

from core.corpus.documents import Corpus
from core.corpus.excerpts.excerpt import Excerpt
from core.corpus.excerpts.passage import passage as passage_of
from core.corpus.index.quantise import level_counts
from core.corpus.index.state_index import StateIndex
from core.corpus.index.unknown_tokens import unknown_notice as unknown
from core.corpus.recompute.quantities import quantities_in
from core.corpus.recompute.rerun import Rerun, rerun
from core.corpus.search.hits import SHOWN, Hit, extreme_hits, match_hits, on_throughout
from core.corpus.search.search import matches
from core.corpus.sources import python_library, training_text, uploaded
from core.network import Network
from core.network.catalogue import NetworkReference
from core.notation import Notice
from pages.components.passage import PackedPassage
from pages.shared.cached.networks import network

MAX_RESULTS = 64
"""Entries of each cache of values and search results."""
MAX_CORPORA = 8
"""Entries of each cache of texts: corpora of up to a million characters, passages of 20,000."""
MAX_STATES = 3
"""Passages whose states are kept: up to 90 MB each, for every unit that anybody looks at."""
MAX_PACKED = 32
"""Passages that are kept as they are sent: up to 1.5 MB each."""
_COMPUTING = BoundedSemaphore(2)
"""Passages that are computed at once: each takes some 150 MB meanwhile."""


class Watched(NamedTuple):
    """A network on a corpus.

    Attributes:
        network: the network.
        corpus: the texts.
        state_index: the network's states on them.
    """

    network: Network
    corpus: Corpus
    state_index: StateIndex


@st.cache_resource(show_spinner=False, max_entries=MAX_CORPORA)
def corpus(kind: str, named: NetworkReference, most: int) -> Corpus:
    """Return a text that is on this computer, up to a number of characters.

    Args:
        kind: ``python`` or ``training``.
        named: the network whose training text is wanted.
        most: the most characters to return.

    Raises:
        NotAtHand: if that text is not available.
    """
    if kind == "python":
        return python_library(most)
    return training_text(network(named).card, most)


@st.cache_resource(show_spinner=False, max_entries=MAX_CORPORA)
def file_corpus(
    name: str, text_hash: str, named: NetworkReference, most: int, _text: str
) -> Corpus:
    """Return the corpus of an uploaded file, up to a number of characters.

    Args:
        name: the file's name.
        text_hash: the sha256 of its text, by which the cache knows it.
        named: the network that reads it.
        most: the most characters to return.

    Raises:
        TextError: if no line has any text to read.
    """
    return uploaded(name, _text, network(named).card, most)


@st.cache_resource(show_spinner=False, max_entries=MAX_CORPORA)
def passage(of: str, place: int, _watched: Watched) -> Excerpt:
    """Return the part of a corpus that begins at a token and can be shown at once.

    Args:
        of: the name of the index, by which the cache knows ``_watched``, here and below.
        place: the position of the first token.
    """
    return passage_of(_watched.network, _watched.corpus, _watched.state_index, place)


@st.cache_resource(show_spinner=False, max_entries=MAX_STATES)
def states(of: str, span: tuple[int, int], _watched: Watched) -> Rerun:
    """Return the states of all units after the n tokens of a span, one record for all sessions.

    Args:
        of: see ``passage``.
        span: the position of the first token and the one after the last.
    """
    with _COMPUTING:
        return rerun(_watched.network, _watched.state_index, [span])


@st.cache_resource(show_spinner=False, max_entries=MAX_RESULTS)
def _short_states(of: str, span: tuple[int, int], _watched: Watched) -> Rerun:
    """Return what ``states`` returns for a span so short that many can be kept."""
    return rerun(_watched.network, _watched.state_index, [span])


@st.cache_resource(show_spinner=False, max_entries=MAX_PACKED)
def packed(key: tuple[Hashable, ...], _pack: Callable[[], PackedPassage]) -> PackedPassage:
    """Return a passage as it is sent, packed once for all sessions; ``key`` names all it is of."""
    return _pack()


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def quantities(
    of: str, span: tuple[int, int], unit: int, _watched: Watched
) -> Mapping[str, np.ndarray]:
    """Return every quantity of one unit after the n tokens of a short span, each ``(n, 1)``."""
    network, _corpus, index = _watched
    (values,) = quantities_in(network, index, _short_states(of, span, _watched), [unit])
    return values


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def unknown_notice(of: str, _watched: Watched) -> Notice | None:
    """Return how many tokens of a corpus its network does not know; ``None`` if it knows all."""
    network, corpus, index = _watched
    return unknown(network, corpus, index)


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def levels_of(of: str, unit: int, _watched: Watched) -> np.ndarray:
    """Return how many tokens of a corpus have each value level of a unit."""
    return level_counts(_watched.state_index.column(unit))


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def extremes(
    of: str, unit: int, quantity: str, weakest: bool, _watched: Watched
) -> tuple[Hit, ...]:
    """Return the places in a corpus where a unit is strongest, or weakest."""
    network, corpus, index = _watched
    return extreme_hits(network, corpus, index, unit, quantity, weakest=weakest)


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def units_on(
    of: str, span: tuple[int, int], threshold: int, edges: bool, _watched: Watched
) -> tuple[int, ...]:
    """Return the units that are on throughout a span, and with ``edges`` off just outside."""
    network, _corpus, index = _watched
    return on_throughout(network, index, span, threshold / 100, edges)


@st.cache_data(show_spinner=False, max_entries=MAX_RESULTS)
def matching_hits(
    of: str, units: tuple[int, ...], threshold: int, shown: int, _watched: Watched
) -> tuple[Hit, ...]:
    """Return the places where most units of a set are on, coloured by one unit.

    Args:
        of: see ``passage``.
        units: the set.
        threshold: the value from which a unit counts as on, in hundredths.
        shown: the unit that colours the tokens.
    """
    network, corpus, index = _watched
    places = matches(index, units, threshold / 100, SHOWN)
    return match_hits(network, corpus, index, shown, places)
