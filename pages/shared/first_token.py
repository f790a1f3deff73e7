"""How much of the first token is left: what replaces it, and the two ways to measure."""

from collections.abc import Mapping

import streamlit as st

from core.analysis.reading import Reading
from core.figures.first_token import first_token
from core.network import Network
from pages.shared import caches, session
from pages.shared.beside import NETWORK_NAMES
from pages.shared.chart import chart
from pages.shared.frame import dark
from pages.shared.language import _
from pages.shared.link_fields import MAX_INSTEAD
from pages.shared.selection import Selection


def pick(selection: Selection) -> None:
    """Ask what is to stand in the place of the first token."""
    key = session.widget("instead", selection.instead)
    st.text_input(
        _("Instead of the first token"),
        key=key,
        max_chars=MAX_INSTEAD,
        placeholder=_("a token that is not known"),
        on_change=session.on_change(key, lambda text: session.choose(instead=text)),
        width=400,
    )


def show(selection: Selection, networks: Mapping[str, Network], reading: Reading) -> None:
    """Show what each network has left of the first token, step by step."""
    model, text, instead = selection.model, selection.text, selection.instead
    left = [caches.first_token(model, name, text, instead) for name in networks]
    replaced = left[0].instead
    # Typed text stands in places that do not read it as markup.
    st.text(
        _("“{first}” was replaced by {other}.").format(
            first=reading.tokens[0].label,
            other=f"“{replaced.label}”" if replaced else _("a token that is not known"),
        )
    )
    if not any(one.difference[0] for one in left):
        st.info(_("Both are read as the same: type another token."), icon=":material/info:")
    names = [_(NETWORK_NAMES[name]) for name in networks]
    titles = (
        _("gradient: how strongly h still follows a small change of the first token's vector"),
        _("difference: how far h is from where it would be with the other token"),
    )
    chart(
        "first-token",
        (model, tuple(networks), text, instead),
        lambda: first_token(left, names, titles, reading.labels, dark()),
        _("What is left of the first token after each token, one line for each network."),
    )
    _last(names, left)


def _last(names: list[str], left: list) -> None:
    st.dataframe(
        {
            _("network"): names,
            _("gradient at the end / at the first token"): [
                f"{one.gradient[-1] / one.gradient[0]:.3g}" if one.gradient[0] else "–"
                for one in left
            ],
            _("difference of h at the end"): [f"{one.difference[-1]:.4f}" for one in left],
            _("difference of the opinion at the end"): [f"{one.opinion[-1]:.4f}" for one in left],
        },
        hide_index=True,
        height="content",
    )
    st.caption(
        _(
            "Both charts show shares of the first step, so that networks can be compared. The "
            "gradient is the Frobenius norm of the derivative of h by the first token's vector: "
            "what vanishes in a long text (Pascanu and others 2013). The difference is the "
            "distance of the two hidden states."
        )
    )
