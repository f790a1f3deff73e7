"""The outcome of the edits: the opinion before and after, and the picker for its views."""

from contextlib import AbstractContextManager, nullcontext
from typing import Literal

import numpy as np
import streamlit as st

from core.analysis.reading import Reading
from core.analysis.what_if import WhatIf
from pages.language import _, ngettext
from pages.shared import downloads, pickers, prose
from pages.shared.about_network import output_names
from pages.shared.view.selection import Selection
from pages.what_if.link_edits import to_text
from pages.what_if.view import WhatIfView


def output_in_question(selection: Selection, what_if: WhatIf) -> int:
    """Return the output in question: the likeliest before the edits if none is chosen."""
    if selection.output is not None and selection.output < what_if.opinions_before.shape[1]:
        return selection.output
    return int(what_if.opinions_before[-1].argmax())


def guesses(selection: Selection) -> bool:
    """Return whether the class guesses what the edits do before that is shown."""
    return selection.lecture and bool(selection.of(WhatIfView).edits)


def guessed(
    selection: Selection, reading: Reading, what_if: WhatIf
) -> AbstractContextManager[object]:
    """Return the container for what the class guesses first; another edit closes it again."""
    if not guesses(selection):
        return nullcontext()
    count = len(selection.of(WhatIfView).edits)
    guess = ngettext(
        "{count:d} edit: what does the network say now? Guess first.",
        "{count:d} edits: what does the network say now? Guess first.",
        count,
    )
    st.text(_without(selection, reading, what_if))
    return st.expander(prose.compose(guess, count=count))


def headline(selection: Selection, reading: Reading, what_if: WhatIf) -> None:
    """Show one output's value after the last token, before and after the edits."""
    output, names = output_in_question(selection, what_if), output_names(reading)
    which, figures = st.columns([2, 3], gap="large", vertical_alignment="top")
    with which:
        _pick_output(output, names, reading.target)
    with figures.container(horizontal=True, gap="medium"):  # side by side on a phone, too
        _figures(selection, what_if, output, reading.target)
        if len(what_if.after) and reading.target != "next-value":
            ends = (what_if.opinions_before[-1], what_if.opinions_after[-1])
            st.text(_verdict(selection, *(names[int(np.argmax(end))] for end in ends)))
    if not len(what_if.after):
        prose.note(_("No token is left to read."), icon=":material/info:")


def pick() -> None:
    """Show the picker for the view."""
    pickers.one_of("effect", _("Effect"), wrap=True, label_visibility="collapsed")


def _figures(selection: Selection, what_if: WhatIf, output: int, target: str) -> None:
    was = float(what_if.opinions_before[-1, output])
    prose.metric(_("Before"), _figure(was, target), width="content")
    if selection.of(WhatIfView).edits and len(what_if.after):
        now = float(what_if.opinions_after[-1, output])
        shown, arrow = _change(now - was, target)
        prose.metric(
            _("After"),
            _figure(now, target),
            shown,
            delta_color="off",
            delta_arrow=arrow,
            width="content",
        )


def _pick_output(output: int, names: tuple[str, ...], target: str) -> None:
    """Show the picker for the output; where there is only one, say what it is."""
    if target == "next-value":
        prose.caption(_("The next value, predicted after the last token"))
        return
    pickers.one_of(
        "output",
        _("Probability of"),
        range(len(names)),
        lambda place: names[place],
        shape="menu",
        value=output,
        help=_("As predicted after the last token."),
    )


def _without(selection: Selection, reading: Reading, what_if: WhatIf) -> str:
    """Return in words what the network says without edits."""
    output = output_in_question(selection, what_if)
    figure = _figure(float(what_if.opinions_before[-1, output]), reading.target)
    if reading.target == "next-value":
        return _("Without the edits the next value is {figure}.").format(figure=figure)
    text = _("Without the edits the probability of “{output}” is {figure}.")
    return text.format(output=output_names(reading)[output], figure=figure)


def _verdict(selection: Selection, before: str, after: str) -> str:
    """Return in words how the likeliest output changed."""
    if not selection.of(WhatIfView).edits:
        return _("Nothing is changed yet: the network says “{output}”.").format(output=before)
    if before == after:
        return _("The network still says “{output}”.").format(output=after)
    text = _("The network said “{before}”; now it says “{after}”.")
    return text.format(before=before, after=after)


def _figure(value: float, target: str) -> str:
    return f"{value:.3f}" if target == "next-value" else f"{value:.1%}"


def _change(change: float, target: str) -> tuple[str, Literal["auto", "off"]]:
    """Return a change as text, and its arrow: a change that rounds to zero has none."""
    shown = round(change, 3)
    arrow = "auto" if shown else "off"
    if target == "next-value":
        return f"{shown:+.3f}", arrow
    return _("{change:+.1f} points").format(change=100 * shown), arrow


def export(selection: Selection, reading: Reading, what_if: WhatIf) -> None:
    """Offer both traces as files, made only on request."""
    view = selection.of(WhatIfView)
    named = selection.reference

    def offer() -> None:
        prose.caption(_("before the edits"))
        downloads.reading_files(reading, named)
        if view.edits and len(what_if.after):
            changes = {"edits": to_text(view.edits), "other": view.other}
            about = downloads.origin(reading, named) | changes
            prose.caption(_("after the edits"))
            downloads.trace_files(
                what_if.after, about, f"gatescope-{named.task}-{named.name}-edited"
            )

    downloads.export(offer)
