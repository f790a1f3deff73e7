"""One colour a quantity, everywhere: told apart with colour-blind eyes, legible light and dark.

The hues start from Okabe and Ito's set (2008); each is darkened for a light page and lightened for
a dark one until it has a contrast of at least 3 : 1 with it. The hidden state, which every cell
has, is ink.
"""

from collections.abc import Mapping

from core.notation import Quantity

_COLOURS: Mapping[str, tuple[str, str]] = {  # on a light page, on a dark one
    "forget_gate": ("#c8500a", "#ff9152"),
    "input_gate": ("#00805d", "#35c79a"),
    "output_gate": ("#0067a8", "#62b0ee"),
    "candidate": ("#a8447f", "#e795c5"),
    "cell_state": ("#8f6b00", "#edbb3f"),
    "hidden_state": ("#37424a", "#cdd6db"),
    "reset_gate": ("#6c7a00", "#bccb52"),
    "update_gate": ("#7a4fbf", "#b99bf2"),
}
_NEGATIVE = ("#b3362b", "#f0857b")
_POSITIVE = ("#1f66ad", "#74b3f0")
_PAGE = ("#fcfcfa", "#12181b")


def colour(name: str, dark: bool = False) -> str:
    """Return the colour of a quantity as ``#rrggbb``."""
    return _COLOURS[name][dark]


def signed(positive: bool, dark: bool = False) -> str:
    """Return the colour of numbers above or below zero."""
    return (_POSITIVE if positive else _NEGATIVE)[dark]


def page(dark: bool = False) -> str:
    """Return the colour of the page behind a figure: the zero of every scale."""
    return _PAGE[dark]


def scale(quantity: Quantity, dark: bool = False) -> list[tuple[float, str]]:
    """Return the colour scale that suits a quantity's range.

    Gates go from the page's colour to their own, everything signed from one hue through the page's
    colour, at zero, to another.
    """
    if quantity.bounds == (0, 1):
        return [(0.0, page(dark)), (1.0, colour(quantity.name, dark))]
    return [(0.0, signed(False, dark)), (0.5, page(dark)), (1.0, signed(True, dark))]
