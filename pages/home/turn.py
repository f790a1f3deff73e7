"""What is seen in the running opinion of the first sentence, in words and with its numbers."""

import numpy as np

from core.analysis.reading import Reading
from pages.language import _
from pages.shared import prose
from pages.shared.about_network import output_names

EVEN = 0.5


def say_turn(reading: Reading) -> None:
    """Say where the opinion was furthest from what it is at the end, and whether it turned."""
    end = int(reading.opinions[-1].argmax())
    shares = reading.opinions[:, end]
    furthest = int(np.argmin(shares))
    text = (
        _("After “{token}”: {then:.0%} {opinion}. At the end: {now:.0%}. It has turned.")
        if shares[furthest] < EVEN
        else _("After “{token}”: {then:.0%} {opinion}. At the end: {now:.0%}. It never turned.")
    )
    prose.say(
        text,
        token=reading.tokens[furthest].label,
        then=float(shares[furthest]),
        opinion=output_names(reading)[end],
        now=float(shares[-1]),
    )
