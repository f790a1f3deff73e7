"""A series of the visitor's own: where it comes from, and what is to be predicted of it."""

from collections.abc import Callable

import streamlit as st

from core.notation import Notice
from core.sequence_tasks.own_series import OwnSeries
from core.series.held_out import window_shapes
from core.series.table import Table
from core.text.decoding import TextError
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.train import own_series_source
from pages.train.own_series_choice import LOSSES, SeriesChoice, ends, task_of, within

CHOICE = "own-series-choice"

Take = Callable[[OwnSeries, int, str], None]
"""Takes a task, the rows of a window and the loss, ``mse`` or ``mae``; called in a callback."""


def show(take: Take) -> None:
    """Show where a series comes from, what is predicted of it, its shapes, and a button.

    Args:
        take: has networks trained on the series.
    """
    table = own_series_source.pick()
    if table is None:
        return
    choice = within(session.kept(CHOICE, SeriesChoice()), table)
    try:
        task = task_of(choice, table)
    except TextError as refused:
        _refuse(refused.notice)
        return
    _pick(choice, table)
    _say_shapes(task, choice)
    st.button(
        _("Train on this series"),
        icon=":material/play_arrow:",
        key="own-series-take",
        on_click=take,
        args=[task, choice.length, choice.loss],
    )


def _refuse(notice: Notice) -> None:
    prose.error(_(notice.message), **notice.values, icon=":material/error:")


def _pick(choice: SeriesChoice, table: Table) -> None:
    labels = {
        "length": prose.compose(_("Window, rows")),
        "horizon": prose.compose(_("Steps ahead")),
        "season": prose.compose(_("Cycle, rows (0: none)")),
        "held_out": prose.compose(_("Held out, %")),
    }
    columns = range(len(table.names))
    with st.container(horizontal=True, vertical_alignment="bottom", key="own-series-dials"):
        st.selectbox(
            _("Column to predict"),
            columns,
            format_func=lambda place: table.names[place],
            width=200,
            **_bound("column", choice),
        )
        for field, label in labels.items():
            low, high = ends(choice, table)[field]
            st.number_input(
                prose.compose(label), low, high, step=1, width=150, **_bound(field, choice)
            )
        st.segmented_control(
            _("Loss"),
            LOSSES,
            format_func=str.upper,
            required=True,
            help=_("Mean squared error or mean absolute error, which large errors move less."),
            **_bound("loss", choice),
        )


def _bound(field: str, choice: SeriesChoice) -> dict:
    """Return what binds a widget to a field of the choice."""

    def apply(chosen: object) -> None:
        session.keep(CHOICE, choice.changed(field, chosen))

    return session.bind(f"own-series-{field}", getattr(choice, field), apply)


def _say_shapes(task: OwnSeries, choice: SeriesChoice) -> None:
    learned, held_out = window_shapes(task, choice.length)
    prose.say(
        _(
            "Windows as [samples, time steps, features]: to learn from {learned}, held out "
            "{held_out}. 0 is the least and 1 the largest value of the rows to learn from, in each "
            "column."
        ),
        learned=str([*learned]),
        held_out=str([*held_out]),
    )
    if task.features > 1:
        prose.caption(
            _(
                "All columns go in at each step; the one that is predicted comes first, as in "
                "0.50|0.20."
            )
        )
