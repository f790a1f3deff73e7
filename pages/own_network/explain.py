"""How a file is made, what happens to it, and what cannot be opened."""

import streamlit as st

from core.imported.layouts import LAYOUTS
from core.imported.snippets import SNIPPETS, conversion
from pages.language import _
from pages.own_network.brought import Brought
from pages.shared import prose
from pages.shared.view import session

_FRAMEWORK = "own-network-framework"


def snippets(brought: Brought | None) -> None:
    """Show the lines that write a safetensors file, for the framework that is chosen."""
    with st.expander(_("Write such a file"), icon=":material/terminal:", expanded=brought is None):
        framework = session.kept(_FRAMEWORK, next(iter(SNIPPETS)))
        st.segmented_control(
            _("Framework"),
            tuple(SNIPPETS),
            format_func=lambda key: SNIPPETS[key].title,
            required=True,
            **session.bind(
                "own-network-snippet", framework, lambda key: session.keep(_FRAMEWORK, key)
            ),
        )
        prose.caption(_("Run these lines where your network is. Change the file's name."))
        st.code(conversion(framework), language="python")


def show() -> None:
    """Explain what happens to a file."""
    with st.expander(_("What happens to your file"), icon=":material/lock:"):
        prose.say(
            _(
                "It is read as numbers: nothing in a safetensors file can run. Its header is "
                "checked against the file before anything is computed. It stays in this session, "
                "for you alone, and is gone when you leave. A link names the file's hash and opens "
                "only where that file is."
            )
        )
    with st.expander(_("Which layouts are known"), icon=":material/view_module:"):
        prose.say(
            _(
                "{layouts}. Each orders gates, rows and biases in its own way; each is tested "
                "against its own equations. Peepholes, layer normalization inside a cell and "
                "quantized weights are refused, with the reason."
            ),
            layouts=", ".join(LAYOUTS),
        )
