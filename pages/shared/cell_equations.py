"""The equations of a cell, read from the cell itself, and the cell's own source."""

import inspect
from functools import cache

import streamlit as st

from core.cells import CELLS
from core.notation import N_, in_reading_order
from pages.language import _
from pages.shared import prose
from pages.shared.quantity_titles import title

HEADINGS = {
    "rnn": N_("Explain the RNN: equations and code"),
    "lstm": N_("Explain the LSTM: equations and code"),
    "gru": N_("Explain the GRU: equations and code"),
    "paper-gru": N_("Explain the papers' GRU: equations and code"),
    "min-gru": N_("Explain the minGRU: equations and code"),
}
CONVENTIONS = {
    "rnn": N_("As torch.nn.RNN with tanh: two bias vectors, combined here into one b."),
    "lstm": N_(
        "As torch.nn.LSTM: two bias vectors, combined here into one b; no peephole connections."
    ),
    "gru": N_(
        "As torch.nn.GRU: the reset gate acts after the product with W, and z keeps the old state. "
        "The papers and the lecture notes reset before the product, and their z takes the new: "
        "it is 1 minus this z."
    ),
    "paper-gru": N_(
        "As in the papers and the lecture notes: the reset gate acts on h before the product with "
        "W, and z takes the new. PyTorch's GRU resets after the product, and its z keeps the old: "
        "it is 1 minus this z."
    ),
    "min-gru": N_(
        "As in Feng et al. (2024): gate and candidate see the token alone, so that all steps can "
        "be computed at once. Nothing squashes the candidate, and z takes the new."
    ),
}


def explain(cell: str) -> None:
    """Show what each quantity of a cell is, by its equation, and the code that computes it."""
    # Made when it is opened: twenty elements a cell, which every rerun of the page would send.
    part = st.expander(
        _(HEADINGS[cell]), icon=":material/school:", key=f"explain-{cell}", on_change="rerun"
    )
    if part.open:
        with part:
            _explanation(cell)


def _explanation(cell: str) -> None:
    prose.caption(_(CONVENTIONS[cell]))
    for quantity in in_reading_order(CELLS[cell].quantities):
        equation, meaning = st.columns([3, 2], vertical_alignment="center")
        with equation:
            st.latex(" = ".join(filter(None, (quantity.symbol, quantity.also, quantity.equation))))
        with meaning:
            prose.say("{title}", title=title(quantity))
            prose.caption(_(quantity.meaning))
    prose.caption(_("σ squashes to between 0 and 1, tanh to between −1 and 1; ⊙ is unit by unit."))
    st.code(_source(cell), language="python")


@cache
def _source(cell: str) -> str:
    # Cached: finding a class in its file takes longer than all else on this part of a page.
    return inspect.getsource(CELLS[cell])
