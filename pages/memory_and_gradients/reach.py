"""The reach of gradients back in time: of a hidden state, an output or the loss, per network."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields

import numpy as np
import streamlit as st

from core.analysis.gradients.reach import Reach, with_total
from core.analysis.reading import Reading
from core.figures.labels import name_axes
from core.figures.reach import RULERS, ReachLine
from core.figures.reach import reach as figure
from core.network import Network
from core.spreadsheet import guard
from pages.components.over_chart import Clicked
from pages.language import _, ngettext
from pages.memory_and_gradients import cached, gradient_of, long_work
from pages.memory_and_gradients.explain_gradients import explain_paths, explain_reach, memory_name
from pages.memory_and_gradients.magnitudes import (
    factor_per_step,
    from_start,
    memory_norms,
    share_text,
)
from pages.memory_and_gradients.step_spectrum import step_spectrum
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import network_names, pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.part import part_in_view
from pages.shared.side_by_side import SideBySide, network_colours
from pages.shared.view.selection import Selection


def show(selection: Selection, compared: SideBySide) -> None:
    """Show the gradients, what is left of them, and what one step does to them.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it: at least one
            token.
    """
    network, reading = next(iter(compared.networks.values())), compared.reading
    selection = gradient_of.possible(selection, network)
    view = selection.of(MemoryAndGradientsView)
    _pick(selection, network, reading)
    if any(network.card.cell == "lstm" for network in compared.networks.values()):
        _pick_total()
    reaches = _reaches(selection, compared)
    if reaches is not None:
        _show(selection, compared, reaches)
    if view.aim == "state":
        names = tuple(compared.networks)
        part_in_view(step_spectrum, selection, names, reading, key="step-spectrum")


def _show(selection: Selection, compared: SideBySide, measured: Mapping[str, Reach]) -> None:
    """Show the gradients, and what is left of them."""
    view, reading = selection.of(MemoryAndGradientsView), compared.reading
    at, names = _at(selection, reading), tuple(compared.networks)
    reaches = {name: with_total(each) if view.total else each for name, each in measured.items()}
    _left(reaches, at)
    depends = (reading.text, selection.model, names, view.aim, at, selection.output, view.total)

    def clicked(point: Clicked) -> None:
        gradient_of.choose_token(int(point.x), len(reading.tokens))

    chart(
        "reach",
        depends,
        lambda: name_axes(
            figure(_lines(reaches, at), reading.labels, at, RULERS, dark()),
            _("size of the gradient (its start = 1)")
            if _shares_left(reaches, at)
            else _("size of the gradient"),
        ),
        _("How strongly each earlier token's state is still felt, one line for each network."),
        on_click=None if view.aim == "loss" else clicked,
    )
    explain_reach(view.aim, reaches, at, view.total)
    _offer(measured, reading)
    part_in_view(_split, reaches, reading, at, depends, key="paths")


def _pick(selection: Selection, network: Network, reading: Reading) -> None:
    """Show the pickers for what the gradient is of: one row, or two with an output picker."""
    view = selection.of(MemoryAndGradientsView)
    if view.aim == "state":
        what, token, label = st.columns([7, 5, 3])
    else:
        what, which = st.columns([6, 5])
        token, label = st.columns([6, 5])
        if view.aim == "output" or reading.target == "class":
            with which:
                gradient_of.pick_output(selection, reading)
    with what:
        gradient_of.pick_aim(selection, network)
    if view.aim != "loss":
        with token:
            gradient_of.pick_token(selection, reading)
        with label:
            gradient_of.say_token(selection, reading)


def _pick_total() -> None:
    """Show the box for what the hidden state does while an LSTM's cell state is changed."""
    pickers.switch(
        "total",
        _("LSTM: let h follow c"),
        help=_(
            "Off: the gradient at c holds the h of the same step fixed. On: the total derivative, "
            "as PyTorch's autograd gives it."
        ),
    )


def _at(selection: Selection, reading: Reading) -> int:
    """Return the position that gradients reach back from; the loss covers the whole text."""
    if selection.of(MemoryAndGradientsView).aim == "loss":
        return len(reading.tokens) - 1
    return gradient_of.token(selection, reading) - 1


def _reaches(selection: Selection, compared: SideBySide) -> Mapping[str, Reach] | None:
    """Return how far each network's gradient reaches back; ``None`` while that is computed."""
    view, readings = selection.of(MemoryAndGradientsView), compared.readings
    if view.aim == "state":
        named = {name: selection.reference_of(name) for name in readings}
        at = _at(selection, compared.reading)
        return long_work.state_reaches(named, selection.text, at)
    with st.spinner(_("Measuring …")):
        return {name: _reach(selection, name, each) for name, each in readings.items()}


def _reach(selection: Selection, name: str, reading: Reading) -> Reach:
    view = selection.of(MemoryAndGradientsView)
    named, text, at = selection.reference_of(name), selection.text, _at(selection, reading)
    if view.aim == "output":
        output = gradient_of.output(selection, reading, at + 1)
        return cached.output_reach(named, text, at, output)
    return cached.loss_reach(named, text, gradient_of.right(selection, reading))


def _left(reaches: Mapping[str, Reach], at: int) -> None:
    """Say for each network by which factor the gradient grew per step back, and what is left."""
    with st.container(horizontal=True, gap="medium"):  # in as many rows as legibility needs
        for name, share in _shares_left(reaches, at).items():
            left = ngettext(
                "{left} left {steps:d} step back", "{left} left {steps:d} steps back", at
            )
            prose.metric(
                prose.compose("{network}", network=memory_name(name, reaches[name])),
                prose.compose(_("× {rate:.2f} per step"), rate=factor_per_step(0, share, at)),
                prose.compose(left, left=share_text(share), steps=at),
                delta_color="off",
                delta_arrow="off",
                width="content",
            )


def _shares_left(reaches: Mapping[str, Reach], at: int) -> dict[str, float]:
    """Return what is left at the first token of each gradient that begins at a position, as log2.

    It is of the memory's line, which is the hidden state's where that is the memory.
    """
    lines = {name: memory_norms(reach) for name, reach in reaches.items()}
    begun = {name: line for name, line in lines.items() if at and np.isfinite(line[at])}
    return {name: float(line[0] - line[at]) for name, line in begun.items()}


def _lines(reaches: Mapping[str, Reach], at: int) -> list[ReachLine]:
    """Return a line for each gradient; where it begins at a token, it is 1 there.

    What is left can be compared then. A loss that every token adds to begins nowhere.
    """
    lines, left, colours = [], _shares_left(reaches, at), network_colours(reaches)

    def add(name: str, title: str, norms: np.ndarray, style: str, label: str = "") -> None:
        drawn = from_start(norms, at) if name in left else norms
        lines.append(ReachLine(title, colours[name], drawn, style, label))

    for name, reach in reaches.items():
        title = network_names.of_network(name)
        label = share_text(left[name]) if name in left else ""
        if reach.memory is None:
            add(name, title, reach.hidden, "hidden", label)
        else:
            add(name, title, reach.hidden, "hidden")
            add(name, memory_name(name, reach), reach.memory, "memory", label)
    return lines


def _split(
    reaches: Mapping[str, Reach], reading: Reading, at: int, depends: tuple[Hashable, ...]
) -> None:
    """Show which path the gradient took, for cells that have two."""
    colours = network_colours(reaches)
    gated = {
        name: reach for name, reach in reaches.items() if np.isfinite(reach.along_memory).any()
    }
    if not gated:
        return
    lines = [
        ReachLine(
            title.format(network=network_names.of_network(name)), colours[name], values, style
        )
        for name, reach in gated.items()
        for title, values, style in (
            (_("{network}, along the memory"), reach.along_memory, "along"),
            (_("{network}, through the gates"), reach.through_gates, "gates"),
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


def _offer(reaches: Mapping[str, Reach], reading: Reading) -> None:
    """Offer every norm as a logarithm: many are too small for a float."""
    names = [f"log2_{name}_{part.name}" for name in reaches for part in fields(Reach)]
    table_file(
        ("position", "token", "guarded", *names), lambda: _rows(reaches, reading), "gatescope-reach"
    )


def _rows(reaches: Mapping[str, Reach], reading: Reading) -> Iterator[tuple]:
    for place, label in enumerate(reading.labels):
        numbers = [
            "" if part is None else float(part[place])
            for reach in reaches.values()
            for part in vars(reach).values()
        ]
        yield place + 1, *guard(label), *numbers
