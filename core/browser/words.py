"""Every string that the stepper shows or says, in a language that the caller chooses.

Names in braces are filled in by the browser and stay as they are in a translation.
"""

from collections.abc import Callable
from typing import LiteralString

from ..notation import Message

Translate = Callable[[LiteralString | Message], str]
"""Returns a string of the code in the language of the screen."""


def words(_: Translate) -> dict[str, str]:
    """Return the strings, translated, by the name under which the scripts know them."""
    return _controls(_) | _keys(_) | _panels(_) | _sentences(_) | _seen(_) | _bars(_)


def _controls(_: Translate) -> dict[str, str]:
    return {
        "stepper": _("Stepper: arrow keys step, Space plays, up and down change the unit"),
        "transport": _("Steps"),
        "first": _("First token"),
        "previous": _("Previous token"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next token"),
        "last": _("Last token"),
        "speed": _("Speed"),
        "unit": _("Unit"),
        "tint": _("Tint by"),
        "reveal": _("Reveal"),
        "reveal_help": _("Hide what comes after the current token"),
        "tags": _("Parts of speech"),
        "answer": _("Show"),
    }


def _keys(_: Translate) -> dict[str, str]:
    return {
        "keys_step": _("to step"),
        "keys_unit": _("unit"),
        "space": _("Space"),
        "keys_play": _("play"),
        "keys_ends": _("ends"),
        "keys_answer": _("answer"),
    }


def _panels(_: Translate) -> dict[str, str]:
    return {
        "tokens": _("Tokens"),
        "unknown": _("not in the vocabulary"),
        "diagram": _("Inside the cell"),
        "equations": _("With numbers"),
        "history": _("Every unit at every token"),
        "history_axes": _("units downwards, tokens to the right"),
        "opinion": _("What the network thinks now"),
        "predicted": _("predicted"),
        "came": _("actual"),
        "not_yet": _("none yet"),
        "opinion_signal": _("the opinion"),
        "no_signal": _("nothing"),
        "from_x": _("from x"),
        "from_h": _("from h"),
        "from_h_reset": _("from h, reset"),
        "bias": _("bias"),
        "also": _("also written"),
        "readout": _("From the hidden state to the opinion"),
        "readout_sum": _("exp(z) / Σ exp(z): the sum over all {count} outputs is {sum}"),
        "output": _("output"),
        "derivatives_help": _("how steep they are at this step"),
    }


def _sentences(_: Translate) -> dict[str, str]:
    return {
        "position": _("Step {step} of {length}"),
        "unit_named": _("unit {unit}"),
        "unit_signal": _("{quantity} of the unit"),
        "map": _("{quantity}: all units at all tokens, as a picture"),
        "tip": _("{quantity} {value} · unit {unit} · step {step} {token}"),
        "curve_of": _("{output}, token by token"),
        "curve_of_values": _("Predicted next value at each token, and the actual one (dotted)"),
        "curve_of_best": _("The most likely output's probability, token by token"),
        "ask": _("What will the network think after “{token}”?"),
        "aloud": _("Step {step} of {length}, token “{token}”:"),
    }


def _seen(_: Translate) -> dict[str, str]:
    return {
        "seen_lstm": _(
            "“{token}”: unit {unit} keeps {kept} of its cell state, {before}, and writes "
            "{written}; it is {after} now."
        ),
        "seen_gru": _(
            "“{token}”: unit {unit} keeps {kept} of its hidden state, {before}, and takes {taken} "
            "of the candidate, {candidate}; it is {after} now."
        ),
        "seen_rnn": _(
            "“{token}”: the hidden state of unit {unit} goes from {before} to {after}; a plain "
            "RNN has no gate that could keep it."
        ),
        "seen_moved": _("The opinion “{output}” goes from {before} to {after}."),
        "seen_first": _("The opinion “{output}” begins at {after}."),
        "seen_likeliest": _("The likeliest next token is “{output}”, {after}."),
        "seen_value": _("The predicted next value is {after}."),
    }


def _bars(_: Translate) -> dict[str, str]:
    return {
        "bars": _("This step: arrow keys step, up and down change the unit"),
        "bars_at": _("Step {step}, token “{token}”: a bar for each unit; unit {unit} is selected"),
        "bars_row": _(
            "{quantity} of every unit at step {step}, token “{token}”; unit {unit}: {value}"
        ),
        "bars_scale": _(
            "{quantities}: the scale covers the whole text, so that it is the same at every step."
        ),
        "save_picture": _("Save as a picture"),
    }
