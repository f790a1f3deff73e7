"""Features of bracket texts: what a network must know to say which symbol may come next."""

import numpy as np

from core.analysis.features.scan import depth
from core.analysis.features.table import Feature
from core.analysis.features.tokens import Tokens
from core.notation import N_


def bracket_depth(tokens: Tokens) -> np.ndarray:
    """Return how many round brackets are open, the one just read included.

    A bracket that closes where none is open changes nothing.
    """
    return depth(tokens, tokens.among("("), tokens.among(")"))


def opens(tokens: Tokens) -> np.ndarray:
    """Return whether the symbol just read opens a bracket."""
    return tokens.among("(")


FEATURES = (
    Feature(
        "bracket-depth",
        N_("brackets open"),
        N_("how many brackets are open after this symbol"),
        "number",
        bracket_depth,
    ),
    Feature(
        "opens",
        N_("opens a bracket"),
        N_("whether this symbol opens a bracket"),
        "yes-no",
        opens,
    ),
)
