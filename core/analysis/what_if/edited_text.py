"""A text as a network reads it after edits: the tokens that are left, and the holds at them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ...edits import Edit, Hold, Remove, Replace
from ...network import Network
from ...notation import Notice
from ..reading import Reading, ShownToken, as_shown
from ..replacement import replacement
from .positions import placed


class EditedToken(NamedTuple):
    """One token that is read.

    Attributes:
        label: as its tokenizer labels it; empty for the unknown token.
        shown: as a screen shows it.
        code: what goes into the network.
    """

    label: str
    shown: ShownToken
    code: float


@dataclass(frozen=True)
class EditedText:
    """What is left of a text, and what is held while it is read.

    Attributes:
        places: for each of the T typed tokens its place among those that are read; ``None`` for
            one that was removed.
        tokens: the tokens that are read.
        holds: what is held, at places among the tokens that are read.
        left_out: indices, from 0, of the edits that could not be made.
        notices: why not, and how many for each reason.
    """

    places: tuple[int | None, ...]
    tokens: tuple[EditedToken, ...]
    holds: tuple[Hold, ...]
    left_out: tuple[int, ...]
    notices: tuple[Notice, ...]


def edited_text(
    network: Network, reading: Reading, edits: Sequence[Edit], other: Reading | None = None
) -> EditedText:
    """Apply edits to a text that a network has read.

    Tokens are removed and replaced first, and the last such edit of a token counts; then all other
    edits are placed among the tokens that are left. Edits that point outside the text, the network
    or the other text are left out with a notice.

    Args:
        network: a network of one recurrent layer.
        reading: its reading of the text.
        edits: in order, at positions of the text as it was typed.
        other: its reading of the text whose states ``Swap`` takes.

    Raises:
        ValueError: if the network has several layers.
    """
    cell = network.cell
    tokens = _typed(reading)
    for edit in edits:
        if isinstance(edit, Remove | Replace) and 0 <= edit.position < len(tokens):
            tokens[edit.position] = _replaced(network, edit) if isinstance(edit, Replace) else None
    before = [0, *accumulate(int(token is not None) for token in tokens)]
    states = None if other is None else other.trace
    results = [placed(edit, cell, before, states) for edit in edits]
    faults = {index: fault for index, fault in enumerate(results) if isinstance(fault, str)}
    return EditedText(
        places=tuple(
            None if token is None else place for token, place in zip(tokens, before, strict=False)
        ),
        tokens=tuple(token for token in tokens if token is not None),
        holds=tuple(hold for holds in results if not isinstance(holds, str) for hold in holds),
        left_out=tuple(faults),
        notices=tuple(Notice(why, {"count": n}) for why, n in Counter(faults.values()).items()),
    )


def _typed(reading: Reading) -> list[EditedToken | None]:
    parts = zip(reading.trace.tokens, reading.tokens, reading.encoded.codes, strict=True)
    return [EditedToken(*part) for part in parts]


def _replaced(network: Network, edit: Replace) -> EditedToken:
    new = replacement(network, edit.text)
    return EditedToken(new.label, new.token or as_shown("", known=False), new.code)
