"""The form for one edit; its token and unit come from the selection."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from core.edits import Edit
from core.network import Network
from core.notation import N_, Message
from pages.language import _
from pages.shared import pickers, prose
from pages.shared.quantity_titles import title
from pages.shared.view import session
from pages.shared.view.selection import MAX_INSTEAD, Selection
from pages.what_if import changes
from pages.what_if.draft import END, Draft, change, draft_of, other_token, to_edit
from pages.what_if.link_edits import MAX_EDITS, limits
from pages.what_if.view import WhatIfView

KINDS = {
    "hold": N_("Hold"),
    "silence": N_("Silence"),
    "swap": N_("Swap state"),
    "replace": N_("Replace"),
    "remove": N_("Leave out"),
}
MAX_OTHER = 500


def form(
    selection: Selection, network: Network, labels: Sequence[str], others: Sequence[str]
) -> None:
    """Show the form.

    Args:
        selection: what is shown.
        network: the network that reads the text.
        labels: how the text's tokens are shown.
        others: how those of the other sentence are shown.
    """
    draft = draft_of(network)
    with st.container(border=True):
        _kind(draft)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if draft.kind == "hold":
                _quantity(draft, network)
            if draft.kind in ("hold", "silence"):
                _units(draft, network)
                _until(selection, draft, labels)
            elif draft.kind == "swap":
                _other(selection, draft, others)
            elif draft.kind == "replace":
                _instead(draft)
            _add(to_edit(draft, selection, len(labels), len(others)))
        if changes.full():
            prose.caption(_("At most {most:d} edits can be made."), most=MAX_EDITS)


def pick_token(labels: Sequence[str]) -> None:
    """Show the slider for the token at which the next edit begins."""
    pickers.one_of(
        "position",
        _("At token"),
        range(1, len(labels) + 1),
        lambda number: f"{number:d} · {labels[number - 1]}",
        shape="menu",
        change=session.cue,
        key="edit-token",
    )


def _add(edit: Edit | None) -> None:
    st.button(
        _("Add"),
        icon=":material/add:",
        type="primary",
        key="add-edit",
        disabled=edit is None or changes.full(),
        on_click=changes.add,
        args=[edit],
    )


def _kind(draft: Draft) -> None:
    st.pills(
        _("What to change"),
        tuple(KINDS),
        format_func=lambda name: _(KINDS[name]),
        required=True,
        wrap=True,
        **session.bind("edit-kind", draft.kind, lambda chosen: change(kind=chosen)),
    )


WIDE = 270
"""Pixels: room for the longest name of a quantity, such as "update gate (keeps the old)"."""


def _menu(
    field: str,
    label: Message,
    names: Mapping[Any, str],
    value: object,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Show a menu for one field of the draft; option -> its name, which is not read as markup."""
    st.selectbox(
        _(label),
        tuple(names),
        format_func=names.__getitem__,
        width=width,
        **session.bind(f"edit-{field}", value, lambda chosen: change(**{field: chosen}), names),
    )


def _quantity(draft: Draft, network: Network) -> None:
    names = {quantity.name: title(quantity) for quantity in network.cell.quantities}
    _menu("quantity", N_("Quantity"), names, draft.quantity, width=WIDE)
    low, high = limits(draft.quantity)
    st.slider(
        _("Held at"),
        low,
        high,
        step=0.01 if high == 1 else 0.1,
        **session.bind(
            "edit-value", draft.value, lambda value: change(value=round(float(value), 2))
        ),
    )


def _units(draft: Draft, network: Network) -> None:
    if draft.kind == "hold":
        names = {True: _("all units"), False: _("one unit")}
        _menu("every", N_("Which units"), names, draft.every)
    if draft.kind == "silence" or not draft.every:
        ends = (0, network.card.hidden_size - 1)
        pickers.number("unit", _("Unit"), ends, change=session.cue, key="edit-unit")


def _until(selection: Selection, draft: Draft, labels: Sequence[str]) -> None:
    names = {END: _("the end")} | {
        number: f"{number:d} · {labels[number - 1]}"
        for number in range(selection.position, len(labels) + 1)
    }
    _menu("last", N_("Until token"), names, draft.last if draft.last in names else END)


def _other(selection: Selection, draft: Draft, others: Sequence[str]) -> None:
    current = selection.of(WhatIfView).other
    st.text_input(
        _("The other sentence"),
        max_chars=MAX_OTHER,
        placeholder=_("Type a sentence and press Enter"),
        **session.bind_text("other", current, lambda text: session.choose(other=text)),
    )
    if others:
        names = {number: f"{number:d} · {label}" for number, label in enumerate(others, start=1)}
        value = other_token(draft, selection, len(others))
        _menu("there", N_("Take its state after token"), names, value)


def _instead(draft: Draft) -> None:
    st.text_input(
        _("Read instead"),
        max_chars=MAX_INSTEAD,
        placeholder=_("empty: an unknown token"),
        **session.bind_text("edit-instead", draft.instead, lambda text: change(instead=text)),
    )
