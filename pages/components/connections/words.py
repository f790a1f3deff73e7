"""Every string that the connections show or read aloud; the browser fills in {names}."""

from pages.language import _


def words() -> dict[str, str]:
    """Return the strings by the name under which the JavaScript knows them."""
    return {
        "what": _("What each output listens to: arrow keys move, Enter pins an output"),
        "hint": _("Point at a token to see what the output after it listens to; click to pin it."),
        "shares": _("Percentages are shares of the strengths of all inputs together."),
        "signs": _("Numbers say how much each input raises or lowers the output, to first order."),
        "output": _("Output after token {step} of {length}, “{token}”"),
        "heard": _("strongest input: token {step} “{token}”, {number}"),
        "unheard": _("no input reaches it"),
        "logarithmic": _("Logarithmic colours"),
        "logarithmic_help": _("Each step of colour is a power of ten, down to a millionth"),
        "strongest": _("strongest"),
        "unknown": _("not in the vocabulary"),
    }
