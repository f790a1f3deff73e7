"""What each switch would change: its names in both dialects, and the arrows that come and go."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from core.browser.wired_words import KINDS
from core.wiring import Name, Wired, Wiring, switch_name
from pages.language import _
from pages.shapes_and_wiring import cached
from pages.shapes_and_wiring.answers import is_answering
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import prose, tables

OTHER_MERGE = {"concat": "sum", "sum": "concat", "ave": "concat", "mul": "concat", "none": "concat"}
OTHER_PADDING = {"valid": "same", "same": "valid", "causal": "valid"}


@dataclass(frozen=True)
class Effect:
    """What one switch does now, and what it would do.

    Attributes:
        switch: its name in the library.
        now: its setting in both dialects.
        then: the other setting.
        came: kind of an arrow -> how many would come.
        gone: kind of an arrow -> how many would go.
        output: the shape of the output now, and then.
    """

    switch: str
    now: Name
    then: Name
    came: Mapping[str, int]
    gone: Mapping[str, int]
    output: tuple[str, str]


def effects(key: cached.Key) -> list[Effect]:
    """Return what each switch that applies here would change."""
    own = cached.run(key).wired
    found = []
    for switch, settings, view in _flips(key.view, own.wiring):
        try:
            other = cached.run(key._replace(view=view)).wired
        except ValueError:  # the text is too short for that convolution
            continue
        now, then = (switch_name(switch, setting, own.wiring.cell) for setting in settings)
        came, gone = _only(other, own), _only(own, other)
        found.append(Effect(switch, now, then, came, gone, (_output(own), _output(other))))
    return found


def show(key: cached.Key) -> None:
    """Show a row for each switch."""
    with st.expander(_("What each switch does"), icon=":material/toggle_on:"):
        prose.caption(_("Each row has the other setting of one switch, all else staying as it is."))
        rows = effects(key)
        tables.table(
            {
                _("switch"): [row.switch for row in rows],
                _("Keras now"): [row.now.keras for row in rows],
                _("PyTorch now"): [row.now.pytorch for row in rows],
                _("Keras then"): [row.then.keras for row in rows],
                _("PyTorch then"): [row.then.pytorch for row in rows],
                _("arrows that come"): [_counted(row.came) for row in rows],
                _("arrows that go"): [_counted(row.gone) for row in rows],
                _("output"): [" → ".join(dict.fromkeys(row.output)) for row in rows],
            },
            most_rows=None,
        )


def _flips(
    view: ShapesAndWiringView, wiring: Wiring
) -> Iterator[tuple[str, tuple[Any, Any], ShapesAndWiringView]]:
    """Yield each switch, its setting now and the other one, and the view with that."""
    every = wiring.every_step
    if view.kind == "one-to-one":
        yield "return_sequences", (every, not every), replace(view, single_sequences=not every)
    elif view.kind in ("many-to-one", "many-to-many"):
        kind = "many-to-one" if every else "many-to-many"
        yield "return_sequences", (every, not every), replace(view, kind=kind)
    states = wiring.return_state
    yield "return_state", (states, not states), replace(view, return_state=not states)
    if is_answering(view):
        pass  # it starts from nothing, and what its decoder reads is settled
    elif not wiring.has_decoder:
        goes_on = wiring.stateful
        yield "stateful", (goes_on, not goes_on), replace(view, stateful=not goes_on)
    else:
        forced = wiring.teacher_forcing
        yield "teacher_forcing", (forced, not forced), replace(view, forced=not forced)
    yield from _of_random_weights(view, wiring)
    first = wiring.batch_first
    yield "batch_first", (first, not first), replace(view, steps_first=first)


def _of_random_weights(
    view: ShapesAndWiringView, wiring: Wiring
) -> Iterator[tuple[str, tuple[Any, Any], ShapesAndWiringView]]:
    if view.trained:
        return
    both = wiring.bidirectional
    reads = "forward" if both else "both"
    yield "bidirectional", (both, not both), replace(view, reads=reads)
    if both:
        merge = OTHER_MERGE[wiring.merge or "none"]
        yield "merge", (wiring.merge, merge), replace(view, merge=merge)
    if wiring.conv is not None:
        padding: Any = OTHER_PADDING[wiring.conv.padding]
        settings = wiring.conv.padding, padding
        yield "padding", settings, replace(view, conv_padding=padding)


def _only(wired: Wired, without: Wired) -> Mapping[str, int]:
    known = {arrow.id for arrow in without.arrows}
    return Counter(
        arrow.kind for arrow in wired.arrows if not arrow.folded and arrow.id not in known
    )


def _output(wired: Wired) -> str:
    """Return the shape of what the model gives; of two outputs, both."""
    outputs = wired.output if isinstance(wired.output, tuple) else (wired.output,)
    return ", ".join(" × ".join(map(str, each.shape)) for each in outputs)


def _counted(arrows: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {_(KINDS[kind])}" for kind, count in arrows.items()) or "–"
