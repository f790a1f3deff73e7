"""The only file that touches Streamlit's caches: what is made once, for all sessions."""

import gc
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from itertools import product
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.analysis.comparison import load_rival
from core.analysis.corpus.documents import Corpus
from core.analysis.corpus.jobs import Jobs
from core.analysis.corpus.passage import Passage
from core.analysis.corpus.passage import passage as passage_of
from core.analysis.corpus.replay import quantities_of
from core.analysis.corpus.store import Store
from core.analysis.corpus.tracing import traced
from core.analysis.features import Feature
from core.analysis.fingerprint import fingerprint
from core.analysis.first_token import FirstTokenLeft, first_gradient, first_token_left
from core.analysis.hits import SHOWN, Hit, extreme_hits, match_hits, on_throughout
from core.analysis.reading import Reading, read
from core.analysis.search import matches
from core.analysis.timing import Timing, time_per_token
from core.analysis.tracked import tracked
from core.analysis.tracking import Tracking
from core.corpora import python_library, training_text
from core.manifest import damaged
from core.network import CheckpointError, Network
from core.text import TOKENIZERS, SubwordTokenizer, Vocabulary
from core.text.vectors import Projection, project
from core.text.words import LANGUAGES, Words, load_words
from pages.shared.selection import CELLS, MODELS, NETWORKS
from pages.shared.threads import one_thread
from pages.shared.watched import Watched

MAX_READINGS = 64
MAX_CORPORA = 8
"""Texts of up to a million characters, and passages of up to 20,000 with their states."""
_NETWORK_OF = {"characters": "shakespeare"}
_WORDS_OF = {"whitespace": "english", "words": "english", "morphemes": "korean"}


@st.cache_resource(show_spinner=False, max_entries=len(MODELS) * len(NETWORKS))
def network(model: str, name: str) -> Network:
    """Return a shipped network, loaded once for all sessions and never changed.

    Args:
        model: the task.
        name: its cell, or the name of another network of the task, as in ``NETWORKS``.

    Raises:
        CheckpointError: if its file is missing or damaged.
    """
    try:
        return load_rival(model, name)
    except ValueError as error:  # a link can only ask for what ships, so its file is gone
        raise CheckpointError(str(error)) from error


@st.cache_resource(show_spinner=False, max_entries=len(MODELS) * len(NETWORKS))
def weights(model: str, name: str) -> str:
    """Return the sha256 of a shipped network's weights."""
    return fingerprint(network(model, name))


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def reading(model: str, name: str, text: str) -> Reading:
    """Return a text as a network reads it."""
    return read(network(model, name), text)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def first_token(model: str, name: str, text: str, instead: str) -> FirstTokenLeft:
    """Return how much of a text's first token a network still has after each token."""
    return first_token_left(network(model, name), text, instead, gradient(model, name, text))


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def gradient(model: str, name: str, text: str) -> np.ndarray:
    """Return how strongly a network's states follow a small change of the first token's vector."""
    return first_gradient(network(model, name), text)


@st.cache_resource(show_spinner=False, max_entries=len(LANGUAGES))
def words(language: str) -> Words:
    """Return the word vectors of a language, loaded once for all sessions and never changed.

    Raises:
        CheckpointError: if their file is missing or damaged.
    """
    return load_words(language)


@st.cache_resource(show_spinner=False, max_entries=len(LANGUAGES) + len(MODELS) * len(CELLS))
def map_of(source: tuple[str, ...]) -> Projection:
    """Return vectors in two dimensions: of a language's words, or of a network's embedding."""
    vectors = words(*source).vectors if len(source) == 1 else embedding(*source)
    return project(vectors)


def embedding(model: str, cell: str) -> np.ndarray:
    """Return a network's vectors of all keys that it knows, ``(n, input_size)``."""
    known = network(model, cell).vocabulary
    return network(model, cell).vectors(range(known.UNKNOWN + 1, len(known))).numpy()


@st.cache_resource(show_spinner=False, max_entries=1)
def vocabularies() -> dict[str, Vocabulary]:
    """Return what numbers the tokens of each tokenizer, as far as its file is whole."""
    found = {}
    for name, make in TOKENIZERS.items():
        with suppress(CheckpointError):  # said on the screen that needs it
            if isinstance(tokenizer := make(), SubwordTokenizer):
                found[name] = tokenizer.vocabulary
            elif name in _WORDS_OF:
                found[name] = Vocabulary(words(_WORDS_OF[name]).keys)
            elif name in _NETWORK_OF:
                found[name] = network(_NETWORK_OF[name], "lstm").vocabulary
    return found


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def timing(
    cell: str, input_size: int, hidden_size: int, num_layers: int, bidirectional: bool
) -> Timing:
    """Return how long PyTorch's own layer takes for a token here, measured once for all sessions.

    Raises:
        ValueError: if the layer is too large to be measured by the way.
    """
    return time_per_token(cell, input_size, hidden_size, num_layers, bidirectional)


@st.cache_data(show_spinner=False, max_entries=MAX_CORPORA)
def corpus(kind: str, model: str, cell: str, most: int) -> Corpus:
    """Return a text that is on this computer, up to a number of characters.

    Args:
        kind: ``python`` or ``training``.
        model: the task, for its training text.
        cell: any of the task's.
        most: how many characters at most.

    Raises:
        NotAtHand: if there is no such text.
    """
    if kind == "python":
        return python_library(most)
    return training_text(network(model, cell).card, most)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the jobs that read corpora, one set for all sessions."""
    return Jobs()


@st.cache_data(show_spinner=False, max_entries=MAX_CORPORA)
def short_store(model: str, cell: str, text: str) -> Store:
    """Return what a network makes of a typed text, held in memory only."""
    return traced(network(model, cell), Corpus.of("text", [("", text)]))


@st.cache_data(show_spinner=False, max_entries=MAX_CORPORA)
def passage(of: str, place: int, _watched: Watched) -> Passage:
    """Return the part of a corpus that begins at a token and can be shown at once.

    Args:
        of: the name of the watched store, which stands for it in the cache, here and below.
        place: the position of the first token.
    """
    return passage_of(_watched.network, _watched.corpus, _watched.store, place)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def quantities(
    of: str, span: tuple[int, int], units: tuple[int, ...], _watched: Watched
) -> Mapping[str, np.ndarray]:
    """Return every quantity of k units after the n tokens of a span, each ``(n, k)``."""
    return quantities_of(_watched.network, _watched.store, *span, units)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def tracking(of: str, _watched: Watched) -> tuple[Tracking | None, tuple[Feature, ...]]:
    """Return which units follow which known feature, measured on the beginning of a corpus."""
    return tracked(_watched.network, _watched.corpus, _watched.store)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def extremes(
    of: str, unit: int, quantity: str, weakest: bool, _watched: Watched
) -> tuple[Hit, ...]:
    """Return where in a corpus a unit is strongest, or weakest."""
    network, corpus, store = _watched
    return extreme_hits(network, corpus, store, unit, quantity, weakest=weakest)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def units_on(
    of: str, span: tuple[int, int], threshold: int, edges: bool, _watched: Watched
) -> tuple[int, ...]:
    """Return the units that are on throughout a span, and with ``edges`` off just outside."""
    network, _corpus, store = _watched
    return on_throughout(network, store, span, threshold / 100, edges)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def found(
    of: str, units: tuple[int, ...], threshold: int, shown: int, _watched: Watched
) -> tuple[Hit, ...]:
    """Return where most units of a set are on, coloured by one unit.

    Args:
        of: see ``passage``.
        units: the set.
        threshold: hundredths from which on a unit is on.
        shown: the unit that colours.
    """
    network, corpus, store = _watched
    some = matches(store, units, threshold / 100, SHOWN)
    return match_hits(network, corpus, store, shown, some)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def drawn(key: tuple[Hashable, ...], _draw: Callable[[], go.Figure]) -> dict[str, Any]:
    """Return a figure as a dictionary, drawn once; ``key`` names all that it is drawn from."""
    return _draw().to_dict()


@st.cache_resource(show_spinner=False)
def warm_up() -> tuple[str, ...]:
    """Once per process: load the networks, then keep the collector off what will never be freed.

    Returns:
        What is wrong with each shipped file whose hash is not the one in the manifest.
    """
    one_thread()
    wrong = damaged()
    for model, cell in product(MODELS, CELLS):
        with suppress(CheckpointError):  # said on the screen that needs it
            network(model, cell)
    gc.collect()
    gc.freeze()
    return wrong
