"""The features that a network's units can be compared with, and their values along a corpus."""

import numpy as np

from ....corpus.documents import Corpus
from ....jobs.steps import Steps, run
from ....network import ModelCard, Network
from ....network.files import EQUAL
from . import (
    brackets,
    characters,
    english,
    korean,
    lines,
    nesting,
    python,
    sentences,
    series,
    spaces,
    text,
)
from .table import Feature, FeatureTable
from .tokens import Tokens

_IN_A_LINE = (*characters.WORDS, *lines.LINES)
_OF_WORDS = (*sentences.WORDS, *sentences.SENTIMENT)

BY_TASK: dict[str, tuple[Feature, ...]] = {
    "brackets": (*text.FEATURES, *brackets.FEATURES, *characters.UNKNOWN),
    "hello": (*text.FEATURES, *characters.SOUNDS, *characters.UNKNOWN),
    "python-source": (
        *nesting.FEATURES,
        *python.FEATURES,
        *lines.INDENTATION,
        *_IN_A_LINE,
        *characters.CLASSES,
        *characters.UNKNOWN,
        *text.FEATURES,
    ),
}
"""Features of the texts of one task."""

BY_TOKENIZER: dict[str, tuple[Feature, ...]] = {
    "characters": (
        *_IN_A_LINE,
        *lines.SPEECHES,
        *characters.CLASSES,
        *characters.SOUNDS,
        *characters.UNKNOWN,
        *text.FEATURES,
    ),
    "words": (*english.FEATURES, *_OF_WORDS, *text.FEATURES),
    "cased-words": (*english.PROSE_FEATURES, *_OF_WORDS, *text.FEATURES),
    "syllables": (
        *_IN_A_LINE,
        *characters.CLASSES,
        *characters.UNKNOWN,
        *text.FEATURES,
    ),
    "unspaced": (
        *spaces.SPACES,
        *lines.SENTENCES,
        *(each for each in characters.CLASSES if each.compute is not characters.white_space),
        *characters.SOUNDS,
        *characters.UNKNOWN,
        *text.FEATURES,
    ),
    "morphemes": (*korean.FEATURES, *_OF_WORDS, *text.FEATURES),
    "numbers": (*series.FEATURES, *text.FEATURES),
}
"""Features of all other texts, by the name of the tokenizer."""


def features_for(card: ModelCard) -> tuple[Feature, ...]:
    """Return the features for the units of a network with this card; some networks have none."""
    task = card.task.removesuffix(EQUAL)
    features = BY_TASK.get(task, BY_TOKENIZER.get(card.tokenizer, ()))
    if card.target == "class" and len(card.outputs) == 2:
        return features
    return tuple(feature for feature in features if feature not in sentences.SENTIMENT)


def features_of(
    network: Network,
    corpus: Corpus,
    first_tokens: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    codes: np.ndarray,
) -> FeatureTable:
    """Return the exact values of all features that fit the network along a corpus, in linear time.

    The arrays are those of the network's index of this corpus.

    Args:
        network: the network that read the corpus.
        corpus: the texts.
        first_tokens: where each document begins among the tokens, and T, ``(documents + 1,)``.
        starts: where each token begins in the text of its document, ``(T,)``.
        ends: where each token ends there, ``(T,)``.
        codes: what went in for each token, ``(T,)``.

    Raises:
        ValueError: if the arrays are not of one length, or do not fit the documents.
    """
    counts = {len(starts), len(ends), len(codes), int(first_tokens[-1])}
    if len(counts) > 1 or len(first_tokens) != len(corpus.documents) + 1:
        raise ValueError(
            f"features_of expected the tokens of {len(corpus.documents)} documents, as many "
            f"starts, ends and codes; got {len(first_tokens) - 1} documents, {len(starts)} "
            f"starts, {len(ends)} ends and {len(codes)} codes. Take all from one index."
        )
    every = np.arange(len(starts))
    return run(features_in_steps(network, corpus, first_tokens, starts, ends, codes, every))


def features_in_steps(
    network: Network,
    corpus: Corpus,
    first_tokens: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    codes: np.ndarray,
    positions: np.ndarray,
) -> Steps[int, FeatureTable]:
    """Yield how many features are done, and return what ``features_of`` does at some tokens.

    Args:
        network: and all but the last, as ``features_of`` takes them: a feature may depend on all of
            the text.
        corpus: see above.
        first_tokens: see above.
        starts: see above.
        ends: see above.
        codes: see above.
        positions: the tokens whose values are returned, ``(n,)``.
    """
    tokens = Tokens(network, corpus.documents, first_tokens, starts, ends, codes)
    features = features_for(network.card)
    values = np.empty((len(positions), len(features)), np.float32)
    for column, feature in enumerate(features):
        values[:, column] = np.asarray(feature.compute(tokens))[positions]
        yield column + 1
    values.flags.writeable = False
    return FeatureTable(features, values)
