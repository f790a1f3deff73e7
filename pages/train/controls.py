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

SEED = 110
"""Width in pixels."""


def pick(selection: Selection) -> None:
    """Show the task and the networks, and below them the dials in a menu."""
    view = selection.of(TrainView)
    with st.container(key="pickers", width="stretch"):
        task, cells, rest = st.columns([24, 33, 25], vertical_alignment="bottom")
    with task:
        pickers.one_of("learn_task", _("Task"), shape="menu", change=change)
    with cells:
        _pick_cells(view)
    with rest, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        pickers.number("learn_seed", _("Seed"), change=change, width=SEED)
        with st.popover(_("Dials"), icon=":material/tune:"):
            _network()
            _training(view)


def change(**changes: Any) -> None:
    """Change what is trained: another training, from its beginning."""
    if "learn_task" in changes:
        plans.take(None)
    session.choose(**{"dial_changes": (), "frame": 0, **changes})


def _pick_cells(view: TrainView) -> None:
    def apply(chosen: list[str]) -> None:
        if 0 < len(chosen) <= MOST_CELLS:
            change(learners=tuple(cell for cell in LEARNING if cell in chosen))

    st.pills(
        _("Cells"),
        LEARNING,
        selection_mode="multi",
        format_func=lambda cell: _(CELL_NAMES[cell]),
        help=_("Up to three at once, on the same texts."),
        **session.bind("learners", list(view.learners), apply),
    )


def _network() -> None:
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
    _length("learn_length", _("Length of a text"), TASKS[view.learn_task].length, view.learn_length)
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
