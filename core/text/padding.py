"""Texts of several lengths made equally long: filled up, or cut."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from .vocabulary import Vocabulary

Side = Literal["before", "after"]
SIDES = get_args(Side)


class Fitted(NamedTuple):
    """A text of exactly the length that was asked for.

    Attributes:
        codes: what goes in at each step, ``(length,)``; padding's is 0.
        mask: whether a token stands there, not padding, ``(length,)``.
        kept: which of the text's tokens, counted from 0, are left.
    """

    codes: tuple[float, ...]
    mask: tuple[bool, ...]
    kept: range


def fit(codes: Sequence[float], length: int, pad: Side = "after", cut: Side = "after") -> Fitted:
    """Fill a text up, or cut it, to a length.

    >>> fit([5, 6, 7], 5, pad="before").codes, fit([5, 6, 7], 2, cut="before").codes
    ((0, 0, 5, 6, 7), (6, 7))

    Args:
        codes: what goes in for each of its tokens.
        length: steps that there shall be, at least 1.
        pad: on which side padding is added to a short text.
        cut: on which side a long text loses tokens.

    Raises:
        ValueError: if the length is below 1 or a side is neither.
    """
    if length < 1:
        raise ValueError(f"fit expected a length of at least 1; got {length}.")
    for side in (pad, cut):
        if side not in SIDES:
            raise ValueError(f"fit expected the side 'before' or 'after'; got {side!r}.")
    missing = max(length - len(codes), 0)
    surplus = max(len(codes) - length, 0)
    first = surplus if cut == "before" else 0
    kept = range(first, first + len(codes) - surplus)
    padding, tokens = (Vocabulary.PADDING,) * missing, tuple(codes[kept.start : kept.stop])
    nothing, something = (False,) * missing, (True,) * len(kept)
    if pad == "before":
        return Fitted(padding + tokens, nothing + something, kept)
    return Fitted(tokens + padding, something + nothing, kept)


def padded(rows: Sequence[Sequence[float]]) -> Tensor:
    """Return rows of numbers as one tensor ``(n, T of the longest)``, filled up with zeros behind.

    What stands behind the last token cannot change what the network computed before it.
    """
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
