"""Word vectors, maps and vocabularies, loaded or computed once for all sessions."""

from contextlib import suppress

import numpy as np
import streamlit as st

from core.checkpoints import CheckpointError
from core.network.catalogue import CELLS, TASKS, NetworkReference
from core.text import TOKENIZERS, SubwordTokenizer, Vocabulary
from core.text.word_counts import Projection, project
from core.text.word_vectors import LANGUAGES, Words, load_words
from pages.shared.cached.networks import network

_NETWORK_OF = {"characters": "shakespeare"}
_WORDS_OF = {"whitespace": "english", "words": "english", "morphemes": "korean"}


@st.cache_resource(show_spinner=False, max_entries=len(LANGUAGES))
def words(language: str) -> Words:
    """Return the word vectors of a language, loaded once for all sessions and never changed.

    Raises:
        CheckpointError: if their file is missing or damaged.
    """
    return load_words(language)


@st.cache_resource(show_spinner=False, max_entries=len(LANGUAGES) + len(TASKS) * len(CELLS))
def map_of(source: str | NetworkReference) -> Projection:
    """Return vectors in two dimensions: of a language's words, or of a network's embedding."""
    vectors = words(source).vectors if isinstance(source, str) else embedding(source)
    return project(vectors)


def embedding(named: NetworkReference) -> np.ndarray:
    """Return a network's vectors of all keys that it knows, ``(n, input_size)``."""
    vocabulary = network(named).vocabulary
    return network(named).vectors(range(vocabulary.UNKNOWN + 1, len(vocabulary))).numpy()


@st.cache_resource(show_spinner=False, max_entries=1)
def vocabularies() -> dict[str, Vocabulary]:
    """Return each tokenizer's vocabulary, unless its file is missing or damaged."""
    by_tokenizer = {}
    for name, make in TOKENIZERS.items():
        with suppress(CheckpointError):  # reported on the screen that needs it
            if isinstance(tokenizer := make(), SubwordTokenizer):
                by_tokenizer[name] = tokenizer.vocabulary
            elif name in _WORDS_OF:
                by_tokenizer[name] = Vocabulary(words(_WORDS_OF[name]).keys)
            elif name in _NETWORK_OF:
                by_tokenizer[name] = network(NetworkReference(_NETWORK_OF[name], "lstm")).vocabulary
    return by_tokenizer
