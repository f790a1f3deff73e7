"""The view of Generate: how tokens are chosen, how many, and the branches that were made."""

from dataclasses import dataclass

from core.generation import Sampling
from core.generation.distribution import HIGHEST_TEMPERATURE, LOWEST_TEMPERATURE
from core.notation import N_
from pages.generate.link_tree import LONGEST, Branches, branches, to_text
from pages.shared.view.fields import number, read_by, text
from pages.shared.view.selection import MAX_OUTPUT

HUNDREDTHS = 100
LOWEST, HIGHEST = (round(end * HUNDREDTHS) for end in (LOWEST_TEMPERATURE, HIGHEST_TEMPERATURE))
PRESETS = (0, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 300, 500, 1000)
"""Temperatures that the slider has, in hundredths."""
MOST_SEED = 999_999_999
MOST_STOP = 40
DEFAULT_LENGTH = 200


def as_temperature(hundredths: int) -> int:
    """Return the nearest temperature there is, in hundredths: 0, or from 0.05 to 10."""
    if hundredths <= 0:
        return 0
    return min(max(hundredths, LOWEST), HIGHEST)


@dataclass(frozen=True)
class GenerateView:
    """The settings of Generate; the prime is the text of the view.

    Attributes:
        temperature: hundredths: 0 always takes the likeliest token; 1 to 4 stand for 5.
        top_k: how many of the likeliest tokens may be chosen; all if none.
        top_p: hundredths: the share that the likeliest tokens must reach; all if none.
        seed: of the darts.
        to_write: how many tokens are written, at most.
        stop: the token that ends a run, as the vocabulary spells it; empty for none.
        branches: the branches, and which run is looked at.
    """

    temperature: int = number(
        "temp",
        0,
        HIGHEST,
        N_("The link's temperature is not a number of hundredths from {low} to {high}."),
        default=80,
    )
    top_k: int | None = number(
        "topk",
        1,
        MAX_OUTPUT,
        N_("The link's top-k is not a number from {low} to {high}."),
        default=None,
    )
    top_p: int | None = number(
        "topp",
        1,
        HUNDREDTHS,
        N_("The link's top-p is not a number of hundredths from {low} to {high}."),
        default=None,
    )
    seed: int = number(
        "seed",
        0,
        MOST_SEED,
        N_("The link's seed is not a number from {low} to {high}."),
        default=1,
    )
    to_write: int = number(
        "length",
        1,
        LONGEST,
        N_("The link's length is not a number from {low} to {high}."),
        default=DEFAULT_LENGTH,
    )
    stop: str = text(
        "stop",
        most=MOST_STOP,
        message=N_("The link's token that ends a text is too long."),
    )
    branches: Branches = read_by("tree", branches, to_text, default=Branches(), place_in="text")

    @property
    def sampling(self) -> Sampling:
        """How tokens are chosen."""
        top_p = None if self.top_p is None else self.top_p / HUNDREDTHS
        return Sampling(as_temperature(self.temperature) / HUNDREDTHS, self.top_k, top_p)
