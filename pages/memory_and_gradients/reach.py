"""The reach of gradients back in time: of a hidden state, an output or the loss, per network."""

from collections.abc import Hashable, Iterator, Mapping

import numpy as np
import streamlit as st

from core.analysis.gradients.reach import Reach
from core.analysis.reading import Reading
from core.figures.labels import name_axes
from core.figures.reach import RULERS, ReachLine
from core.figures.reach import reach as figure
from core.network.catalogue import NETWORK_NAMES
from core.spreadsheet import guard
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.explain_gradients import carried_name, explain_paths, explain_reach
from pages.memory_and_gradients.magnitudes import a_step, carried, share_said
from pages.memory_and_gradients.step_spectrum import step_spectrum
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import prose
from pages.shared.charts import Point, chart, dark
from pages.shared.downloads import table_file
from pages.shared.side_by_side import SideBySide, network_colours
from pages.shared.view.selection import Selection


def show(selection: Selection, compared: SideBySide) -> None:
    """Show the gradients, what is left of them, and what one step does to them.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it: at least one
            token.
    """
    view = selection.of(MemoryAndGradientsView)
    reading = compared.reading
    _pick(selection, reading)
    found = {name: _found(selection, name, one) for name, one in compared.readings.items()}
    at = _at(selection, reading)
    _left(found, at)
    names = tuple(compared.networks)
    depends = (reading.text, selection.model, names, view.aim, at, selection.output)

    def clicked(point: Point) -> None:
        gradient_of.choose_token(int(point["x"]), len(reading.tokens))

    chart(
        "reach",
        depends,
        lambda: name_axes(
            figure(_whole(found), reading.labels, at, RULERS, dark()), _("size of the gradient")
        ),
        _("How strongly each earlier token's state is still felt, one line for each network."),
        on_click=None if view.aim == "loss" else clicked,
    )
    explain_reach(view.aim, found, at)
    _offer(found, reading)
    _split(found, reading, at, depends)
    if view.aim == "state":
        step_spectrum(selection, names, reading)


def _pick(selection: Selection, reading: Reading) -> None:
    """Show the pickers for what the gradient is of: one row, or two with an output picker."""
    view = selection.of(MemoryAndGradientsView)
    if view.aim == "state":
        what, token, said = st.columns([7, 5, 3])
    else:
        what, which = st.columns([6, 5])
        token, said = st.columns([6, 5])
        if view.aim == "output" or reading.target == "class":
            with which:
                gradient_of.pick_output(selection, reading)
    with what:
        gradient_of.pick_aim()
    if view.aim != "loss":
        with token:
            gradient_of.pick_token(selection, reading)
        with said:
            gradient_of.say_token(selection, reading)


def _at(selection: Selection, reading: Reading) -> int:
    """Return the position that gradients reach back from; the loss covers the whole text."""
    if selection.of(MemoryAndGradientsView).aim == "loss":
        return len(reading.tokens) - 1
    return gradient_of.token(selection, reading) - 1


def _found(selection: Selection, name: str, reading: Reading) -> Reach:
    view = selection.of(MemoryAndGradientsView)
    named, text, at = selection.reference_of(name), selection.text, _at(selection, reading)
    if view.aim == "state":
        return cached.state_reach(named, text, at)
    if view.aim == "output":
        output = gradient_of.output(selection, reading, at + 1)
        return cached.output_reach(named, text, at, output)
    return cached.loss_reach(named, text, gradient_of.right(selection, reading))


def _left(found: Mapping[str, Reach], at: int) -> None:
    """Say for each network by which factor the gradient grew per step back, and what is left."""
    lines = {name: carried(one) for name, one in found.items()}
    told = {name: line for name, line in lines.items() if at and np.isfinite(line[at])}
    with st.container(horizontal=True, gap="medium"):  # in as many rows as legibility needs
        for name, line in told.items():
            start, end = float(line[at]), float(line[0])
            left = _("{left} left {steps:d} steps back")
            prose.metric(
                prose.compose("{network}", network=carried_name(name, found[name])),
                prose.compose(_("× {rate:.2f} per step"), rate=a_step(start, end, at)),
                prose.compose(left, left=share_said(end - start), steps=at),
                delta_color="off",
                delta_arrow="off",
                width="content",
            )


def _whole(found: Mapping[str, Reach]) -> list[ReachLine]:
    lines = []
    for name, look in network_colours(found).items():
        title, one = _(NETWORK_NAMES[name]), found[name]
        lines.append(ReachLine(title, look, one.hidden, "hidden"))
        if one.memory is not None:
            lines.append(ReachLine(carried_name(name, one), look, one.memory, "memory"))
    return lines


def _split(
    found: Mapping[str, Reach], reading: Reading, at: int, depends: tuple[Hashable, ...]
) -> None:
    """Show which path the gradient took, for cells that have two."""
    colours = network_colours(found)
    gated = {name: one for name, one in found.items() if np.isfinite(one.along_memory).any()}
    if not gated:
        return
    lines = [
        ReachLine(title.format(network=_(NETWORK_NAMES[name])), colours[name], values, style)
        for name, one in gated.items()
        for title, values, style in (
            (_("{network}, along the memory"), one.along_memory, "along"),
            (_("{network}, through the gates"), one.through_gates, "gates"),
        )
    ]
    prose.heading(_("Which path the gradient took"))
    chart(
        "reach-by-path",
        depends,
        lambda: name_axes(figure(lines, reading.labels, at, (), dark()), _("size of the gradient")),
        _("The same gradients in two parts: along the memory, and through the gates."),
    )
    explain_paths(gated, at)


def _offer(found: Mapping[str, Reach], reading: Reading) -> None:
    """Offer every norm as a logarithm: many are too small for a float."""
    parts = ("hidden", "memory", "along_memory", "through_gates")
    names = [f"log2_{name}_{part}" for name in found for part in parts]
    table_file(
        ("position", "token", "guarded", *names), lambda: _rows(found, reading), "gatescope-reach"
    )


def _rows(found: Mapping[str, Reach], reading: Reading) -> Iterator[tuple]:
    for place, label in enumerate(reading.labels):
        numbers = [
            "" if part is None else float(part[place])
            for one in found.values()
            for part in (one.hidden, one.memory, one.along_memory, one.through_gates)
        ]
        yield place + 1, *guard(label), *numbers
