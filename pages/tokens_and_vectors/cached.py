"""Word vectors, maps and vocabularies, loaded or computed once for all sessions."""

from contextlib import suppress

import numpy as np
import streamlit as st

from core.checkpoints import CheckpointError
from core.network.catalogue import CELLS, TASKS, NetworkReference
from core.network.files import load_vocabulary
from core.text import TOKENIZERS, SubwordTokenizer, Vocabulary
from core.text.vocabularies import load_vocabularies
from core.text.vocabulary import shared_vocabulary
from core.text.word_counts import Projection, project
from core.text.word_vectors import LANGUAGES, Words, load_words
from pages.shared.cached.networks import network

_SPLIT_INTO_WORDS = ("whitespace", "words")


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


@st.cache_resource(show_spinner=False, max_entries=len(LANGUAGES))
def vocabularies(language: str) -> dict[str, Vocabulary]:
    """Return the vocabulary of a language under each tokenizer that has one of it.

    One whose file is missing or damaged is left out.
    """
    by_tokenizer: dict[str, Vocabulary] = {}
    with suppress(CheckpointError):  # reported on the screen that needs it
        by_tokenizer |= _of_words_and_characters(language)
    for name, make in TOKENIZERS.items():
        tokenizer = make()
        if isinstance(tokenizer, SubwordTokenizer) and name.startswith(language):
            with suppress(CheckpointError):
                by_tokenizer[name] = tokenizer.vocabulary
    return by_tokenizer


def _of_words_and_characters(language: str) -> dict[str, Vocabulary]:
    if language == "korean":
        morphemes = words(language)
        return {
            **load_vocabularies(language),
            morphemes.tokenizer: shared_vocabulary(morphemes.keys),
            "syllables": load_vocabulary("korean-text", "lstm"),
        }
    return {
        **dict.fromkeys(_SPLIT_INTO_WORDS, shared_vocabulary(words(language).keys)),
        "cased-words": load_vocabulary("stories", "lstm"),
        "characters": load_vocabulary("shakespeare", "lstm"),
    }
