"""What the features of English words and Korean morphemes have in common: sentences, and sentiment.

A network knows a token by its key; so do these features, with the help of the vocabulary. What the
network does not know is no negation, no mark and no part of speech to them, either.
"""

import numpy as np
import torch

from ....network import Network
from ....notation import N_
from ....text import Vocabulary
from .scan import last, total
from .table import Feature
from .tokens import Tokens


def length(tokens: Tokens) -> np.ndarray:
    """Return how many characters the token has."""
    return tokens.ends - tokens.starts


def unknown(tokens: Tokens) -> np.ndarray:
    """Return whether the token is not in the network's vocabulary."""
    return tokens.codes == Vocabulary.UNKNOWN


def word_sentiment(tokens: Tokens) -> np.ndarray:
    """Return what the network thinks after this one token alone, before which it has read nothing.

    The log-odds of its last output, ``positive``, by its own readout: above 0, more likely than
    not.
    """
    codes, which = tokens.different_codes
    return _log_odds(tokens.network, codes)[which]


def mean_sentiment(tokens: Tokens) -> np.ndarray:
    """Return the mean of ``word_sentiment`` over the text so far: what a bag of words knows."""
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


def position_in_sentence(tokens: Tokens, end: np.ndarray) -> np.ndarray:
    """Return how many tokens of the sentence have been read, ``(T,)``.

    Args:
        tokens: T tokens.
        end: which of them end a sentence, ``(T,)`` bool; several in a row end the same one.
    """
    return np.arange(1, len(tokens) + 1) - _sentence(tokens, end)


def in_this_sentence(tokens: Tokens, event: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return whether an event has come in the sentence so far, ``(T,)`` bool."""
    return last(tokens, event) >= _sentence(tokens, end)


def _sentence(tokens: Tokens, end: np.ndarray) -> np.ndarray:
    """Return where the sentence of each token begins, ``(T,)`` int64."""
    after_end = np.append(False, end[:-1])[: len(tokens)]
    return last(tokens, tokens.begins | (after_end & ~end))


@torch.inference_mode()
def _log_odds(network: Network, codes: np.ndarray) -> np.ndarray:
    """Return the log-odds of the last of two outputs after each of n tokens alone, ``(n,)``."""
    cell = network.cell
    step = cell(network.vectors(codes.tolist()), cell.initial_state(len(codes)))
    scores = network.readout(step.hidden_state)
    return (scores[:, 1] - scores[:, 0]).numpy()
