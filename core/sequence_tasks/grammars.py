"""The Reber grammar and the embedded one: a letter that must be remembered for as long as it lasts.

Reber (1967), "Implicit learning of artificial grammars"; embedded by Smith and Zipser (1989), as in
Hochreiter and Schmidhuber (1997), section 5.1. Wherever two ways lead on, each has ½.
"""

from ..notation import N_
from .arrows import Arrows, Ways, automaton, evenly
from .automaton import State
from .automaton_task import AutomatonTask, Partly

SYMBOLS = tuple("BTPSXVE")
OUTER = N_("the outer letter")

_WAYS = (
    {"T": 1, "P": 2},
    {"S": 1, "X": 3},
    {"T": 2, "V": 4},
    {"X": 2, "S": 5},
    {"P": 3, "V": 5},
    {"E": 0},
)
"""By state: each letter that is legal there, and where it leads."""


def _reber() -> Arrows:
    return {state: evenly(ways) for state, ways in enumerate(_WAYS)}


def _embedded() -> Arrows:
    """Return the arrows of the embedded grammar: one copy of the other for each outer letter."""
    arrows: dict[State, Ways] = {"start": evenly({letter: (letter, "before") for letter in "TP"})}
    for outer in "TP":
        arrows[outer, "before"] = evenly({"B": (outer, 0)})
        for state, ways in enumerate(_WAYS):
            to = {letter: "after" if letter == "E" else place for letter, place in ways.items()}
            arrows[outer, state] = evenly({letter: (outer, place) for letter, place in to.items()})
        arrows[outer, "after"] = evenly({outer: "end"})
    arrows["end"] = evenly({"E": "start"})
    return arrows


def _outer(state: State) -> float:
    """Return 1 for T, −1 for P, and 0 before and after."""
    return {"T": 1.0, "P": -1.0}[state[0]] if isinstance(state, tuple) else 0.0


def _all_but_outer(state: State) -> State:
    return state[1] if isinstance(state, tuple) else state


REBER = AutomatonTask(
    key="reber",
    title=N_("Reber grammar"),
    symbols=SYMBOLS,
    outputs=SYMBOLS,
    target="next-token",
    length=16,
    probe="BTSSXXTTVPSE",
    rules=lambda: automaton(_reber(), SYMBOLS, "B"),
    seen=(0, 1),  # two letters tell all
)
EMBEDDED_REBER = AutomatonTask(
    key="embedded-reber",
    title=N_("Embedded Reber grammar"),
    symbols=SYMBOLS,
    outputs=SYMBOLS,
    target="next-token",
    length=20,
    probe="BPBTSSXXTVVEPE",
    rules=lambda: automaton(_embedded(), SYMBOLS, "B"),
    seen=(0, 1, 2, 6, 8, 10),
    partly=(Partly(N_("all but the outer letter"), OUTER, _all_but_outer),),
    hidden={OUTER: _outer},
)
