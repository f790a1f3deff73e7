"""How much of the first token is left: the field for its replacement, charts and a table."""

import numpy as np
import streamlit as st

from core.analysis.memory.first_token import FirstTokenLeft
from core.analysis.reading import Reading
from core.figures.first_token import first_token
from pages.compare_cells import cached
from pages.compare_cells.first_gradients import first_gradients
from pages.compare_cells.seen import say_left
from pages.compare_cells.view import CompareCellsView
from pages.language import _
from pages.shared import network_names, prose, tables
from pages.shared.charts import chart, dark
from pages.shared.side_by_side import SideBySide
from pages.shared.view import session
from pages.shared.view.selection import MAX_INSTEAD, Selection


def pick(selection: Selection, reading: Reading) -> None:
    """Show the field for the token that replaces the first one."""
    own = selection.of(CompareCellsView)
    st.text_input(
        _("Instead of the first token"),
        max_chars=MAX_INSTEAD,
        placeholder=_unknown(reading),
        width=400,
        **session.bind_text("instead", own.instead, lambda text: session.choose(instead=text)),
    )


def show(selection: Selection, compared: SideBySide) -> None:
    """Show what each network has left of the first token, step by step."""
    model, text, instead = selection.model, selection.text, selection.of(CompareCellsView).instead
    reading = compared.reading
    named = {name: selection.reference_of(name) for name in compared.networks}
    gradients = first_gradients(named, text, len(reading.tokens))
    if gradients is None:
        return
    with st.spinner(_("Measuring …")):
        left = [cached.first_token(named[name], text, instead, gradients[name]) for name in named]
    _say_replacement(reading, left[0])
    names = [network_names.of_network(name) for name in compared.networks]
    colours = dict(zip(names, compared.colours.values(), strict=True))
    titles = (
        _("Gradient, as a share of the first step"),
        _("Difference, as a share of the first step"),
    )
    chart(
        "first-token",
        (model, tuple(compared.networks), text, instead),
        lambda: first_token(left, colours, titles, reading.labels, dark()),
        _("What is left of the first token after each token, one line for each network."),
    )
    say_left(dict(zip(named, left, strict=True)), reading.tokens[0].label)
    _last(names, left)


def _say_replacement(reading: Reading, left: FirstTokenLeft) -> None:
    """Say what replaced the first token, and how the network read it."""
    unknown = _unknown(reading)
    # Typed text goes only where it is not read as markup.
    first = reading.tokens[0].label
    if left.instead is None:
        st.text(_("“{first}” was replaced by {other}.").format(first=first, other=unknown))
    else:
        text = _("“{first}” was replaced by “{other}”.")
        st.text(text.format(first=first, other=left.instead.label))
        if not left.instead.known:
            st.text(_("The networks do not know it and read it as {other}.").format(other=unknown))
    if left.unused:
        st.text(_("Only the first token of what was typed is used."))
    if not left.difference[0]:
        prose.note(_("Both are read as the same: type another token."), icon=":material/info:")


def _unknown(reading: Reading) -> str:
    return _("the number 0") if reading.target == "next-value" else _("an unknown token")


def _last(names: list[str], left: list[FirstTokenLeft]) -> None:
    tables.facts(
        {
            _("network"): names,
            _("gradient, end / first step"): [_ratio(each.gradient) for each in left],
            _("difference, end / first step"): [_ratio(each.difference) for each in left],
            _("difference of h at the end"): [f"{each.difference[-1]:#.3g}" for each in left],
            _("difference of the opinion at the end"): [
                f"{each.opinion[-1]:#.3g}" for each in left
            ],
        }
    )
    prose.caption(
        _(
            "The rows ask different things, and may rank the networks differently. The gradient: "
            "can training still learn from the first token? It is the one that vanishes. The "
            "difference of h: is the token remembered, whatever the readout makes of it? The "
            "difference of the opinion: does it still matter for the answer?"
        )
    )
    prose.caption(
        _(
            "The charts say how much of the first token is left at each later one, as a share of "
            "the first step, so that networks can be compared. The difference is how far h is from "
            "where it would be with the other token. The gradient says how strongly h responds to "
            "a small change of the first token's vector: in numbers, the Frobenius norm of the "
            "derivative, which vanishes in a long text (Pascanu et al. 2013)."
        )
    )


def _ratio(values: np.ndarray) -> str:
    return f"{values[-1] / values[0]:#.3g}" if values[0] else "–"
