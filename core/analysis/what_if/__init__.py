"""Comparison of two traces of a text: read as it is, and read again with edits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...edits import Edit
from ...network import Network
from ...notation import Notice
from ...trace import Trace, unroll
from ..reading import Reading, ShownToken
from .edited_text import EditedText, all_made, edited_text


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A text before and after edits. Where no edit changes anything, both traces are identical.

    Attributes:
        before: every quantity at each of the T typed tokens.
        after: the same at each of the tokens that are read after the edits.
        places: for each typed token its row in ``after``; ``None`` for one that was removed.
        tokens: the tokens of ``after``, as they are shown; the unknown token is ∅.
        opinions_before: each output after each token of ``before``, ``(T, n_outputs)``.
        opinions_after: the same after each token of ``after``.
        notices: why edits were left out, and how many for each reason; only ``what_if_possible``
            leaves any out.
        left_out: their indices in the list of edits, from 0.
    """

    before: Trace
    after: Trace
    places: tuple[int | None, ...]
    tokens: tuple[ShownToken, ...]
    opinions_before: np.ndarray
    opinions_after: np.ndarray
    notices: tuple[Notice, ...]
    left_out: tuple[int, ...]

    def __post_init__(self) -> None:
        for array in (self.opinions_before, self.opinions_after):
            array.flags.writeable = False


def what_if(
    network: Network, reading: Reading, edits: Sequence[Edit], other: Reading | None = None
) -> WhatIf:
    """Read a text again, with edits.

    Args:
        network: the network, looked at from one of its cells.
        reading: its reading of the text as it is.
        edits: the changes, in order, at positions of the text as it was typed.
        other: its reading of the text whose states ``Swap`` takes.

    Raises:
        ValueError: if an edit names a quantity, unit or token
            that is not there, or tokens of which none is read; or if a value to hold is not finite,
            not one for each unit, or outside the bounds of its quantity.
    """
    return _compared(network, reading, all_made(edited_text(network, reading, edits, other), edits))


def what_if_possible(
    network: Network, reading: Reading, edits: Sequence[Edit], other: Reading | None = None
) -> WhatIf:
    """Do as ``what_if`` does; edits that it refuses are left out with a notice.

    This is for edits that were made for another text or another network.

    Raises:
        ValueError: if a value to hold in an unbounded quantity
            is not finite, or the values are not one for each unit.
    """
    return _compared(network, reading, edited_text(network, reading, edits, other))


def _compared(network: Network, reading: Reading, edited: EditedText) -> WhatIf:
    after = edited_trace(network, edited)
    return WhatIf(
        before=reading.trace,
        after=after,
        places=edited.places,
        tokens=tuple(token.shown for token in edited.tokens),
        opinions_before=reading.opinions,
        opinions_after=network.opinions(after, edited.codes),
        notices=edited.notices,
        left_out=tuple(edited.faults),
    )


def edited_trace(network: Network, edited: EditedText) -> Trace:
    """Return every quantity at each of the tokens that are read after the edits.

    Raises:
        ValueError: as ``what_if`` does.
    """
    inputs = network.inputs(edited.codes)
    labels = [token.label for token in edited.tokens]
    return unroll(network.cell, inputs, labels, edits=edited.holds)


def at_typed(places: Sequence[int | None], rows: np.ndarray) -> np.ndarray:
    """Return rows of ``after`` at the T typed tokens: ``(T, …)``, NaN where one was removed.

    Args:
        places: of a ``WhatIf``.
        rows: a row for each token of ``after``.
    """
    placed = np.full((len(places), *rows.shape[1:]), np.nan, rows.dtype)
    is_read = [place is not None for place in places]
    placed[is_read] = rows[[place for place in places if place is not None]]
    return placed


def difference(result: WhatIf, quantity: str) -> np.ndarray:
    """Return one quantity after minus before, ``(T, hidden_size)``; NaN where a token was removed.

    Raises:
        KeyError: if the network has no such quantity.
    """
    return at_typed(result.places, result.after[quantity]) - result.before[quantity]
