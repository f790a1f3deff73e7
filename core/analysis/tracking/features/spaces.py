"""Features of where the spaces are, for networks that read a text without them."""

import numpy as np

from ....notation import N_
from .scan import before, count
from .table import Feature
from .tokens import Tokens


def space_follows(tokens: Tokens) -> np.ndarray:
    """Return whether white space follows the character; NaN at the last of a text."""
    joined = "".join(tokens.documents) + " "
    follows = [joined[place + 1].isspace() for place in tokens.last_places.tolist()]
    return np.where(tokens.ends_document, np.nan, follows)


def position_after_space(tokens: Tokens) -> np.ndarray:
    """Return how many characters there are since the last white space: 1 at the first of them."""
    begins = tokens.begins | (before(tokens, space_follows(tokens)) == 1)
    return count(tokens, begins) + 1


SPACES = (
    Feature(
        "space-follows", N_("a space follows"),
        N_("Whether white space follows: the network does not see it, and is to say so."),
        "yes-no", space_follows, ahead=True,
    ),
    Feature(
        "position-after-space", N_("characters since the space"),
        N_("How many characters there are since the last white space, which the network does not "
           "see."), "number", position_after_space,
    ),
)  # fmt: skip
"""Features of the spaces that the network does not see."""
