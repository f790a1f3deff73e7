"""Pickers, each bound to a field of the view; and those that several screens share."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, LiteralString

import streamlit as st

from core.network.catalogue import TASKS
from pages.language import _
from pages.shared import prose
from pages.shared.frame import STEP_THROUGH
from pages.shared.view import registry, session
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
    **look: Any,
) -> None:
    """Show a choice that a field of the view says.

    Args:
        field: of the view, whichever record owns it.
        label: what the picker is called, in the reader's language.
        options: what there is to choose from; if nothing is given, the options of the field.
        names: gives an option's name, in the reader's language; if none, as the field has it.
        shape: of the widget.
        value: the option that is shown as chosen, where it is not what the field says.
        nothing: the option that stands for ``None`` in the field.
        change: takes the field with its new value by keyword.
        key: of the widget; if none, the field's name.
        look: what else the widget is given.
    """
    said, own = registry.value(session.selection_now(), field), registry.parameters()[field].options
    shown = value if value is not None else nothing if said is None else said

    def apply(chosen: Any) -> None:
        change(**{field: None if nothing is not None and chosen == nothing else chosen})

    _SHAPES[shape](
        prose.compose(label),
        options or tuple(own),
        format_func=names or (lambda option: _(own[option])),
        **session.bind(key or field, shown, apply),
        **look,
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
    **look: Any,
) -> None:
    """Show a number that a field of the view says, to type or as a slider.

    Args:
        field: of the view, whichever record owns it.
        label: what the picker is called, in the reader's language.
        ends: the least and the largest number; if none are given, those of the field.
        parts: into how many of the field's numbers one on the screen is divided.
        step: from one number on the screen to the next.
        slider: whether it is a slider.
        value: the field's number that is shown, where it is not what the field says.
        change: takes the field with its new value by keyword.
        key: of the widget; if none, the field's name.
        look: what else the widget is given.
    """
    said = registry.value(session.selection_now(), field) if value is None else value
    low, high = ends or registry.parameters()[field].ends or (None, None)
    shown = [end if parts == 1 or end is None else end / parts for end in (low, high, said)]

    def apply(chosen: float) -> None:
        change(**{field: round(chosen * parts)})

    bound = session.bind(key or field, shown[2], apply)
    _NUMBERS[slider](prose.compose(label), *shown[:2], step=step, **bound, **look)


def switch(field: str, label: LiteralString, *, key: str | None = None, **look: Any) -> None:
    """Show a yes or no that a field of the view says, as a box to tick.

    Args:
        field: of the view, whichever record owns it.
        label: what the box is called, in the reader's language.
        key: of the widget; if none, the field's name.
        look: what else the widget is given.
    """
    said = registry.value(session.selection_now(), field)
    bound = session.bind(key or field, said, lambda chosen: session.choose(**{field: chosen}))
    st.checkbox(prose.compose(label), **bound, **look)


def pick(selection: Selection) -> None:
    """Show the pickers in one row; each writes the selection."""
    sentence, model, cell = st.columns([11, 6, 7])  # all three cells fit beside the sidebar
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model()
    with cell:
        pick_cell()


def pick_task(selection: Selection) -> None:
    """Show the pickers of a screen that has all cells: the sentence and what was learned."""
    sentence, model = st.columns([2, 1])
    with sentence:
        pick_sentence(selection)
    with model:
        pick_model()


def pick_sentence(selection: Selection, then: Callable[[], None] | None = None) -> None:
    """Show the field for the sentence, or for lines of text where the network wants those."""

    def change(text: str) -> None:
        session.cue(**registry.beginnings("text") | {"text": text})
        if then:
            then()

    bound = session.bind("sentence", selection.text, change)
    if TASKS[selection.model].has_lines:
        hint = _("Type a text and press Ctrl and Enter")
        st.text_area(_("Text"), placeholder=hint, height=120, **bound)
    else:
        hint = _("Type a sentence and press Enter")
        st.text_input(_("Sentence"), placeholder=hint, **bound)


def pick_model() -> None:
    """Show the menu of networks."""
    one_of("model", _("Network"), shape="menu", change=_change_model)


def pick_cell() -> None:
    """Show the three cells."""
    one_of("cell", _("Cell"), names=str.upper, width="stretch", change=session.cue)


def begin() -> None:
    """Show the field from which a sentence goes straight to the stepper."""
    if session.asked("begin"):
        st.switch_page(STEP_THROUGH, query_params=to_query(session.selection_now()))
    field, go = st.columns([4, 1], vertical_alignment="bottom")
    with field:
        pick_sentence(session.selection_now(), then=lambda: session.ask("begin"))
    with go:
        st.button(
            _("Step through"),
            icon=":material/footprint:",
            type="primary",
            width="stretch",
            on_click=session.ask,
            args=["begin"],
        )


def _change_model(model: str) -> None:
    """Change the network; a sentence that nobody typed makes room for one that suits it.

    Units and outputs have other meanings there, so none of them stays chosen.
    """
    selection = session.selection_now()
    untouched = selection.text == TASKS[selection.model].example
    text = TASKS[model].example if untouched else selection.text
    places = registry.beginnings("text") | registry.beginnings("network")
    session.cue(**places | {"model": model, "text": text})
