"""What a second direction, a second layer or windows gain: the cards of two tasks compared."""

from dataclasses import dataclass
from typing import Literal

from .card import ModelCard

Addition = Literal["direction", "layer", "windows"]

FIGURES = {"class": "dev_accuracy", "token-class": "dev_f1", "next-token": "dev_loss"}
"""What a network predicts -> the held-out figure by which it is judged."""

MUCH = 0.1
"""Share of the errors, or of the loss, from which on a gain is called large. In accuracy on the 872
held-out English reviews, chance alone makes differences of about half of that."""


@dataclass(frozen=True)
class Gain:
    """One held-out figure of two networks that differ in one addition.

    Attributes:
        addition: what one of them has and the other has not.
        figure: the name of the figure on their cards.
        without: the figure of the plain network.
        figure_with: the figure of the one with the addition.
    """

    addition: Addition
    figure: str
    without: float
    figure_with: float

    @property
    def share(self) -> float:
        """The share of the loss, or of what accuracy and F1 lack to 1, that is gone; at most 1.

        Negative where the addition does harm.
        """
        before, after = (
            figure if self.figure.endswith("loss") else 1 - figure
            for figure in (self.without, self.figure_with)
        )
        return (before - after) / before if before else 0.0


def gain(card: ModelCard, plain: ModelCard) -> Gain:
    """Return what a network's addition gains over a network of the same texts and cell.

    Args:
        card: of the network with a second direction, a second layer or windows.
        plain: of the one without; both were measured on the same held-out texts.

    Raises:
        KeyError: if one of them was not measured.
    """
    figure = FIGURES[card.target]
    return Gain(_addition(card), figure, plain.figures[figure], card.figures[figure])


def _addition(card: ModelCard) -> Addition:
    if card.convolution is not None:
        return "windows"
    return "direction" if card.bidirectional else "layer"
