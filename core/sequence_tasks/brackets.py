"""Nested brackets up to a depth of four, with digits that name the depth: a Markov chain.

After each symbol, every symbol that may follow is equally likely, so the least possible loss is
known.
"""

from collections.abc import Sequence

import numpy as np
import torch

from ..notation import N_
from .arrows import automaton, evenly
from .automaton_task import AutomatonTask

DEEPEST = 4
DIGITS = "01234"
SYMBOLS = ("(", ")", *DIGITS)


def legal(depth: int) -> tuple[str, ...]:
    """Return the symbols that may come next: open, close, or the digit that names the depth.

    >>> legal(0), legal(2), legal(4)
    (('(', '0'), ('(', ')', '2'), (')', '4'))

    Args:
        depth: brackets that are open, 0 to 4.
    """
    moves = {0: "(", DEEPEST: ")"}.get(depth, "()")
    return (*moves, DIGITS[depth])


_LEGAL = [legal(depth) for depth in range(DEEPEST + 1)]
_STEPS = {"(": 1, ")": -1}
_AUTOMATON = automaton(
    {
        depth: evenly({symbol: depth + _STEPS.get(symbol, 0) for symbol in may})
        for depth, may in enumerate(_LEGAL)
    },
    SYMBOLS,
)
NEXT_PROBABILITIES = _AUTOMATON.probabilities
"""The probability of each symbol after each depth, ``(5, 7)``."""

TASK = AutomatonTask(
    key="brackets",
    title=N_("Nested brackets"),
    symbols=SYMBOLS,
    outputs=SYMBOLS,
    target="next-token",
    length=50,
    probe="(1(2(3(4)3)2)1)0(1(2)1)()",
    rules=lambda: _AUTOMATON,
    seen=(0, 1, 2, 3, 4, 6, 8),
    hidden={N_("open brackets"): float},
)


def text(length: int, generator: torch.Generator) -> str:
    """Return a text: no bracket is open at first, and each symbol is uniform over the legal ones.

    The trained networks learned from these texts and were measured on them.

    >>> text(24, torch.Generator().manual_seed(0))
    '((2()()))00((()2(()()333'
    """
    # A number below 6, modulo 2 or 3, is uniform over two or three symbols.
    choices = torch.randint(6, (length,), generator=generator).tolist()
    depth, symbols = 0, []
    for choice in choices:
        symbol = _LEGAL[depth][choice % len(_LEGAL[depth])]
        depth += (symbol == "(") - (symbol == ")")
        symbols.append(symbol)
    return "".join(symbols)


def depths(symbols: str) -> np.ndarray:
    """Return the number of open brackets after each symbol, ``(T,)``."""
    return np.cumsum([(symbol == "(") - (symbol == ")") for symbol in symbols], dtype=int)


def illegal(symbols: Sequence[str]) -> list[int]:
    """Return the places of symbols that may not stand where they are, from 0.

    After one of them, the count goes on: a bracket too many opens or closes nothing.

    >>> illegal("(1)))0((0")
    [3, 4, 8]
    """
    places, depth = [], 0
    for place, symbol in enumerate(symbols):
        if symbol not in _LEGAL[depth]:
            places.append(place)
        depth = min(max(depth + (symbol == "(") - (symbol == ")"), 0), DEEPEST)
    return places


def optimum() -> float:
    """Return the entropy of the next symbol in nats: no network can have a lower loss for long.

    The depth is a Markov chain. A text is at each depth for the share of the time that the
    chain's one stationary distribution gives it; the entropy there is ln 2 or ln 3.
    """
    return TASK.optimum
