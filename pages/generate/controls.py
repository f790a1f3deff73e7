"""The controls: the prime, the network, and how tokens are chosen and how many."""

from collections.abc import Sequence
from typing import Any, LiteralString

import streamlit as st

from core.network import Network
from core.text import visible
from core.text.parts_of_speech import form_and_tag
from pages.generate import going_on, prime, writers
from pages.generate.link_tree import LONGEST, Branches
from pages.generate.view import (
    HIGHEST,
    HUNDREDTHS,
    MOST_SEED,
    PRESETS,
    GenerateView,
    as_temperature,
)
from pages.language import _
from pages.shared import pickers, prose
from pages.shared.cached.own_networks import texts_of
from pages.shared.view import session
from pages.shared.view.selection import Selection

NUMBER, SEED, SLIDER = 86, 104, 180
"""Widths in pixels."""
MOST_OFFERED = 200
"""Outputs that are all offered as the token that ends a text; of more, only the marks."""


def pick(selection: Selection) -> None:
    """Show the prime, the networks that write, and the cells."""
    with st.container(key="pickers", width="stretch"):
        text, model, cell = st.columns([292, 198, 318])
    with text:
        _pick_prime(selection)
    with model:
        pickers.pick_model(writers.writers())
    with cell:
        pickers.pick_cell()


def choices(selection: Selection, network: Network) -> None:
    """Show how tokens are chosen and how many, all in one row where there is room."""
    view = selection.of(GenerateView)
    row = st.container(key="choices", horizontal=True, vertical_alignment="bottom", gap="xsmall")
    with row:
        _pick_temperature(view)
        only = _("Only the k likeliest tokens may follow. Empty: all.")
        _pick_cut("top_k", "top-k", only, view.top_k, 1, len(network.outputs), 1)
        only = _(
            "Only the likeliest tokens whose shares reach p, 0.1 to 1, may follow. Empty: all."
        )
        _pick_cut("top_p", "top-p", only, view.top_p, 0.1, 1.0, 0.05, HUNDREDTHS)
        _pick_seed(view)
        _buttons(view, network)


def begin_anew(**changes: Any) -> None:
    """Change how tokens are chosen: what was chosen by hand belonged to another text."""
    session.choose(branches=Branches(), **changes)


def _pick_prime(selection: Selection) -> None:
    lines = texts_of(selection.model).has_lines
    bound = session.bind_text("sentence", selection.text, prime.change, lines=lines)
    if lines:
        hint = _("The text that is read first; Ctrl+Enter")
        st.text_area(_("Prime"), placeholder=hint, height=68, **bound)
    else:
        st.text_input(_("Prime"), placeholder=_("The text that is read first"), **bound)


def _pick_temperature(view: GenerateView) -> None:
    now = as_temperature(view.temperature)
    st.select_slider(
        _("Temperature"),
        sorted({*PRESETS, now}),
        format_func=lambda hundredths: f"{hundredths / HUNDREDTHS:g}",
        width=SLIDER,
        help=_(
            "Below 1, what is likely becomes likelier; above 1, all becomes more alike. At 0 "
            "the likeliest is always taken."
        ),
        **session.bind("temperature", now, lambda chosen: begin_anew(temperature=chosen)),
    )


def _pick_cut(
    field: str,
    label: LiteralString,
    about: prose.Template,
    value: int | None,
    low: float,
    high: float,
    step: float,
    parts: int = 1,
) -> None:
    """Show a number to type; an empty field stands for no cut."""

    def apply(typed: float | None) -> None:
        begin_anew(**{field: None if typed is None else round(typed * parts)})

    shown = value if value is None or parts == 1 else value / parts
    st.number_input(
        prose.compose(label),
        low,
        high,
        None,  # what an emptied field stands for
        step=step,
        placeholder=_("all"),
        help=prose.compose(about),
        width=NUMBER,
        **session.bind(field, None if shown is None else min(max(shown, low), high), apply),
    )


def _pick_seed(view: GenerateView) -> None:
    bound = session.bind("seed", view.seed, lambda typed: begin_anew(seed=typed))
    st.number_input(_("Seed"), 0, MOST_SEED, step=1, width=SEED, **bound)


def _buttons(view: GenerateView, network: Network) -> None:
    st.button(
        _("New seed"),
        icon=":material/casino:",
        key="new-seed",
        help=_("The same prime again, with the darts of the next seed"),
        on_click=begin_anew,
        kwargs={"seed": (view.seed + 1) % (MOST_SEED + 1)},
    )
    going_on.button()
    with st.popover(_("More"), icon=":material/tune:"):
        _pick_length(view)
        _pick_exact_temperature(view)
        _pick_stop(view, network)


def _pick_length(view: GenerateView) -> None:
    bound = session.bind("to_write", view.to_write, lambda typed: session.choose(to_write=typed))
    st.number_input(_("Tokens to write"), 1, LONGEST, step=going_on.MORE, **bound)


def _pick_exact_temperature(view: GenerateView) -> None:
    def apply(typed: float) -> None:
        begin_anew(temperature=as_temperature(round(typed * HUNDREDTHS)))

    ends = 0.0, HIGHEST / HUNDREDTHS
    now = session.bind("exact-temperature", as_temperature(view.temperature) / HUNDREDTHS, apply)
    st.number_input(_("Temperature, to type"), *ends, step=0.05, **now)


def _pick_stop(view: GenerateView, network: Network) -> None:
    stops = stops_of(network)
    if not stops:
        return
    offered = ["", *stops]
    now = view.stop if view.stop in stops else ""
    st.selectbox(
        _("End after"),
        offered,
        format_func=lambda key: visible(key) if key else _("nothing"),
        help=_("A text ends once this token is written."),
        **session.bind("stop", now, lambda chosen: begin_anew(stop=chosen), offered),
    )


def stops_of(network: Network) -> Sequence[str]:
    """Return the tokens that may end a text: all outputs if they are few, else the marks."""
    outputs = network.outputs
    if len(outputs) <= MOST_OFFERED:
        return outputs
    return [key for key in outputs if not any(map(str.isalnum, form_and_tag(key)[0]))]
