"""A network that a visitor brought, opened on every screen of this session."""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from core.imported import open_network
from core.network import CheckpointError, Network
from core.notation import N_, Notice
from core.text.tokenizers.numbers import TOGETHER
from pages.language import _
from pages.own_network import choice as choices
from pages.own_network.brought import Brought
from pages.shared import prose, session_networks
from pages.shared.frame import STEP_THROUGH
from pages.shared.session_networks import MOST_TITLE, NoRoom
from pages.shared.session_networks_panel import link_to
from pages.shared.view import session

_TITLE, _OPENED, _REFUSED = "own-network-title", "own-network-opened", "own-network-closed"
_NOT_HERE = N_("This network cannot be shown on the screens: {why}.")
NUMBERS = ("0.0", "0.5", "1.0", "0.5", "0.0", "-0.5", "-1.0", "-0.5")
"""An example for a network that reads numbers."""
TOKENS = 8
"""Of an example for one that reads tokens."""


def offer(brought: Brought, vocabulary: Sequence[str] | None) -> None:
    """Show the field for a title and the button that opens the network, and why it did not open."""
    title = session.kept(_TITLE, PurePath(brought.name).stem[:MOST_TITLE])
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.text_input(
            _("Title"),
            max_chars=MOST_TITLE,
            **session.bind_text("own-network-name", title, lambda text: session.keep(_TITLE, text)),
        )
    with right:
        st.button(
            _("Open on every screen"),
            icon=":material/deployed_code:",
            type="primary",
            width="stretch",
            key="own-network-open",
            on_click=_open,
            args=[brought, vocabulary, title],
        )
    refused: Notice | None = session.kept(_REFUSED, None)
    if refused is not None:
        prose.error(_(refused.message), **refused.values, icon=":material/error:")


def opened() -> str | None:
    """Return the key of the network that was opened last, if this session still has it."""
    key = session.kept(_OPENED, None)
    return key if key in session_networks.all() else None


def show(key: str) -> None:
    """Say that a network is open, with the way to it."""
    own = session_networks.all()[key]
    with st.container(horizontal=True, vertical_alignment="center"):
        prose.badge(
            _("“{title}” is open"),
            icon=":material/check:",
            color="green",
            help=_("It stands in the menu of networks on every screen."),
            title=own.title,
        )
        st.page_link(
            STEP_THROUGH,
            label=_("Step through"),
            icon=":material/footprint:",
            query_params=link_to(key, own),
            width="content",
        )


def _open(brought: Brought, vocabulary: Sequence[str] | None, title: str) -> None:
    session.keep(_REFUSED, None)
    chosen = choices.now(brought)
    found = brought.found[chosen.number]
    answers = {
        name: answer
        for name, answer in chosen.answers.items()
        if vocabulary is not None or name not in choices.OF_TOKENS
    }
    try:
        network = open_network(
            brought.content, found, vocabulary=vocabulary, most_bytes=None, **answers
        )
        named = session_networks.add(network, title, example_for(network), "imported")
    except NoRoom as refused:
        session.keep(_REFUSED, refused.notice)
    except CheckpointError as error:
        notice = getattr(error, "notice", None) or Notice(_NOT_HERE, {"why": str(error)})
        session.keep(_REFUSED, notice)
    else:
        session.keep(_OPENED, named.task)


def example_for(network: Network) -> str:
    """Return a text for a network of which nobody has said what suits it."""
    card = network.card
    if card.reads_numbers:
        return " ".join(TOGETHER.join([number] * card.input_size) for number in NUMBERS)
    keys = [key for key in network.vocabulary.keys if key.strip() and key[0] not in "<["]
    between = "" if card.tokenizer in ("characters", "unspaced", "syllables") else " "
    return between.join(keys[:TOKENS])
