"""A text as a network reads it after edits: the tokens that are left, and the holds at them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

from ...edits import Edit, Hold, Remove, Replace
from ...network import Network
from ...notation import N_, Notice
from ...text.padding import Code
from ..reading import Reading, ShownToken, as_shown
from ..replacement import replacement
from .positions import Fault, placed

NO_SINGLE_TOKEN = N_("Edits left out because a step of this network reads several tokens: {count}.")


class EditedToken(NamedTuple):
    """One token that is read, or one window of tokens.

    Attributes:
        label: as its tokenizer labels it; empty for the unknown token.
        shown: as a screen shows it.
        codes: what goes into the network; of a window, nothing, as its tokens are in others, too.
    """

    label: str
    shown: ShownToken
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class EditedText:
    """What is left of a text, and what is held while it is read.

    Attributes:
        places: for each of the T typed tokens its place among those that are read; ``None`` for
            one that was removed.
        tokens: the tokens that are read, or the windows of them.
        codes: what goes into the network.
        holds: what is held, at places among the tokens that are read.
        faults: why edits could not be made, by their indices in the list of edits, from 0.
    """

    places: tuple[int | None, ...]
    tokens: tuple[EditedToken, ...]
    codes: tuple[Code, ...]
    holds: tuple[Hold, ...]
    faults: Mapping[int, Fault]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Why edits could not be made, and how many for each reason."""
        count = Counter(fault.message for fault in self.faults.values())
        return tuple(Notice(message, {"count": n}) for message, n in count.items())


def edited_text(
    network: Network, reading: Reading, edits: Sequence[Edit], other: Reading | None = None
) -> EditedText:
    """Apply edits to a text that a network has read.

    Tokens are removed and replaced first, and the last such edit of a token counts; then all other
    edits are placed among the tokens that are left. Those that cannot be made are left out.

    Args:
        network: the network, looked at from one of its cells.
        reading: its reading of the text.
        edits: in order, at positions of the text as it was typed.
        other: its reading of the text whose states ``Swap`` takes.
    """
    has_windows = network.windows is not None
    tokens = _typed(reading, has_windows)
    for edit in edits if not has_windows else ():
        if isinstance(edit, Remove | Replace) and 0 <= edit.position < len(tokens):
            tokens[edit.position] = _replaced(network, edit) if isinstance(edit, Replace) else None
    before = [0, *accumulate(int(token is not None) for token in tokens)]
    states = None if other is None else other.trace
    results = [
        Fault(NO_SINGLE_TOKEN, "a value to hold: no step reads a single token")
        if has_windows and isinstance(edit, Remove | Replace)
        else placed(edit, network.cell, before, states)
        for edit in edits
    ]
    codes = (token.codes for token in tokens if token is not None)
    return EditedText(
        codes=reading.encoded.codes if has_windows else tuple(chain.from_iterable(codes)),
        places=tuple(
            None if token is None else place for token, place in zip(tokens, before, strict=False)
        ),
        tokens=tuple(token for token in tokens if token is not None),
        holds=tuple(hold for holds in results if not isinstance(holds, Fault) for hold in holds),
        faults={index: each for index, each in enumerate(results) if isinstance(each, Fault)},
    )


def all_made(edited: EditedText, edits: Sequence[Edit]) -> EditedText:
    """Return an edited text in which nothing was left out.

    Raises:
        ValueError: if an edit could not be made; says which, and what would have been possible.
    """
    if not edited.faults:
        return edited
    index, fault = next(iter(edited.faults.items()))
    raise ValueError(
        f"Edit {index} expected {fault.expected}; got {edits[index]!r:.200}. "
        "what_if_possible leaves out what cannot be made."
    )


def _typed(reading: Reading, has_windows: bool) -> list[EditedToken | None]:
    steps = zip(reading.trace.tokens, reading.tokens, strict=True)
    if has_windows:
        return [EditedToken(label, shown, ()) for label, shown in steps]
    codes = reading.encoded.codes
    return [EditedToken(*step, (code,)) for step, code in zip(steps, codes, strict=True)]


def _replaced(network: Network, edit: Replace) -> EditedToken:
    new = replacement(network, edit.text)
    return EditedToken(new.label, new.token or as_shown("", known=False), (new.code,))
