"""The list of this session's networks: what each is, under which title, and what to do with it."""

from functools import partial

import streamlit as st

from core.network.catalogue import CELL_NAMES
from pages.language import _, ngettext
from pages.shared import network_names, prose, session_networks
from pages.shared.downloads import download
from pages.shared.frame import STEP_THROUGH
from pages.shared.python_lines import file_name
from pages.shared.session_networks import MOST_TITLE, SessionNetwork
from pages.shared.view import registry, session
from pages.shared.view.link import to_query

SHOWN_DIGITS = 12
"""Of a file's sha256."""


def show() -> None:
    """Show the networks of this session, or say that there are none so far."""
    networks = session_networks.all()
    if not networks:
        prose.caption(_("No networks of this session so far."))
        return
    prose.caption(
        _(
            "They open on every screen, for you alone, and are gone when you leave: download those "
            "that you want to keep."
        )
    )
    for key, own in networks.items():
        with st.container(border=True, key=f"network-{key}"):
            _show(key, own)


def _show(key: str, own: SessionNetwork) -> None:
    """Show one network."""
    title, facts = st.columns([2, 3], vertical_alignment="bottom")
    with title:
        st.text_input(
            _("Title"),
            max_chars=MOST_TITLE,
            **session.bind_text(f"title-{key}", own.title, partial(session_networks.rename, key)),
        )
    with facts:
        prose.caption(_facts(own))
    with st.container(horizontal=True):
        st.page_link(
            STEP_THROUGH,
            label=_("Step through"),
            icon=":material/footprint:",
            query_params=link_to(key, own),
            width="content",
        )
        download(_("Download as safetensors"), lambda: own.bytes, file_name(own.shared.reference))
        st.button(
            _("Remove"),
            icon=":material/delete:",
            key=f"remove-{key}",
            on_click=session_networks.remove,
            args=[key],
        )


def _facts(own: SessionNetwork) -> prose.Markdown:
    """Return what a network is, in a line."""
    card = own.network.card
    units = ngettext("{units:,} unit", "{units:,} units", card.hidden_size)
    facts = [
        prose.compose(_(CELL_NAMES[card.cell])),
        prose.compose(
            "{inputs:,} → {units}",
            inputs=card.input_size,
            units=units.format(units=card.hidden_size),
        ),
    ]
    if card.num_layers > 1:
        facts.append(prose.compose(_("{layers:d} layers"), layers=card.num_layers))
    if card.bidirectional:
        facts.append(prose.compose(_("two directions")))
    if own.is_untrained:
        facts.append(prose.compose(_(network_names.UNTRAINED)))
    digits = prose.compose("sha256 {digits}", digits=own.sha256[:SHOWN_DIGITS])
    return prose.join([*facts, digits], " · ")


def link_to(key: str, own: SessionNetwork) -> dict[str, str]:
    """Return the parameters of the link that opens a network of this session on its example."""
    beginnings = registry.beginnings("text") | registry.beginnings("network")
    place = {"model": key, "cell": own.network.card.cell, "text": own.shared.texts.example}
    view = registry.changed(session.selection_now(), **beginnings, **place)
    return to_query(session.as_here(view))
