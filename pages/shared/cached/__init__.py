"""Networks, readings and figures, made once for all sessions."""

from pages.shared.cached.figures import ReadyFigure, drawn
from pages.shared.cached.networks import card, network, opening, reading, timing, warm_up, weights

__all__ = [
    "ReadyFigure",
    "card",
    "drawn",
    "network",
    "opening",
    "reading",
    "timing",
    "warm_up",
    "weights",
]
