"""Features of bracket texts: what a network must know to predict which symbol may come next."""

from functools import partial

import numpy as np

from ....notation import N_
from .scan import depth, since
from .table import Feature
from .tokens import Tokens


def bracket_depth(tokens: Tokens) -> np.ndarray:
    """Return how many round brackets are open; an unmatched closing one changes nothing."""
    return depth(tokens, opens(tokens).astype(np.int64) - closes(tokens))


def at_depth(tokens: Tokens, wanted: int) -> np.ndarray:
    """Return whether exactly ``wanted`` brackets are open."""
    return bracket_depth(tokens) == wanted


def opens(tokens: Tokens) -> np.ndarray:
    """Return whether the symbol opens a bracket."""
    return tokens.among("(")


def closes(tokens: Tokens) -> np.ndarray:
    """Return whether the symbol closes a bracket."""
    return tokens.among(")")


def names_depth(tokens: Tokens) -> np.ndarray:
    """Return whether the symbol is a digit, which names the depth."""
    return tokens.where(str.isdigit)


def since_digit(tokens: Tokens) -> np.ndarray:
    """Return the number of symbols since the last digit, 0 at it; NaN before the first."""
    return since(tokens, names_depth(tokens))


def since_flat(tokens: Tokens) -> np.ndarray:
    """Return the number of symbols since no bracket was open, 0 while none is.

    NaN before the first symbol after which none is open.
    """
    return since(tokens, at_depth(tokens, 0))


FEATURES = (
    Feature(
        "bracket-depth", N_("open brackets"),
        N_("How many brackets are open after this symbol."), "number", bracket_depth,
    ),
    Feature(
        "depth-0", N_("no bracket open"),
        N_("Whether no bracket is open, so that none can be closed."), "yes-no",
        partial(at_depth, wanted=0),
    ),
    Feature(
        "depth-1", N_("one bracket open"),
        N_("Whether exactly one bracket is open."), "yes-no", partial(at_depth, wanted=1),
    ),
    Feature(
        "depth-2", N_("two brackets open"),
        N_("Whether exactly two brackets are open."), "yes-no", partial(at_depth, wanted=2),
    ),
    Feature(
        "depth-3", N_("three brackets open"),
        N_("Whether exactly three brackets are open."), "yes-no", partial(at_depth, wanted=3),
    ),
    Feature(
        "depth-4", N_("four brackets open"),
        N_("Whether four brackets are open, so that no other can be opened."), "yes-no",
        partial(at_depth, wanted=4),
    ),
    Feature(
        "opens", N_("opens a bracket"), N_("Whether this symbol opens a bracket."), "yes-no", opens
    ),
    Feature(
        "closes", N_("closes a bracket"), N_("Whether this symbol closes a bracket."), "yes-no",
        closes,
    ),
    Feature(
        "names-depth", N_("digit"), N_("Whether this symbol is a digit."), "yes-no", names_depth
    ),
    Feature(
        "since-digit", N_("since the last digit"),
        N_("How many symbols have been read since the last digit."), "number", since_digit,
    ),
    Feature(
        "since-flat", N_("since no bracket was open"),
        N_("How many symbols have been read since the last time no bracket was open."), "number",
        since_flat,
    ),
)  # fmt: skip
