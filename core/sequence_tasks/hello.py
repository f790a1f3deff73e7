"""The smallest task: after each letter of "hell", the next one of "hello"."""

from ..notation import N_
from .arrows import automaton, evenly
from .automaton_task import AutomatonTask

WORD = "hello"
SYMBOLS = tuple(dict.fromkeys(WORD))
"""The four letters, in the order in which they first occur."""

_SPELLED = {
    place: evenly({letter: (place + 1) % (len(WORD) - 1)}) for place, letter in enumerate(WORD[1:])
}

TASK = AutomatonTask(
    key="hello",
    title=N_("Spelling hello"),
    symbols=SYMBOLS,
    outputs=SYMBOLS,
    target="next-token",
    length=len(WORD) - 1,
    probe=WORD,
    rules=lambda: automaton(_SPELLED, SYMBOLS, WORD[0]),
    seen=(0, 1),
)
