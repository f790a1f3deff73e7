"""Cells made by hand: gradients that vanish, explode or persist, beside their formulas."""

from collections.abc import Iterator, Mapping, Sequence
from typing import LiteralString

import streamlit as st

from core.analysis.gradients.constructed_cells import closed_forms
from core.analysis.gradients.spectrum import Spectrum
from core.figures.constructed_cells import STEPS_BACK, ConstructedGradient
from core.figures.constructed_cells import constructed_cells as figure
from core.figures.labels import name_axes
from core.notation import N_
from pages.language import _
from pages.memory_and_gradients import cached
from pages.memory_and_gradients.explain_gradients import explain_constructed
from pages.memory_and_gradients.magnitudes import memory_norms
from pages.memory_and_gradients.step_spectrum import draw_spectra, numbers
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.side_by_side import network_colours
from pages.shared.view import session
from pages.shared.view.selection import Selection

HUNDRED, TEN = 100, 10
"""Links carry whole numbers: hundredths of the radius and the drive, tenths of the bias."""
_READY = {
    "vanish": (N_("It vanishes"), {"radius": 70, "forget_bias": 0}),
    "explode": (N_("It explodes"), {"radius": 115, "forget_bias": 60}),
    "keep": (N_("The LSTM's cure"), {"radius": 70, "forget_bias": 60}),
}
"""The presets: each button's label, and the values that it sets."""
_LINES = {"rnn": "RNN: ρᵏ", "lstm": "LSTM: σ(b)ᵏ", "gru": "GRU: σ(b)ᵏ"}


def show(selection: Selection) -> None:
    """Show three constructed cells and the sliders that define them."""
    view = selection.of(MemoryAndGradientsView)
    prose.caption(_("Made by hand, not trained: the sentence above plays no part here."))
    _ready()
    _pick()
    settings = (
        view.radius / HUNDRED,
        view.forget_bias / TEN,
        view.drive / HUNDRED,
        view.steps,
        view.relu,
    )
    measured = cached.constructed_reach(*settings)
    closed = closed_forms(settings[0], settings[1], view.steps)
    lines = [
        ConstructedGradient(
            _LINES[name], colour, memory_norms(measured[name][0])[::-1], closed[name]
        )
        for name, colour in network_colours(measured).items()
    ]
    chart(
        "built",
        settings,
        lambda: name_axes(
            figure(lines, (_("measured"), _("formula")), _(STEPS_BACK), dark()),
            _("size of the gradient"),
        ),
        _("What is left of a gradient after k steps back: dots measured, lines by the formula."),
    )
    explain_constructed(selection, {name: reach for name, (reach, _spectrum) in measured.items()})
    table_file(
        ("cell", "steps_back", "log2_measured", "log2_formula"),
        lambda: _rows(lines),
        "gatescope-constructed",
    )
    _spectra({name: spectrum for name, (_reach, spectrum) in measured.items()}, settings)


def _ready() -> None:
    with st.container(horizontal=True):
        for name, (title, dials) in _READY.items():
            values = {"drive": 0, "steps": 50, **dials}
            st.button(_(title), key=f"built-{name}", on_click=_set, kwargs=values)


def _set(**dials: int) -> None:
    session.choose(**dials)


def _pick() -> None:
    dials: Sequence[tuple[str, LiteralString, int, float]] = (
        ("radius", _("Spectral radius ρ of the RNN"), HUNDRED, 0.01),
        ("forget_bias", _("Bias b of the forget gate"), TEN, 0.1),
        ("drive", _("Strength of the input"), HUNDRED, 0.01),
        ("steps", _("Steps"), 1, 1),
    )
    for column, (field, label, parts, step) in zip(st.columns(len(dials)), dials, strict=True):
        with column:
            key = f"built-{field}"
            pickers.number(field, label, parts=parts, step=step, slider=True, key=key)
    pickers.switch(
        "relu",
        _("ReLU in the RNN, in the place of tanh"),
        key="built-relu",
        help=_(
            "Each unit then remembers itself alone, ρ times, and has a bias of 1. A unit that is "
            "on has a slope of exactly 1, so nothing but ρ shrinks the gradient; one that the "
            "input turns off passes nothing on. And nothing bounds the state: with ρ > 1 it grows "
            "as fast as the gradient."
        ),
    )


def _spectra(
    spectra: Mapping[str, Spectrum], settings: tuple[float, float, float, int, bool]
) -> None:
    prose.heading(_("What the last step does"))
    picture, words = st.columns(2)
    with picture:
        draw_spectra(spectra, settings)
    with words:
        numbers(spectra)


def _rows(lines: list[ConstructedGradient]) -> Iterator[tuple]:
    for each in lines:
        cell = each.name.partition(":")[0].lower()
        for back, pair in enumerate(zip(each.measured, each.closed, strict=True)):
            yield cell, back, *map(float, pair)
