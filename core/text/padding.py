"""Padding and truncation of texts to equal lengths."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from .vocabulary import Vocabulary

Code = float | tuple[float, ...]
"""What a network reads at a step: a token's id, a number, or several numbers."""

Side = Literal["before", "after"]
SIDES = get_args(Side)


class Fitted(NamedTuple):
    """A text padded or cut to a given length.

    Attributes:
        codes: the network's input at each step, ``(length,)``; padding's is 0, or zeros.
        mask: whether each step is a token rather than padding, ``(length,)``.
        kept: the 0-based positions of the text's tokens that are left.
    """

    codes: tuple[Code, ...]
    mask: tuple[bool, ...]
    kept: range


def fit(
    codes: Sequence[Code],
    length: int,
    pad: Side = "after",
    cut: Side = "after",
    padding: Code = Vocabulary.PADDING,
) -> Fitted:
    """Pad or cut a text to a length.

    >>> fit([5, 6, 7], 5, pad="before").codes, fit([5, 6, 7], 2, cut="before").codes
    ((0, 0, 5, 6, 7), (6, 7))

    Args:
        codes: the network's input for each of its tokens.
        length: number of steps of the result, at least 1.
        pad: side on which padding is added to a short text.
        cut: side on which tokens are cut from a long text.
        padding: the code that is added.

    Raises:
        ValueError: if the length is below 1 or a side is unknown.
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
    added, tokens = (padding,) * missing, tuple(codes[kept.start : kept.stop])
    nothing, something = (False,) * missing, (True,) * len(kept)
    if pad == "before":
        return Fitted(added + tokens, nothing + something, kept)
    return Fitted(tokens + added, something + nothing, kept)


def padded(rows: Sequence[Sequence[Code]]) -> Tensor:
    """Return rows of codes as one tensor ``(n, length of the longest, …)``, zeros at the end.

    Padding after the last token cannot change what the network computes before it.
    """
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
