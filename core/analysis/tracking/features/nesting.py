"""Nesting depth in Python source: open brackets and indented blocks.

NaN from where Python's own tokenizer cannot read on. A closing bracket with nothing open changes
nothing.
"""

import numpy as np

from ....notation import N_
from .python import where_read
from .scan import depth
from .table import Feature
from .tokens import Tokens


def nesting_depth(tokens: Tokens) -> np.ndarray:
    """Return how many brackets of any kind are open, not counting those in strings and comments."""
    return _depth(tokens, "([{", ")]}")


def in_parentheses(tokens: Tokens) -> np.ndarray:
    """Return whether a round bracket is open."""
    return where_read(tokens, _depth(tokens, "(", ")") > 0)


def in_square_brackets(tokens: Tokens) -> np.ndarray:
    """Return whether a square bracket is open."""
    return where_read(tokens, _depth(tokens, "[", "]") > 0)


def block_depth(tokens: Tokens) -> np.ndarray:
    """Return how many indented blocks are open, each from the first character of its code on."""
    return _depth(tokens, ">", "<")


FEATURES = (
    Feature(
        "nesting-depth",
        N_("nesting depth"),
        N_("How many brackets are open, not counting those in strings and comments."),
        "number",
        nesting_depth,
    ),
    Feature(
        "in-parentheses",
        N_("in parentheses"),
        N_("Whether a round bracket is open."),
        "yes-no",
        in_parentheses,
    ),
    Feature(
        "in-square-brackets",
        N_("in square brackets"),
        N_("Whether a square bracket is open."),
        "yes-no",
        in_square_brackets,
    ),
    Feature(
        "block-depth",
        N_("block depth"),
        N_("How many indented blocks the line of code is in."),
        "number",
        block_depth,
    ),
)


def _depth(tokens: Tokens, opening: str, closing: str) -> np.ndarray:
    """Return how many of these brackets or blocks are open after each token, ``(T,)``.

    Args:
        tokens: T characters of Python source.
        opening: the signs that open one, as in ``Source.signs``.
        closing: the signs that close one.
    """
    source = tokens.source
    opens, closes = (np.isin(source.signs, [*signs.encode()]) for signs in (opening, closing))
    indices = np.searchsorted(tokens.places, source.places, side="right") - 1
    steps = np.zeros(len(tokens), np.int64)
    np.add.at(steps, indices, opens.astype(np.int64) - closes)
    return where_read(tokens, depth(tokens, steps))
