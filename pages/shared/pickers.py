"""Pickers, each bound to a field of the view; and those that several screens share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal, LiteralString

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.network.catalogue import TASKS
from pages.language import _
from pages.shared import network_names, other_script, place_picker, prose
from pages.shared.cached.own_networks import is_own, texts_of
from pages.shared.frame import STEP_THROUGH
from pages.shared.view import network_choice, openings, registry, session
from pages.shared.view.link import to_query
from pages.shared.view.selection import Selection

_SHAPES: Mapping[str, Callable[..., Any]] = {
    "segments": partial(st.segmented_control, required=True),
    "pills": partial(st.pills, required=True),
    "menu": st.selectbox,
}
_NUMBERS: Mapping[bool, Callable[..., Any]] = {False: st.number_input, True: st.slider}


def one_of(
    field: str,
    label: LiteralString,
    options: Sequence[Any] = (),
    names: Callable[[Any], str] | None = None,
    *,
    shape: Literal["segments", "pills", "menu"] = "segments",
    value: Any = None,
    nothing: Any = None,
    change: Callable[..., object] = session.choose,
    key: str | None = None,
    **settings: Any,
) -> None:
    """Show a choice between options, bound to a field of the view.

    Args:
        field: of the view, whichever record owns it.
        label: what the picker is called, in the reader's language.
        options: the options; by default, those of the field.
        names: gives an option's name, in the reader's language; by default, that of the field.
        shape: of the widget.
        value: the option that is shown as chosen, where it is not the field's value.
        nothing: the option that stands for ``None`` in the field.
        change: takes the field with its new value by keyword.
        key: of the widget; if none, the field's name.
        settings: further arguments of the widget.
    """
    current = registry.value(session.selection_now(), field)
    own = registry.parameters()[field].options
    shown = value if value is not None else nothing if current is None else current

    def apply(chosen: Any) -> None:
        change(**{field: None if nothing is not None and chosen == nothing else chosen})

    offered = options or tuple(own)
    _SHAPES[shape](
        prose.compose(label),
        offered,
        format_func=names or (lambda option: _(own[option])),
        **session.bind(key or field, shown, apply, among=offered),
        **settings,
    )


def number(
    field: str,
    label: LiteralString,
    ends: tuple[int, int] | None = None,
    *,
    parts: int = 1,
    step: float = 1,
    slider: bool = False,
    value: int | None = None,
    change: Callable[..., object] = session.choose,
    key: str | None = None,
    **settings: Any,
) -> None:
    """Show a number, to type or as a slider, bound to a field of the view.

    Args:
        field: of the view, whichever record owns it.
        label: what the picker is called, in the reader's language.
        ends: the least and the largest number; by default, those of the field.
        parts: the field's number for 1 on the screen, such as 100 for a field in hundredths.
        step: from one number on the screen to the next.
        slider: whether it is a slider.
        value: the number that is shown, in the field's parts, where it is not the field's value.
        change: takes the field with its new value by keyword.
        key: of the widget; if none, the field's name.
        settings: further arguments of the widget.
    """
    current = registry.value(session.selection_now(), field) if value is None else value
    low, high = ends or registry.parameters()[field].ends or (None, None)
    shown = [end if parts == 1 or end is None else end / parts for end in (low, high, current)]

    def apply(chosen: float) -> None:
        change(**{field: round(chosen * parts)})

    bound = session.bind(key or field, shown[2], apply)
    _NUMBERS[slider](prose.compose(label), *shown[:2], step=step, **bound, **settings)


def switch(field: str, label: LiteralString, *, key: str | None = None, **settings: Any) -> None:
    """Show a yes or no as a box to tick, bound to a field of the view.

    Args:
        field: of the view, whichever record owns it.
        label: what the box is called, in the reader's language.
        key: of the widget; if none, the field's name.
        settings: further arguments of the widget.
    """
    current = registry.value(session.selection_now(), field)
    bound = session.bind(key or field, current, lambda chosen: session.choose(**{field: chosen}))
    st.checkbox(prose.compose(label), **bound, **settings)


def pick(selection: Selection) -> None:
    """Show the pickers in one row; each writes the selection."""
    with _row():
        sentence, model, cell = st.columns([292, 198, 318])  # all cells fit beside the sidebar
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model()
    with cell:
        pick_cell()
    place_picker.pick(selection)
    other_script.offer(selection)


def pick_task(selection: Selection) -> None:
    """Show the pickers of a screen that has all cells: the sentence and the task."""
    with _row():
        sentence, model = st.columns([2, 1])
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model()
    place_picker.pick(selection)
    other_script.offer(selection)


def _row() -> DeltaGenerator:
    """Return what the columns of pickers stand in: they go below each other where it is narrow."""
    return st.container(key="pickers", width="stretch")


def pick_sentence(selection: Selection, then: Callable[[], None] | None = None) -> None:
    """Show the field for the sentence, or for lines of text where the network wants those.

    Args:
        selection: what is shown.
        then: called after a change; where Enter leads on, the field has more than one line only if
            its text has.
    """

    def change(text: str) -> None:
        network_choice.read(text)
        if then:
            then()

    lines = texts_of(selection.model).has_lines and (then is None or "\n" in selection.text)
    bound = session.bind_text("sentence", selection.text, change, lines=lines)
    if lines:
        hint = _("Type a text and press Ctrl+Enter")
        st.text_area(_("Text"), placeholder=hint, height=120, **bound)
    else:
        hint = _("Type a sentence and press Enter")
        st.text_input(_("Sentence"), placeholder=hint, **bound)


def pick_model(tasks: Sequence[str] = ()) -> None:
    """Show the menu of networks: of all tasks and this session's, or those that suit a screen."""
    offered = tasks or (*TASKS, *session.own_networks())
    names = {task: network_names.of_task(task) for task in offered}
    one_of("model", _("Network"), offered, names.__getitem__, shape="menu", change=_change_model)


def pick_cell() -> None:
    """Show the picker for the cell: a network of this session has just one."""
    now = session.selection_now()
    one_of(
        "cell",
        _("Cell"),
        (now.cell,) if is_own(now.model) else (),
        width="stretch",
        wrap=True,  # on a narrow screen, rather than cut the last one off
        change=session.cue,
        help=_(
            "GRU is PyTorch's: its z keeps the old. Paper GRU is that of papers and lecture notes: "
            "its z takes the new. It learned each task itself, in this form."
        ),
    )


def begin() -> None:
    """Show the field from which a sentence goes straight to the stepper."""
    if session.take_flag("begin"):
        st.switch_page(STEP_THROUGH, query_params=to_query(session.selection_now()))
    field, go = st.columns([4, 1], vertical_alignment="bottom")
    with field:
        pick_sentence(session.selection_now(), then=lambda: session.set_flag("begin"))
    with go:
        st.button(
            _("Step through"),
            icon=":material/footprint:",
            type="primary",
            width="stretch",
            on_click=session.set_flag,
            args=["begin"],
        )
    other_script.offer(session.selection_now())


def _change_model(model: str) -> None:
    """Change the network; where the old one's example still stands, show the new one's instead.

    An example opens at the step and unit that show most, or as the screen opens on it.
    """
    selection, page = session.selection_now(), session.page_now()
    changes = registry.beginnings("text")
    if openings.is_example(selection, page):
        example = openings.example(model, page)
        place = openings.opening(replace(selection, model=model, text=example["text"]))
        changes |= {**place, **example}
    network_choice.choose(model, **changes)
