"""A page with two works that take as long as a test wants, and something below them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import streamlit as st

from core.jobs.steps import Steps
from core.notation import N_
from pages import language
from pages.shared import prose, results
from pages.shared.results import Key, Work, measuring

_NAMES: Iterator[int] = count()


@dataclass
class Double:
    """Doubles numbers, each for as long as a test wants.

    Attributes:
        seconds: how long it says that one takes.
        numbers: those that the page asks for.
        go_on: set when the works may end.
        begun: the numbers for which work has begun, in order.
        error: raised by the works at their end, if there is one.
        name: what no other one has, or what was kept for that one would be taken (``id`` is used
            again).
    """

    seconds: float = 9.0
    numbers: tuple[int, ...] = (1, 2)
    go_on: threading.Event = field(default_factory=threading.Event)
    begun: list[int] = field(default_factory=list)
    error: Exception | None = None
    name: int = field(default_factory=_NAMES.__next__)

    def steps(self, number: int) -> Steps[float, int]:
        """Double a number."""
        self.begun.append(number)
        while not self.go_on.wait(0.002):
            yield 0.5
        if self.error:
            raise self.error
        return 2 * number


now = Double()
"""What the page does now; a test puts its own here."""


def page() -> None:
    """Show the doubles, or how far they are."""
    language.use("en")
    panel = measuring("doubles", N_("Measuring …"))
    works: dict[Key, Work] = {
        ("double", now.name, number): Work(partial(now.steps, number), now.seconds)
        for number in now.numbers
    }
    found = results.results(panel, works)
    if found is not None:
        st.text(f"doubles: {[*found.values()]}")
    prose.say("below the work")
