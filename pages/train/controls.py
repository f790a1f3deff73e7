"""The controls: the task, the networks that learn it, and the dials of the training."""

from typing import Any, LiteralString

import streamlit as st

from core.network.catalogue import CELL_NAMES
from core.sequence_tasks import TASKS
from pages.language import _
from pages.shared import pickers, prose
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.train import plans
from pages.train.view import BIAS_PARTS, LEARNING, LIMIT_PARTS, MOST_CELLS, RATE_PARTS, TrainView

TASK, SEED = 188, 90
"""Widths in pixels: with all cells between them, one row beside the sidebar at 1,280."""
OWN = "own"
"""Stands in the menu for a task of the visitor's own."""


def pick(selection: Selection) -> None:
    """Show the task and the networks, and the dials in a menu beside them."""
    view = selection.of(TrainView)
    row = st.container(
        key="pickers", horizontal=True, width="stretch", vertical_alignment="bottom", gap="small"
    )
    with row:
        _pick_task()
        _pick_cells(view)
        pickers.number("learn_seed", _("Seed"), change=change, width=SEED)
        with st.popover(_("Dials"), icon=":material/tune:", width="content"):
            _network(view)
            _training(view)


def change(**changes: Any) -> None:
    """Change what is trained: another training, from its beginning."""
    if "learn_task" in changes:
        plans.take(None)
    session.choose(**{"dial_changes": (), "frame": 0, **changes})


def _pick_task() -> None:
    own = plans.own_now()
    names = {key: task.title for key, task in TASKS.items()}
    if own is not None:
        names = {OWN: own.task.title, **names}
    pickers.one_of(
        "learn_task",
        _("Task"),
        tuple(names),
        lambda key: _(names[key]),
        shape="menu",
        value=None if own is None else OWN,
        change=change,
        width=TASK,
    )


def _pick_cells(view: TrainView) -> None:
    def apply(chosen: list[str]) -> None:
        if 0 < len(chosen) <= MOST_CELLS:
            change(learners=tuple(cell for cell in LEARNING if cell in chosen))

    st.segmented_control(
        _("Cells"),
        LEARNING,
        selection_mode="multi",
        format_func=lambda cell: _(CELL_NAMES[cell]),
        wrap=True,
        help=_("Up to three at once, on the same texts."),
        **session.bind("learners", list(view.learners), apply),
    )


def _network(view: TrainView) -> None:
    pickers.number("learn_units", _("Units"), change=change)
    pickers.number("learn_layers", _("Layers"), change=change)
    pickers.number(
        "learn_bias",
        _("Forget bias"),
        parts=BIAS_PARTS,
        step=0.5,
        change=change,
        help=_(
            "First bias of the gate that keeps the memory: forget gate of an LSTM, update gate of "
            "a GRU. A plain RNN has none."
        ),
    )
    if "lstm" in view.learners:
        pickers.one_of(
            "gates",
            _("Gates of the LSTM"),
            shape="menu",
            change=change,
            help=_("A part that is fixed is not learned. Other cells ignore this."),
        )


def _training(view: TrainView) -> None:
    pickers.number("learn_until", _("Training steps"), step=500)
    pickers.one_of("optimiser", _("Optimizer"), shape="menu", change=change)
    pickers.number(
        "learn_rate",
        _("Learning rate"),
        parts=RATE_PARTS,
        step=0.001,
        format="%.5f",
        change=change,
    )
    pickers.number("learn_batch", _("Batch size"), change=change)
    own = plans.own_now()
    if own is None or own.length is None:
        suits = (own.task if own else TASKS[view.learn_task]).length
        _length("learn_length", _("Length of a text"), suits, view.learn_length)
    _length("learn_truncation", _("Truncation"), None, view.learn_truncation)
    pickers.one_of("clip_by", _("Gradient clipping"), change=change)
    if view.clip_by != "off":
        pickers.number(
            "clip_limit",
            _("Clip at"),
            parts=LIMIT_PARTS,
            step=0.1,
            format="%.3f",
            change=change,
        )


def _length(field: str, label: LiteralString, default: int | None, now: int | None) -> None:
    """Show time steps to type; an empty field stands for what suits the task, or for no limit."""

    def apply(typed: int | None) -> None:
        change(**{field: None if typed is None else int(typed)})

    st.number_input(
        prose.compose(label),
        1 if default is None else 2,
        200,
        None,
        step=1,
        placeholder=_("none") if default is None else str(default),
        **session.bind(field, now, apply),
    )
