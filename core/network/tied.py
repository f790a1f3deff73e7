"""Tied vectors: a readout whose weights are the vectors of the tokens that it predicts.

The score of a token is the product of its vector and a projection of the hidden state (Press and
Wolf 2017; Inan et al. 2017): W = E P, with E the vectors and P the projection. A network has W like
every other, so that a score is a row of W times h plus b; its file has E and P, which are a third
of the numbers.
"""

import torch
from torch import Tensor

from ..text import Vocabulary

FIRST_OUTPUT = Vocabulary.UNKNOWN + 1
"""Number of the token that the first output predicts: neither padding nor the unknown is one."""


@torch.no_grad()
def readout_weights(vectors: Tensor, projection: Tensor) -> Tensor:
    """Return W, ``(n_outputs, hidden_size)``.

    Summed in float64, so that all machines get the same numbers but for rare last bits.

    Args:
        vectors: of all tokens, ``(n_outputs + 2, input_size)``.
        projection: ``(input_size, hidden_size)``.
    """
    return (vectors[FIRST_OUTPUT:].double() @ projection.double()).to(vectors.dtype)
