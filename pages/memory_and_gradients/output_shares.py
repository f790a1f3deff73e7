"""Each token's share of one output's margin, from the ledger of the memory."""

from collections.abc import Iterator

import streamlit as st

from core.analysis.memory.output_shares import Shares
from core.analysis.reading import Reading
from core.figures.contributions import contributions
from core.figures.labels import name_axes
from core.spreadsheet import guard
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.explain_ledger import explain_shares
from pages.shared import prose
from pages.shared.about_network import output_names
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.view.selection import Selection


def shares_panel(selection: Selection, name: str, reading: Reading, number: int) -> None:
    """Show how much the remainder of each token adds to an output's margin.

    Args:
        selection: what is shown.
        name: the network.
        reading: its reading of the text.
        number: the token after which the output is read, from 1.
    """
    prose.heading(_("Which tokens speak for the output"))
    gradient_of.pick_output(selection, reading)
    output = gradient_of.output(selection, reading, number)
    shares = cached.shares(selection.reference_of(name), selection.text, output, number - 1)
    text = _("Output: {output}")
    st.text(text.format(output=output_names(reading)[output]))  # a character may be markup
    chart(
        "shares",
        (reading.digest, output, number),
        lambda: name_axes(
            contributions(
                shares.tokens,
                reading.labels[:number],
                _("before the text"),
                (_("bias"), shares.bias),
                dark(),
            ),
            _("share of the margin"),
        ),
        _("A bar for each token: its share of the output's margin."),
    )
    explain_shares(shares, number)
    table_file(
        ("position", "token", "guarded", "share"),
        lambda: _rows(shares, reading),
        f"gatescope-shares-{name}",
    )


def _rows(shares: Shares, reading: Reading) -> Iterator[tuple]:
    yield 0, "initial", "", float(shares.tokens[0])
    for place, share in enumerate(shares.tokens[1:].tolist()):
        yield place + 1, *guard(reading.labels[place]), share
    yield "", "bias", "", shares.bias
