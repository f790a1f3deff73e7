"""Texts worth writing, each with what to watch: lessons as data."""

from core.notation import N_
from pages.generate.view import GenerateView
from pages.shared.example import Example
from pages.shared.view.selection import Selection

WRITINGS = (
    Example(
        N_("The branch not taken"),
        N_(
            "Where the entropy is high, the dart decides. Click on another letter there: what "
            "becomes of Romeo?"
        ),
        Selection(text="ROMEO:", model="shakespeare", position=7, unit=227),
    ),
    Example(
        N_("Every number of a choice"),
        N_("Four outputs, one dart. At which letter does the network have to remember?"),
        Selection(
            text="h", model="hello", position=2, unit=5, screens=(GenerateView(to_write=9, seed=2),)
        ),
    ),
    Example(
        N_("Too hot to count"),
        N_("At temperature 3 the brackets go wrong. Which dart brings the first illegal symbol?"),
        Selection(
            text="(1(2",
            model="brackets",
            position=5,
            unit=7,
            screens=(GenerateView(temperature=300, to_write=60, seed=3),),
        ),
    ),
)
"""Texts worth writing."""
