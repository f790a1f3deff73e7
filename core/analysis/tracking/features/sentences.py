"""Features that English words and Korean morphemes share: of sentences, and sentiment.

A network knows a token by its key, and so do these features, through the vocabulary. A token that
the network does not know therefore counts as no negation, no mark and no part of speech.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import torch

from ....network import Network
from ....notation import N_, Message
from .scan import last, since, total
from .table import Feature
from .text import unknown
from .tokens import Tokens


def length(tokens: Tokens) -> np.ndarray:
    """Return how many characters the token has."""
    return tokens.ends - tokens.starts


def word_sentiment(tokens: Tokens) -> np.ndarray:
    """Return the network's opinion after this token alone, with nothing read before it.

    The log-odds of its last output, ``positive``, by its own readout: above 0, more likely than
    not.
    """
    codes, which = tokens.different_codes
    return _log_odds(tokens.network, codes)[which]


def mean_sentiment(tokens: Tokens) -> np.ndarray:
    """Return the mean of ``word_sentiment`` over the text so far, whatever the order of words."""
    return total(tokens, word_sentiment(tokens).astype(np.float64)) / tokens.position


SENTIMENT = (
    Feature(
        "word-sentiment", N_("sentiment of the word"),
        N_("The log-odds of a positive review after this one word alone, by the network’s own "
           "readout."), "number", word_sentiment,
    ),
    Feature(
        "mean-sentiment", N_("mean sentiment so far"),
        N_("The mean sentiment of the words that have been read, whatever their order."), "number",
        mean_sentiment,
    ),
)  # fmt: skip
"""For networks that tell two classes apart."""

WORDS = (
    Feature(
        "length", N_("length of the word"), N_("How many characters the word has."), "number",
        length,
    ),
    Feature(
        "unknown", N_("unknown word"),
        N_("Whether the word is not in the network’s vocabulary."), "yes-no", unknown,
    ),
)  # fmt: skip
"""For all tokens of a vocabulary."""


Event = Callable[[Tokens], np.ndarray]
"""From T tokens, whether something happens at each, ``(T,)`` bool."""


class Meanings(NamedTuple):
    """One sentence that explains each feature, worded for the tokens of one language."""

    position_in_sentence: Message
    sentence_end: Message
    negation: Message
    negated: Message
    since_negation: Message
    since_comma: Message


def sentence_features(
    end: Event, negation: Event, comma: Event, meanings: Meanings
) -> dict[str, Feature]:
    """Return the features that sentences have in every language, by their ids.

    Args:
        end: which tokens end a sentence; several in a row end the same one.
        negation: which tokens negate something.
        comma: which tokens are commas.
        meanings: what each feature means; messages.
    """
    # Partial functions of this module, not lambdas, since caches pickle features.
    features = (
        Feature(
            "position-in-sentence", N_("position in the sentence"),
            meanings.position_in_sentence, "number",
            partial(position_in_sentence, end=end),
        ),
        Feature(
            "sentence-end", N_("end of a sentence"), meanings.sentence_end, "yes-no", end
        ),
        Feature("negation", N_("negation"), meanings.negation, "yes-no", negation),
        Feature(
            "negated", N_("after a negation"), meanings.negated, "yes-no",
            partial(in_this_sentence, event=negation, end=end),
        ),
        Feature(
            "since-negation", N_("since the last negation"), meanings.since_negation, "number",
            partial(since_event, event=negation),
        ),
        Feature(
            "since-comma", N_("since the last comma"), meanings.since_comma, "number",
            partial(since_event, event=comma),
        ),
    )  # fmt: skip
    return {feature.id: feature for feature in features}


def position_in_sentence(tokens: Tokens, end: Event) -> np.ndarray:
    """Return how many tokens of the sentence have been read, ``(T,)``."""
    return np.arange(1, len(tokens) + 1) - _sentence(tokens, end(tokens))


def in_this_sentence(tokens: Tokens, event: Event, end: Event) -> np.ndarray:
    """Return whether an event has happened in the sentence so far, ``(T,)`` bool."""
    return last(tokens, event(tokens)) >= _sentence(tokens, end(tokens))


def since_event(tokens: Tokens, event: Event) -> np.ndarray:
    """Return the number of tokens since the last event, ``(T,)``: 0 at it, NaN before the first."""
    return since(tokens, event(tokens))


def _sentence(tokens: Tokens, end: np.ndarray) -> np.ndarray:
    """Return where the sentence of each token begins, ``(T,)`` int64."""
    after_end = np.append(False, end[:-1])[: len(tokens)]
    return last(tokens, tokens.begins | (after_end & ~end))


@torch.inference_mode()
def _log_odds(network: Network, codes: np.ndarray) -> np.ndarray:
    """Return the log-odds of the last of two outputs after each of n tokens alone, ``(n,)``."""
    scores = network.last_scores([(code,) for code in codes.tolist()])
    return (scores[:, 1] - scores[:, 0]).numpy()
