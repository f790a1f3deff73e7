"""One colour per quantity everywhere: safe for colour-blind readers, legible on light and dark.

The hues start from Okabe and Ito's set (2008). Each colour was moved from there no further than
needed to give every one a contrast of 4.5 : 1 with its page, and every two a distance that remains
visible under protanopia and deuteranopia, the largest between two quantities of one cell. Tests
check both. The hidden state, which every cell has, is the colour of the text.

Networks side by side have colours of their own: blue, green, and the one that stands out most from
the page. They never share a chart with quantities, but keep the same distance from them.

The parts of a whole, such as each token's share of a memory, have a sequence of their own, for
areas: a contrast of 3 : 1 with the page, and the same kind of distance from each other.
"""

from collections.abc import Mapping

from ..notation import Quantity

_COLOURS: Mapping[str, tuple[str, str]] = {  # on a light page, on a dark one
    "forget_gate": ("#c44b05", "#f2864c"),
    "input_gate": ("#007b52", "#33c496"),
    "output_gate": ("#1e6fb3", "#5cb6fc"),
    "candidate": ("#a7457f", "#d384b8"),
    "cell_state": ("#603b00", "#ecbb32"),
    "hidden_state": ("#364048", "#ced7dc"),
    "reset_gate": ("#588014", "#c1cf54"),
    "update_gate": ("#714cc1", "#ad86db"),
}
NETWORK_SYMBOLS = ("circle", "square", "diamond")
"""A marker shape for each network, in addition to its colour."""
_NETWORKS = (("#5a5afc", "#6375fc"), ("#007536", "#48907e"), ("#122451", "#fcea5a"))
_PARTS = (
    ("#0094b9", "#41bef8"),
    ("#8c3e01", "#9a5b02"),
    ("#0ca354", "#48bd5f"),
    ("#6e369f", "#b355ac"),
    ("#9b9508", "#adb02b"),
    ("#078dfa", "#1677e7"),
    ("#634261", "#a24e56"),
    ("#37583a", "#80b5a0"),
)
_OTHERS = ("#b4babd", "#3b464c")
MOST_PARTS = len(_PARTS)
_NEGATIVE = ("#b3362b", "#f0857b")
_POSITIVE = ("#1f66ad", "#74b3f0")
_PAGE = ("#fcfcfa", "#12181b")


def colour(name: str, dark: bool = False) -> str:
    """Return the colour of a quantity as ``#rrggbb``."""
    return _COLOURS[name][dark]


def network_colour(index: int, dark: bool = False) -> str:
    """Return the colour of one of up to three networks side by side.

    Args:
        index: its place among them: 0, 1 or 2.
        dark: whether the page is dark.

    Raises:
        ValueError: if there is no such place.
    """
    if not 0 <= index < len(_NETWORKS):
        most = len(_NETWORKS)
        raise ValueError(
            f"network_colour expected a place from 0 to {most - 1}, got {index}. "
            f"Set at most {most} networks beside each other."
        )
    return _NETWORKS[index][dark]


def part_colour(index: int | None, dark: bool = False) -> str:
    """Return the colour of one of up to ``MOST_PARTS`` named parts of a whole.

    Args:
        index: its place among them, from 0; ``None`` for all others together.
        dark: whether the page is dark.

    Raises:
        ValueError: if there is no such place.
    """
    if index is None:
        return _OTHERS[dark]
    if not 0 <= index < MOST_PARTS:
        raise ValueError(
            f"part_colour expected a place from 0 to {MOST_PARTS - 1}, got {index}. "
            "Put what is smallest together, as the others."
        )
    return _PARTS[index][dark]


def signed(positive: bool, dark: bool = False) -> str:
    """Return the colour of numbers above or below zero."""
    return (_POSITIVE if positive else _NEGATIVE)[dark]


def page(dark: bool = False) -> str:
    """Return the colour of the page behind a figure: the zero of every scale."""
    return _PAGE[dark]


def scale(quantity: Quantity, dark: bool = False) -> list[tuple[float, str]]:
    """Return the colour scale for a quantity's range.

    Gates go from the page's colour to their own; signed quantities go from one hue through the
    page's colour, at zero, to another.
    """
    if quantity.bounds == (0, 1):
        return [(0.0, page(dark)), (1.0, colour(quantity.name, dark))]
    return diverging(dark)


def diverging(dark: bool = False) -> list[tuple[float, str]]:
    """Return the colour scale of signed numbers: one hue, the page's colour at zero, another."""
    return [(0.0, signed(False, dark)), (0.5, page(dark)), (1.0, signed(True, dark))]
