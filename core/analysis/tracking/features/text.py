"""A feature of any text: how far it has been read."""

import numpy as np

from ....notation import N_
from .table import Feature
from .tokens import Tokens


def position(tokens: Tokens) -> np.ndarray:
    """Return how many tokens of the text have been read, this one included."""
    return tokens.position


FEATURES = (
    Feature(
        "position",
        N_("position in the text"),
        N_("How many tokens of the text have been read."),
        "number",
        position,
    ),
)
