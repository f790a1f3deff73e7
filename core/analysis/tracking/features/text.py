"""Features of any text: how far it has been read, and which tokens the network does not know."""

import numpy as np

from ....notation import N_
from ....text import Vocabulary
from .table import Feature
from .tokens import Tokens


def position(tokens: Tokens) -> np.ndarray:
    """Return how many tokens of the text have been read, this one included."""
    return tokens.position


def unknown(tokens: Tokens) -> np.ndarray:
    """Return whether the token is not in the network's vocabulary."""
    return tokens.codes == Vocabulary.UNKNOWN


FEATURES = (
    Feature(
        "position",
        N_("position in the text"),
        N_("How many tokens of the text have been read."),
        "number",
        position,
    ),
)
