"""The traps of recurrent layers, each as a sentence with its measured numbers and its code."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.wiring.traps import Trap
from pages.language import _
from pages.shapes_and_wiring import cached
from pages.shared import prose

COLUMNS = 2
LEAST = 0.001
"""Smaller differences are written as powers of ten."""


def show(key: cached.Key) -> None:
    """Show each trap in a card of its own."""
    prose.heading(_("Where recurrent layers surprise"))
    measured = cached.measured(key)
    if not measured:
        prose.caption(_("A text of two tokens or more shows it with numbers."))
        return
    prose.caption(
        _("Measured just now on this sentence, three texts in a batch, with untrained weights.")
    )
    for start in range(0, len(measured), COLUMNS):
        row = measured[start : start + COLUMNS]
        for column, trap in zip(st.columns(COLUMNS), row, strict=False):
            with column.container(border=True, height="stretch"):
                prose.say(sentence(trap))
                st.code(code(trap), language=None, wrap_lines=True)


def sentence(trap: Trap) -> prose.Markdown:
    """Return what a trap says, with its numbers."""
    return _SENTENCES[trap.id](trap)


def code(trap: Trap) -> str:
    """Return the ways to write it: PyTorch and Keras, shape and difference, and the error."""
    lines = []
    for way in trap.ways:
        lines.append(f"{'✓' if way.is_right else '✗'} {way.pytorch}")
        if way.keras:
            lines.append(f"  Keras: {way.keras}")
        measure = "" if way.difference is None else f", ± {small(way.difference)}"
        if trap.id != "states":
            lines.append(f"  ({', '.join(map(str, way.shape))}){measure}")
    return "\n".join([*lines, *([trap.error] if trap.error else [])])


def small(number: float) -> str:
    """Return a difference: three decimals, or a power of ten.

    >>> small(0.5594), small(6e-08), small(0.0)
    ('0.559', '6e-08', '0')
    """
    if number == 0:
        return "0"
    return f"{number:.3f}" if number >= LEAST else f"{number:.0e}"


def _shape(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))


def _differences(trap: Trap) -> list[str]:
    return ["" if way.difference is None else small(way.difference) for way in trap.ways]


def _last_output(trap: Trap) -> prose.Markdown:
    right, wrong = _differences(trap)
    return prose.compose(
        _(
            "**The last output of two directions.** output[:, -1] is up to {wrong} away from what "
            "both directions have read: the backward one has seen a single token there. The two "
            "last rows of h_n are right, to {right}."
        ),
        wrong=wrong,
        right=right,
    )


def _batch_first(trap: Trap) -> prose.Markdown:
    right, wrong, states, output = trap.ways
    return prose.compose(
        _(
            "**h_n knows no batch_first.** The output has the shape {output}; h_n has {states}, "
            "its texts second, whatever batch_first says. Taken for the last step, h_n[:, -1] is "
            "both directions of the last text: {wrong}, where h_n[-1] is {right}."
        ),
        output=_shape(output.shape),
        states=_shape(states.shape),
        wrong=_shape(wrong.shape),
        right=_shape(right.shape),
    )


def _states(trap: Trap) -> prose.Markdown:
    lstm, gru, rnn, _unpacked = (str(way.shape[0]) for way in trap.ways)
    return prose.compose(
        _(
            "**How many states.** States that come back: {lstm} from an LSTM, {gru} from a GRU, "
            "{rnn} from an RNN. Code that unpacks an LSTM's two does not run with a GRU."
        ),
        lstm=lstm,
        gru=gru,
        rnn=rnn,
    )


def _stacking(trap: Trap) -> prose.Markdown:
    every, last = trap.ways
    return prose.compose(
        _(
            "**A layer on top reads every step.** It needs {every}; with return_sequences=False "
            "it would get {last}. Keras refuses that. PyTorch takes the texts of the batch for the "
            "steps of one text, {last}, without an error."
        ),
        every=_shape(every.shape),
        last=_shape(last.shape),
    )


def _stateful(trap: Trap) -> prose.Markdown:
    right, wrong = _differences(trap)
    return prose.compose(
        _(
            "**stateful without a reset.** The second text is read on from the first: its last "
            "state is up to {wrong} away from that of the text alone. After a reset the "
            "difference is {right}."
        ),
        wrong=wrong,
        right=right,
    )


def _padding(trap: Trap) -> prose.Markdown:
    packed, before, after = _differences(trap)
    return prose.compose(
        _(
            "**Zeros are read, too.** Three steps of zeros before the text move its last state by "
            "up to {before}, after the text by {after}. Packed or masked they are not read: "
            "{packed}."
        ),
        before=before,
        after=after,
        packed=packed,
    )


_SENTENCES: Mapping[str, Callable[[Trap], prose.Markdown]] = {
    "last output": _last_output,
    "batch first": _batch_first,
    "states": _states,
    "stacking": _stacking,
    "stateful": _stateful,
    "padding": _padding,
}
"""A trap -> what it says."""
