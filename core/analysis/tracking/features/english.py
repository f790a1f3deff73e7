"""Features of English words."""

import numpy as np

from ....notation import N_
from .scan import depth, is_open, since
from .sentences import Meanings, sentence_features
from .table import Feature
from .tokens import Tokens

ENDS = frozenset({".", "!", "?"})
NEGATIONS = frozenset(
    (
        *("not", "n't", "no", "nor", "never", "none", "nothing", "nobody", "nowhere"),
        *("neither", "without", "hardly", "barely"),
    )
)
CONTRASTS = frozenset(["but", "however", "yet", "although", "though", "despite"])
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


def sentence_end(tokens: Tokens) -> np.ndarray:
    """Return whether this is a full stop, an exclamation or a question mark."""
    return tokens.keyed(ENDS.__contains__)


def negation(tokens: Tokens) -> np.ndarray:
    """Return whether the word negates something, such as ``not`` or ``never``."""
    return tokens.keyed(lambda key: key.lower() in NEGATIONS)


def contrast(tokens: Tokens) -> np.ndarray:
    """Return whether the word introduces a contrast, such as ``but``."""
    return tokens.keyed(lambda key: key.lower() in CONTRASTS)


def since_contrast(tokens: Tokens) -> np.ndarray:
    """Return the number of words since the last contrast, 0 at it; NaN before the first."""
    return since(tokens, contrast(tokens))


def comma(tokens: Tokens) -> np.ndarray:
    """Return whether this is a comma."""
    return tokens.keyed(",".__eq__)


def punctuation(tokens: Tokens) -> np.ndarray:
    """Return whether the token has no letter and no digit; False if it is unknown."""
    return tokens.keyed(lambda key: not any(map(str.isalnum, key)))


def capitalised(tokens: Tokens) -> np.ndarray:
    """Return whether the word begins with a capital."""
    return tokens.where(str.isupper)


def in_parentheses(tokens: Tokens) -> np.ndarray:
    """Return whether a bracket of any kind is open."""
    opens, closes = tokens.keyed(OPENING.__contains__), tokens.keyed(CLOSING.__contains__)
    return depth(tokens, opens.astype(np.int64) - closes) > 0


def in_quotes(tokens: Tokens) -> np.ndarray:
    """Return whether an odd number of double quotation marks has been read in the text."""
    return is_open(tokens, tokens.keyed('"'.__eq__))


def in_quotation(tokens: Tokens) -> np.ndarray:
    """Return whether a double quotation mark is open, where the two sides are different tokens."""
    opens, closes = tokens.keyed("“".__eq__), tokens.keyed("”".__eq__)
    return depth(tokens, opens.astype(np.int64) - closes) > 0


_OF_SENTENCES = sentence_features(
    sentence_end,
    negation,
    comma,
    Meanings(
        position_in_sentence=N_("How many words and marks of the sentence have been read."),
        sentence_end=N_("Whether this is a full stop, an exclamation or a question mark."),
        negation=N_("Whether this word negates something, such as not or never."),
        negated=N_("Whether there has been a negation in this sentence so far."),
        since_negation=N_("How many words have been read since the last negation."),
        since_comma=N_("How many words have been read since the last comma."),
    ),
)

FEATURES = (
    _OF_SENTENCES["position-in-sentence"],
    _OF_SENTENCES["sentence-end"],
    _OF_SENTENCES["negation"],
    _OF_SENTENCES["negated"],
    _OF_SENTENCES["since-negation"],
    Feature(
        "contrast", N_("contrast"),
        N_("Whether this word introduces a contrast, such as but."), "yes-no", contrast,
    ),
    Feature(
        "since-contrast", N_("since the last contrast"),
        N_("How many words have been read since the last word of contrast, such as but."), "number",
        since_contrast,
    ),
    _OF_SENTENCES["since-comma"],
    Feature(
        "punctuation", N_("punctuation"),
        N_("Whether this is neither a letter nor a digit nor white space."), "yes-no", punctuation,
    ),
    Feature(
        "capitalised", N_("capitalised"),
        N_("Whether the word begins with a capital; the network reads it in lower case."),
        "yes-no", capitalised,
    ),
    Feature(
        "in-parentheses", N_("in parentheses"),
        N_("Whether a bracket is open."), "yes-no", in_parentheses,
    ),
    Feature(
        "in-quotes", N_("in quotation marks"),
        N_("Whether a double quotation mark is open."), "yes-no", in_quotes,
    ),
)  # fmt: skip

_IN_PROSE = {
    "capitalised": Feature(
        "capitalised", N_("capitalised"),
        N_("Whether the word begins with a capital; the network knows it from the small one."),
        "yes-no", capitalised,
    ),
    "in-quotes": Feature(
        "in-quotes", N_("in quotation marks"),
        N_("Whether a double quotation mark is open."), "yes-no", in_quotation,
    ),
}  # fmt: skip

PROSE_FEATURES = tuple(_IN_PROSE.get(feature.id, feature) for feature in FEATURES)
"""Features of words that keep their case."""
