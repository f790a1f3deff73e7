"""Features of single characters, and of words as runs of letters, digits and underscores.

What a person sees as one character counts as its first code point: é counts as a letter, whether
it consists of one code point or of two.
"""

import numpy as np

from ....notation import N_
from .scan import before, count, following
from .table import Feature
from .text import unknown
from .tokens import Tokens


def letter(tokens: Tokens) -> np.ndarray:
    """Return whether the character is a letter, of any script."""
    return tokens.where(str.isalpha)


def vowel(tokens: Tokens) -> np.ndarray:
    """Return whether the character is one of a, e, i, o, u, in upper or lower case."""
    return tokens.among("aeiouAEIOU")


def upper_case(tokens: Tokens) -> np.ndarray:
    """Return whether the character is a capital letter."""
    return tokens.where(str.isupper)


def digit(tokens: Tokens) -> np.ndarray:
    """Return whether the character is a digit, of any script."""
    return tokens.where(str.isdigit)


def white_space(tokens: Tokens) -> np.ndarray:
    """Return whether the character is white space, a line break included."""
    return tokens.where(str.isspace)


def punctuation(tokens: Tokens) -> np.ndarray:
    """Return whether the character is neither a letter nor a digit nor white space."""
    return ~(letter(tokens) | digit(tokens) | white_space(tokens))


def repeated(tokens: Tokens) -> np.ndarray:
    """Return whether the character is the same as the one before; NaN at the first of a text."""
    earlier = before(tokens, tokens.characters)
    return np.where(np.isnan(earlier), np.nan, earlier == tokens.characters)


def position_in_word(tokens: Tokens) -> np.ndarray:
    """Return how many characters of the word have been read; 0 between words."""
    return count(tokens, ~_in_word(tokens))


def word_ends(tokens: Tokens) -> np.ndarray:
    """Return whether a word ends with this character; NaN at the last of a text."""
    inside = _in_word(tokens)
    return following(tokens, ~inside) * inside


def _in_word(tokens: Tokens) -> np.ndarray:
    return tokens.where(_is_of_a_word)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"


CLASSES = (
    Feature("letter", N_("letter"), N_("Whether this is a letter."), "yes-no", letter),
    Feature(
        "upper-case", N_("capital letter"), N_("Whether this is a capital letter."), "yes-no",
        upper_case,
    ),
    Feature("digit", N_("digit"), N_("Whether this is a digit."), "yes-no", digit),
    Feature(
        "white-space", N_("white space"), N_("Whether this is white space."), "yes-no", white_space
    ),
    Feature(
        "punctuation", N_("punctuation"),
        N_("Whether this is neither a letter nor a digit nor white space."), "yes-no", punctuation,
    ),
)  # fmt: skip
"""Features of the kind of character."""

UNKNOWN = (
    Feature(
        "unknown", N_("unknown character"),
        N_("Whether the character is not in the network’s vocabulary."), "yes-no", unknown,
    ),
)  # fmt: skip
"""For all characters of a vocabulary."""

SOUNDS = (
    Feature("vowel", N_("vowel"), N_("Whether this is one of a, e, i, o, u."), "yes-no", vowel),
    Feature(
        "repeated", N_("repeated character"),
        N_("Whether this character is the same as the one before."), "yes-no", repeated,
    ),
)  # fmt: skip
"""Features that narrow down the character."""

WORDS = (
    Feature(
        "position-in-word", N_("position in the word"),
        N_("How many characters of the word have been read; 0 between words."), "number",
        position_in_word,
    ),
    Feature(
        "word-ends", N_("word ends here"),
        N_("Whether the word ends with this character: only the next character shows it."),
        "yes-no", word_ends, ahead=True,
    ),
)  # fmt: skip
"""Features of the position in a word."""
