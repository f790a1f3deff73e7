"""Texts of several lengths as one tensor."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence


def padded(rows: Sequence[Sequence[float]]) -> Tensor:
    """Return rows of numbers as one tensor ``(n, T of the longest)``, filled up with zeros behind.

    What stands behind the last token cannot change what the network computed before it.
    """
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
