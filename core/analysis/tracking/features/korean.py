"""Features of Korean morphemes, from the tags that Kiwi gives them; unknown ones have no tag."""

from collections.abc import Collection
from functools import partial

import numpy as np

from ....notation import N_
from .scan import since
from .sentences import Meanings, sentence_features
from .table import Feature
from .text import unknown
from .tokens import Tokens

NEGATIONS = frozenset(
    (
        *("안/MAG", "못/MAG", "아니/MAG", "아니/VCN"),
        *("않/VV", "않/VX", "말/VX", "없/VA"),
    )
)
COMMA = ",/SP"
NOUNS = ("NNG", "NNP", "NNB", "NR", "NP")
ADVERBS = ("MAG", "MAJ")
ENDINGS = ("EP", "EF", "EC", "ETN", "ETM")
PARTICLES = ("JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC")
MARKS = ("SF", "SP", "SS", "SSO", "SSC", "SE", "SO")


def tagged(tokens: Tokens, tags: Collection[str]) -> np.ndarray:
    """Return whether the morpheme has one of these tags; NaN where it is unknown."""
    return np.where(unknown(tokens), np.nan, _has(tokens, tags))


def sentence_end(tokens: Tokens) -> np.ndarray:
    """Return whether this is a final ending or a mark that ends a sentence."""
    return _has(tokens, ("EF", "SF"))


def position_in_word(tokens: Tokens) -> np.ndarray:
    """Return how many morphemes have been read since the last white space, this one included."""
    begins = tokens.begins | (tokens.starts > np.roll(tokens.ends, 1))
    return since(tokens, begins) + 1


def negation(tokens: Tokens) -> np.ndarray:
    """Return whether the morpheme negates something, such as ``안`` before a verb."""
    return tokens.keyed(NEGATIONS.__contains__)


def comma(tokens: Tokens) -> np.ndarray:
    """Return whether this is a comma."""
    return tokens.keyed(COMMA.__eq__)


def _has(tokens: Tokens, tags: Collection[str]) -> np.ndarray:
    # VA-I is an adjective, VV-R a verb: after the hyphen comes I or R, irregular or regular.
    return tokens.keyed(lambda key: key.rpartition("/")[2].partition("-")[0] in tags)


PARTS_OF_SPEECH = (
    Feature(
        "noun", N_("noun"), N_("Whether this is a noun, pronoun or number word."), "yes-no",
        partial(tagged, tags=NOUNS),
    ),
    Feature(
        "verb", N_("verb"), N_("Whether this is the stem of a verb."), "yes-no",
        partial(tagged, tags=("VV", "VX")),
    ),
    Feature(
        "adjective", N_("adjective"), N_("Whether this is the stem of an adjective."), "yes-no",
        partial(tagged, tags=("VA",)),
    ),
    Feature(
        "adverb", N_("adverb"), N_("Whether this is an adverb."), "yes-no",
        partial(tagged, tags=ADVERBS),
    ),
    Feature(
        "particle", N_("particle"), N_("Whether this is a particle after a noun."), "yes-no",
        partial(tagged, tags=PARTICLES),
    ),
    Feature(
        "ending", N_("ending"), N_("Whether this is an ending of a verb or adjective."), "yes-no",
        partial(tagged, tags=ENDINGS),
    ),
    Feature(
        "mark", N_("punctuation mark"), N_("Whether this is a punctuation mark."), "yes-no",
        partial(tagged, tags=MARKS),
    ),
)  # fmt: skip
"""Features of the kind of morpheme."""

_OF_SENTENCES = sentence_features(
    sentence_end,
    negation,
    comma,
    Meanings(
        position_in_sentence=N_("How many morphemes of the sentence have been read."),
        sentence_end=N_("Whether this is a final ending, or a mark that ends a sentence."),
        negation=N_("Whether this morpheme negates something, such as 안 before a verb."),
        negated=N_("Whether there has been a negation in this sentence so far."),
        since_negation=N_("How many morphemes have been read since the last negation."),
        since_comma=N_("How many morphemes have been read since the last comma."),
    ),
)

FEATURES = (
    *PARTS_OF_SPEECH,
    _OF_SENTENCES["position-in-sentence"],
    _OF_SENTENCES["sentence-end"],
    Feature(
        "position-in-word", N_("position in the word"),
        N_("How many morphemes have been read since the last white space."), "number",
        position_in_word,
    ),
    _OF_SENTENCES["negation"],
    _OF_SENTENCES["negated"],
    _OF_SENTENCES["since-negation"],
    _OF_SENTENCES["since-comma"],
)  # fmt: skip
