"""The prime: the text that a network reads before it writes, as much of it as it can read."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core.network import Network
from core.notation import N_, Notice
from core.text import clean, ellipsis, visible
from pages.generate import writers
from pages.generate.link_tree import LONGEST
from pages.language import _
from pages.shared import messages, prose
from pages.shared.view import network_choice, registry, session
from pages.shared.view.selection import Selection

JUST_TYPED = "prime-just-typed"
NAMED = 12
"""Skipped tokens that are named."""


class Prime(NamedTuple):
    """A text that was typed, cleaned and cut.

    Attributes:
        text: what the network is given.
        notices: what was done to the text that was typed.
    """

    text: str
    notices: tuple[Notice, ...]


def prime_of(network: Network, typed: str) -> Prime:
    """Return a typed text, cleaned, and cut so that at least one token can be written."""
    cleaned = clean(typed)
    tokens = network.encode_clean(cleaned.text).tokens
    if len(tokens) < LONGEST:
        return Prime(cleaned.text, cleaned.notices)
    message = N_("Reading the first {shown} of {total} tokens, so that there is room to write.")
    notice = Notice(message, {"shown": LONGEST - 1, "total": len(tokens)})
    cut = cleaned.text[: tokens[LONGEST - 1].start]
    return Prime(cut, (*cleaned.notices, notice))


def change(text: str) -> None:
    """Begin with another text; where nobody has chosen a network, one that knows its letters."""
    now = session.selection_now()
    is_chosen = session.kept(session.NETWORK_CHOSEN, False)
    task = now.model if is_chosen else writers.suited(text, now.model)
    changes = registry.beginnings("text") | {"text": text}
    if task != now.model:
        changes |= registry.beginnings("network") | {"model": task}
    session.cue(**changes)
    session.set_flag(JUST_TYPED)


def go_to_its_end(tokens: int) -> Selection:
    """Return the selection; where another prime was just typed, at the first token after it."""
    if not session.take_flag(JUST_TYPED):
        return session.selection_now()
    return session.cue(position=tokens + 1)


def notices(prime: Prime, skipped: Sequence[str], selection: Selection) -> None:
    """Say what was done to the text that was typed; nothing is changed silently."""
    for notice in prime.notices:
        messages.tell(notice)
    if skipped:
        _say_skipped(skipped)
        _offer_another(selection)


def _say_skipped(skipped: Sequence[str]) -> None:
    different = [ellipsis(visible(token)) for token in dict.fromkeys(skipped)]
    named = " ".join(different[:NAMED]) + (" …" if len(different) > NAMED else "")
    text = _("Not in this network's vocabulary, so not read ({count:d}): {tokens}")
    prose.note(text, count=len(skipped), tokens=named, icon=":material/info:")


def _offer_another(selection: Selection) -> None:
    """Offer a network in one click that knows the letters of the prime."""
    task = writers.suited(selection.text, selection.model)
    if task != selection.model:
        st.button(
            prose.compose(_("Write with: {network}"), network=writers.name_of(task)),
            icon=":material/swap_horiz:",
            type="primary",
            on_click=network_choice.choose,
            args=[task],
            key="other-writer",
        )
