"""Automata drawn as arrows: which symbol leads from which state to which."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from .automaton import Automaton, State

Ways = Mapping[str, tuple[float, State]]
"""Symbol -> its probability, and the state after it."""

Arrows = Mapping[State, Ways]
"""The ways out of each state; the first state is the start."""


def automaton(arrows: Arrows, symbols: Sequence[str], first: str = "") -> Automaton:
    """Return the automaton of some arrows.

    >>> coins = automaton({"any": {"H": (0.5, "any"), "T": (0.5, "any")}}, "HT")
    >>> round(coins.entropy_given(), 5)
    0.69315

    Args:
        arrows: where each state leads; the probabilities of each add up to 1.
        symbols: all symbols, in the order of their numbers.
        first: what every text begins with, if texts end.
    """
    numbers = {state: number for number, state in enumerate(arrows)}
    probabilities = np.zeros((len(arrows), len(symbols)))
    after = np.tile(np.arange(len(arrows))[:, None], len(symbols))
    for state, ways in arrows.items():
        for symbol, (probability, to) in ways.items():
            place = numbers[state], symbols.index(symbol)
            probabilities[place], after[place] = probability, numbers[to]
    return Automaton(tuple(symbols), tuple(arrows), probabilities, after, first)


def explored(start: State, ways: Callable[[State], Ways]) -> Arrows:
    """Return the arrows of all states that can be reached.

    >>> list(explored(0, lambda state: evenly({"a": (state + 1) % 3})))
    [0, 1, 2]

    Args:
        start: the first state.
        ways: state -> its arrows.
    """
    arrows: dict[State, Ways] = {}
    found = [start]
    for state in found:
        if state not in arrows:
            arrows[state] = ways(state)
            found += [to for _, to in arrows[state].values()]
    return arrows


def evenly(ways: Mapping[str, State]) -> dict[str, tuple[float, State]]:
    """Return the arrows of a state in which every legal symbol is equally likely.

    >>> evenly({"a": 1, "b": 2})
    {'a': (0.5, 1), 'b': (0.5, 2)}
    """
    return {symbol: (1 / len(ways), to) for symbol, to in ways.items()}
