"""The strings that networks side by side need in addition to the stepper's own."""

from pages.language import _


def words() -> dict[str, str]:
    """Return the strings by the name under which the JavaScript knows them."""
    return {
        "opinions": _("What each network thinks now"),
        "share_of": _("probability of “{output}”"),
        "share_of_next": _("probability given to what really came next"),
        "share_of_best": _("probability of its most likely answer"),
        "values_of": _("what each network predicted, and the actual one (dotted)"),
        "came_next": _("What came next: “{token}”."),
        "ask_all": _("What will the networks think after “{token}”?"),
        "opinion_of": _("the opinion of {network}"),
        "state_of": _("hidden state of the unit, {network}"),
        "values_at": _("values of unit {unit}"),
        "no_unit": _("has no unit {unit}: its units are 0 to {last}"),
        "only_state": _("no cell state, no gates: the hidden state is all it has"),
        "none": _("none: {quantities}"),
        "chart_tip": _("{shares} · step {step} {token}"),
    }
