"""aⁿbⁿ and aⁿbⁿcⁿ: only who counts knows when the next letter comes.

After each a, the letter ends with probability 0.3, so that n ≥ 1 is geometric. A # stands between
the texts, as in Lan, Geyer, Chemla and Katzir (2022), "Minimum description length recurrent neural
networks". Counts so large that chance hardly ever reaches them are left out.
"""

import math
from functools import partial
from typing import NamedTuple

from ..notation import N_, Message
from .arrows import Ways, automaton, explored
from .automaton import NEGLIGIBLE, Automaton
from .automaton_task import AutomatonTask, Partly

STOP = 0.3
"""Probability that an a is the last one."""

MOST = math.ceil(math.log(NEGLIGIBLE) / math.log(1 - STOP))
"""The largest n; larger ones would have a probability below 1e-15 in all."""

BETWEEN = "#"

COUNT = N_("the count")


class Place(NamedTuple):
    """A state: which letter was last, and two counts.

    Attributes:
        letter: the last one, or ``#``.
        counted: of the first letter, how many were read; of the others, how many are still to come.
        n: of letters in the middle, how many the next letter will have; else 0.
    """

    letter: str = BETWEEN
    counted: int = 0
    n: int = 0


def _ways(place: Place, letters: str) -> Ways:
    """Return what may follow."""
    letter, counted, n = place
    first, last = letters[0], letters[-1]
    if letter == BETWEEN:
        return {first: (1.0, Place(first, 1))}
    if letter == first:
        stop = STOP if counted < MOST else 1.0
        after = letters[1]
        begun = Place(after, counted - 1, 0 if after == last else counted)
        more = {first: (1 - stop, Place(first, counted + 1))} if counted < MOST else {}
        return {**more, after: (stop, begun)}
    if counted:
        return {letter: (1.0, place._replace(counted=counted - 1))}
    if letter == last:
        return {BETWEEN: (1.0, Place())}
    return {last: (1.0, Place(last, n - 1))}


def _automaton(letters: str) -> Automaton:
    arrows = explored(Place(), partial(_ways, letters=letters))
    return automaton(arrows, letters + BETWEEN, BETWEEN)


def _task(key: str, title: Message, letters: str, probe: str) -> AutomatonTask:
    return AutomatonTask(
        key=key,
        title=title,
        symbols=(*letters, BETWEEN),
        outputs=(*letters, BETWEEN),
        target="next-token",
        length=8 * len(letters),
        probe=probe,
        rules=partial(_automaton, letters),
        seen=(0, 4, 8),
        partly=(Partly(N_("without counting"), COUNT, lambda place: place.letter),),
        hidden={COUNT: lambda place: place.counted},
    )


ANBN = _task("anbn", N_("Counting: aⁿbⁿ"), "ab", "#aaaaaabbbbbb")
ANBNCN = _task("anbncn", N_("Counting: aⁿbⁿcⁿ"), "abc", "#aaaabbbbcccc")
