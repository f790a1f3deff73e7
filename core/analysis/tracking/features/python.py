"""Features of Python source, as Python's own tokenizer sees it; NaN from where it cannot read on.

Each value is the one after the character: a string begins with its quotation mark and is over with
the closing one. Whether a word is a keyword or a name is known only at its end; all its characters
count, so a network may have to guess at the first ones.
"""

import numpy as np

from ....notation import N_
from .source import (
    COMMENT,
    KEYWORD,
    LONG_STRING,
    NAME,
    NUMBER,
    STRING,
    UNREAD,
)
from .table import Feature
from .tokens import Tokens


def in_string(tokens: Tokens) -> np.ndarray:
    """Return whether a string is open, of one line or of several."""
    return _of_kind(tokens, STRING, LONG_STRING)


def in_long_string(tokens: Tokens) -> np.ndarray:
    """Return whether a string with three quotation marks is open, such as a docstring."""
    return _of_kind(tokens, LONG_STRING)


def in_comment(tokens: Tokens) -> np.ndarray:
    """Return whether this is in a comment, from its ``#`` to the last character of the line."""
    return _of_kind(tokens, COMMENT)


def in_keyword(tokens: Tokens) -> np.ndarray:
    """Return whether this belongs to a keyword; soft keywords, such as ``match``, are names."""
    return _of_kind(tokens, KEYWORD)


def in_name(tokens: Tokens) -> np.ndarray:
    """Return whether this belongs to a name that is not a keyword."""
    return _of_kind(tokens, NAME)


def in_number(tokens: Tokens) -> np.ndarray:
    """Return whether this belongs to a number."""
    return _of_kind(tokens, NUMBER)


FEATURES = (
    Feature("in-string", N_("in a string"), N_("Whether a string is open."), "yes-no", in_string),
    Feature(
        "in-long-string",
        N_("in a long string"),
        N_("Whether a triple-quoted string, such as a docstring, is open."),
        "yes-no",
        in_long_string,
    ),
    Feature(
        "in-comment",
        N_("in a comment"),
        N_("Whether this is between # and the end of the line."),
        "yes-no",
        in_comment,
    ),
    Feature(
        "in-keyword",
        N_("in a keyword"),
        N_("Whether this belongs to a keyword, such as def or return."),
        "yes-no",
        in_keyword,
    ),
    Feature(
        "in-name",
        N_("in a name"),
        N_("Whether this belongs to a name, of a function or variable for example."),
        "yes-no",
        in_name,
    ),
    Feature(
        "in-number",
        N_("in a number"),
        N_("Whether this belongs to a number."),
        "yes-no",
        in_number,
    ),
)


def where_read(tokens: Tokens, values: np.ndarray) -> np.ndarray:
    """Return the values, but NaN where the tokenizer could not read on, ``(T,)``."""
    return np.where(_kinds(tokens) == UNREAD, np.nan, values)


def _of_kind(tokens: Tokens, *kinds: int) -> np.ndarray:
    return where_read(tokens, np.isin(_kinds(tokens), kinds))


def _kinds(tokens: Tokens) -> np.ndarray:
    """Return what the last character of each token belongs to, ``(T,)``."""
    return tokens.source.kinds[tokens.last_places]
