"""One output that the visitor knows, beside what is computed here: the proof for the whole way."""

import streamlit as st

from core.imported import Refusal
from core.imported.known_output import Known, compare_output
from pages.language import _, ngettext
from pages.shared import prose, session_networks
from pages.shared.view import session

CLOSE = 1e-4
"""Largest difference, as a share of the largest number, that rounding explains."""


def show(key: str) -> None:
    """Show the fields for a text and for what the visitor's own program prints for it."""
    own = session_networks.all()[key]
    with st.expander(_("Paste one output you know"), icon=":material/verified:", expanded=True):
        prose.caption(
            _(
                "Let your own program read a text, and paste what it prints: the hidden state, the "
                "cell state, the scores or the output, after the last token or after each. It is "
                "compared with all of these here."
            )
        )
        text = _field(key, "text", _("Text that your program read"), own.shared.texts.example)
        output = _field(key, "output", _("What it printed"), "")
        if output.strip():
            _compare(key, text, output)


def _field(key: str, name: str, label: prose.Template, shown: str) -> str:
    kept = f"own-check-{name}-{key}"
    now: str = session.kept(kept, shown)
    st.text_area(
        prose.compose(label),
        height=100,
        **session.bind_text(
            f"{kept}-typed", now, lambda text: session.keep(kept, text), lines=True
        ),
    )
    return now


def _compare(key: str, text: str, output: str) -> None:
    network = session_networks.all()[key].network
    try:
        known = compare_output(network, text, output)
    except Refusal as refusal:
        prose.error(_(refusal.notice.message), **refusal.notice.values, icon=":material/error:")
        return
    _say(known)


def _say(known: Known) -> None:
    told = ngettext(
        "Largest difference {difference:.1e}, in {count:,} number: {name}.",
        "Largest difference {difference:.1e}, in {count:,} numbers: {name}.",
        known.numbers,
    )
    values = {
        "difference": known.difference,
        "count": known.numbers,
        "name": _(known.name),
    }
    if known.difference <= CLOSE * max(1.0, known.largest):
        prose.badge(
            _("as in your program"),
            icon=":material/verified:",
            color="green",
            help=_("The difference is one of rounding: at most 1e-4 of the largest number."),
        )
        prose.say(told, **values)
    else:
        prose.badge(
            _("not as in your program"),
            icon=":material/warning:",
            color="red",
            help=_("The difference is larger than rounding: more than 1e-4 of the largest number."),
        )
        prose.say(told, **values)
        prose.caption(
            _(
                "Check the vocabulary's order, the tokens, and the guesses above. The closest of "
                "all numbers of this length was compared."
            )
        )
