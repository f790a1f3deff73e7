"""What is said of a text in a script that the network does not know, with the way out of it."""

import streamlit as st

from core.network.suitable import task_for_text
from core.text.scripts import SCRIPTS, script_of
from pages.language import _
from pages.shared import network_names, prose
from pages.shared.cached.own_networks import texts_of
from pages.shared.view import network_choice
from pages.shared.view.selection import Selection


def offer(selection: Selection) -> None:
    """Say that the network cannot read the text's script, and offer one that can.

    Where the network was changed for the text, say that instead.
    """
    script = script_of(selection.text)
    if script is None:
        return
    if network_choice.was_switched():
        prose.note(
            _("A network that knows the letters of this text ({script}) reads it now: {network}."),
            script=_(SCRIPTS[script]),
            network=network_names.of_task(selection.model),
            icon=":material/swap_horiz:",
        )
        return
    task = task_for_text(selection.text, selection.model, texts_of(selection.model).script)
    if task == selection.model:
        return
    prose.warn(
        _(
            "The letters of this text ({script}) are not those that this network learned from. It "
            "knows few words here, so what it says of them means little."
        ),
        script=_(SCRIPTS[script]),
        icon=":material/translate:",
    )
    if task is None:
        prose.caption(_("No network here knows these letters."))
    else:
        _switch(task)


def _switch(task: str) -> None:
    """Offer a network in one click; the text stays."""
    st.button(
        prose.compose(_("Read it with: {network}"), network=network_names.of_task(task)),
        icon=":material/swap_horiz:",
        type="primary",
        on_click=network_choice.choose,
        args=[task],
        key="other-script",
    )
