"""One sentence as vectors: one-hot, counted, weighed, embedded, and on a map."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.analysis.reading import Reading
from core.figures.token_vectors import embedding_columns, one_hot_columns, word_bars
from core.network import CheckpointError, Network
from core.text import TOKENIZERS, Vocabulary
from core.text.word_counts import bag_of_words, inverse_document_frequencies, one_hot, tf_idf
from core.text.word_vectors import Words
from pages.language import _
from pages.shared import pickers, prose, tables
from pages.shared.charts import dark, show_figure
from pages.shared.view.selection import Selection
from pages.shared.word_names import word_names
from pages.tokens_and_vectors import cached, vocabulary_map
from pages.tokens_and_vectors.tokenizers import language_of
from pages.tokens_and_vectors.view import TokensAndVectorsView


def pick() -> None:
    """Show which vectors there are; the choice writes the view."""
    pickers.one_of("view", _("Vectors"), label_visibility="collapsed")


def show(network: Network, reading: Reading, selection: Selection) -> None:
    """Show the chosen vectors of the sentence."""
    try:
        _SHOW[selection.of(TokensAndVectorsView).view](network, reading, selection)
    except CheckpointError as error:
        prose.warn(_("These vectors cannot be shown right now: a file is missing or damaged."))
        st.code(str(error), language=None)


def _one_hot(network: Network, reading: Reading, _selection: Selection) -> None:
    if _has_no_vocabulary(network):
        return
    ids = network.vocabulary.ids(token.key for token in network.encode(reading.text).tokens)
    vectors = one_hot(ids, len(network.vocabulary))
    present = sorted(set(ids))
    keys = dict(enumerate(network.vocabulary.keys, start=Vocabulary.UNKNOWN + 1))
    keys[Vocabulary.UNKNOWN] = _("unknown")
    names = word_names([keys[number] for number in present])
    words = [f"{number} {name}" for number, name in zip(present, names, strict=True)]
    figure = one_hot_columns(vectors[:, present], reading.labels, words, dark())
    alt = _("A filled square where a token is the word of the row.")
    show_figure("one-hot", figure, alt)
    prose.caption(
        _(
            "Each token is a vector of {size:,} numbers, all 0 but one. Shown are the places at "
            "which this sentence has a 1: {shown:d}. Any two words are equally far from each other."
        ),
        size=len(network.vocabulary),
        shown=len(present),
    )


def _counts(network: Network, reading: Reading, _selection: Selection) -> None:
    words, rows, counted = _bag(reading)
    if words is None or _has_no_word(rows):
        return
    _bars(counted, [words.keys[row] for row in rows], _("How often each word is in the sentence."))
    prose.caption(
        _(
            "One vector for the whole sentence: {size:,} numbers, one for each word of the shared "
            "reviews, {shown:d} of them not 0. The order of the words is lost."
        ),
        size=len(words.keys),
        shown=len(rows),
    )


def _weighed(network: Network, reading: Reading, _selection: Selection) -> None:
    words, rows, counted = _bag(reading)
    if words is None or _has_no_word(rows):
        return
    documents, frequencies = words.documents, words.document_counts[rows]
    weights = tf_idf(counted[None], frequencies, documents)[0]
    shown = [words.keys[row] for row in rows]
    _bars(weights, shown, _("How distinctive each word of the sentence is."))
    columns = {
        _("word"): word_names(shown),
        _("times here"): counted.tolist(),
        _("reviews with it, of {documents:,}").format(documents=documents): frequencies.tolist(),
        "idf": inverse_document_frequencies(frequencies, documents).round(4).tolist(),
        "tf-idf": weights.round(4).tolist(),
    }
    tables.table(columns, most_rows=None)
    prose.caption(
        _(
            "idf = ln((1 + reviews) / (1 + reviews with the word)) + 1; tf-idf is times here × "
            "idf, divided so that the whole vector has length 1."
        )
    )


def _embedding(network: Network, reading: Reading, _selection: Selection) -> None:
    if _has_no_vocabulary(network):
        return
    vectors = network.vectors(network.encode(reading.text).codes).numpy()
    figure = embedding_columns(vectors, reading.labels, dark())
    alt = _("The vector of each token as a column of colours, zero in the page's colour.")
    show_figure("embedding", figure, alt)
    if np.isin(vectors, (0, 1)).all():  # nothing that was learned is so round
        text = _("Each token is a vector of {size:d} numbers, not learned: it is given as one-hot.")
    else:
        text = _("Each token is a vector of {size:d} numbers, learned; the network reads these.")
    prose.caption(text, size=vectors.shape[1])


def _words_of(reading: Reading) -> Words | None:
    """Return the words of the sentence's language; if there are none, say it."""
    language = language_of(reading.text)
    if language is None:
        prose.note(_("There are no words here of the language of this text."))
        return None
    return cached.words(language)


def _bag(reading: Reading) -> tuple[Words | None, np.ndarray, np.ndarray]:
    """Return the words of the sentence's language, the rows of those in it, and their counts."""
    words = _words_of(reading)
    if words is None:
        return None, np.empty(0, int), np.empty(0, int)
    tokenizer = TOKENIZERS[words.tokenizer]()
    counts = bag_of_words([reading.text], tokenizer, words.keys)[0]
    rows = np.flatnonzero(counts)
    return words, rows, counts[rows]


def _has_no_word(rows: np.ndarray) -> bool:
    if len(rows):
        return False
    prose.note(_("No token of this sentence is in this vocabulary."))
    return True


def _bars(values: np.ndarray, words: list[str], alt: str) -> None:
    figure = word_bars(values, word_names(words), dark())
    show_figure("word-bars", figure, alt)


def _map_of_words(network: Network, reading: Reading, _selection: Selection) -> None:
    words = _words_of(reading)
    if words is None:
        return
    tokens = TOKENIZERS[words.tokenizer]().tokenize(reading.text)
    vocabulary_map.show(vocabulary_map.Space(words.language, words.keys, words.vectors), tokens)


def _map_of_embedding(network: Network, reading: Reading, selection: Selection) -> None:
    if _has_no_vocabulary(network):
        return
    named = selection.reference
    space = vocabulary_map.Space(named, network.vocabulary.keys, cached.embedding(named))
    vocabulary_map.show(space, network.encode(reading.text).tokens)


def _has_no_vocabulary(network: Network) -> bool:
    """Return whether a network reads numbers as they are; if so, say it."""
    if network.vocabulary.keys:
        return False
    prose.note(_("This network reads numbers as they are: it has no vocabulary and no embedding."))
    return True


_SHOW: dict[str, Callable[[Network, Reading, Selection], None]] = {
    "one-hot": _one_hot,
    "counts": _counts,
    "tf-idf": _weighed,
    "embedding": _embedding,
    "map": _map_of_words,
    "network-map": _map_of_embedding,
}
