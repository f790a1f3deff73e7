"""Every string that a passage shows or reads aloud; the browser fills in {names}."""

from pages.language import _


def words() -> dict[str, str]:
    """Return the strings by the name under which the JavaScript knows them."""
    return _controls() | _labels() | _sentences()


def _controls() -> dict[str, str]:
    return {
        "stepper": _(
            "Text coloured by a unit: left and right move, up and down change the unit, "
            "Shift marks, Escape clears"
        ),
        "unit": _("Unit"),
        "unit_before": _("Previous unit"),
        "unit_after": _("Next unit"),
        "mark": _("Mark"),
        "mark_help": _("While this is on, moving marks tokens, as with Shift"),
        "clear": _("Clear"),
        "keys": _("←→ token · ↑↓ unit · Shift marks · Esc clears"),
    }


def _labels() -> dict[str, str]:
    return {
        "unknown": _("not in the vocabulary"),
        "on": _("on"),
        "off": _("off"),
        "on_from": _("underlined: on, hidden state from {threshold}"),
        "on_count": _("tokens here at which it is on: {count} of {length}"),
        "waiting": _("Loading unit {unit} …"),
        "overview": _("The whole passage at a glance; click to go there"),
    }


def _sentences() -> dict[str, str]:
    return {
        "position": _("Token {position} of {total}"),
        "value": _("{quantity} {value}"),
        "value_of_unit": _("{quantity} of unit {unit}: {value}"),
        "tip": _("{token} · unit {unit} · {quantity} {value} ± {precision} · token {position}"),
        "marked": _("marked tokens: {count}, from {start} to {stop}"),
        "marked_most": _("marked tokens: {count}, from {start} to {stop}, the maximum"),
        "aloud": _("Token {position}, “{token}”:"),
    }
