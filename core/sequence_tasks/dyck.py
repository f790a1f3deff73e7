"""Balanced brackets of one kind and of two: the Dyck languages, up to a depth.

Whether a bracket opens or closes is decided first, with ½ each where both are legal; then, if it
opens, of which kind it is.
"""

from functools import partial

from ..notation import N_, Message
from .arrows import Ways, automaton, explored
from .automaton import Automaton
from .automaton_task import AutomatonTask

CLOSED_BY = {"(": ")", "[": "]"}

DEPTH = N_("open brackets")
TOP = N_("the bracket to close next")


def _ways(stack: str, kinds: str, deepest: int) -> Ways:
    """Return what may follow after the brackets that are open."""
    closing = {"": 0.0}.get(stack, 0.5 if len(stack) < deepest else 1.0)
    ways = {kind: ((1 - closing) / len(kinds), stack + kind) for kind in kinds if closing < 1}
    return {**ways, CLOSED_BY[stack[-1]]: (closing, stack[:-1])} if stack else ways


def _automaton(kinds: str, deepest: int) -> Automaton:
    arrows = explored("", partial(_ways, kinds=kinds, deepest=deepest))
    return automaton(arrows, _symbols(kinds))


def _symbols(kinds: str) -> tuple[str, ...]:
    return tuple("".join(kind + CLOSED_BY[kind] for kind in kinds))


def _top(stack: str) -> float:
    """Return 1 for round, −1 for square, 0 for none."""
    return {"(": 1.0, "[": -1.0}.get(stack[-1:], 0.0)


def _task(key: str, title: Message, kinds: str, deepest: int, probe: str) -> AutomatonTask:
    return AutomatonTask(
        key=key,
        title=title,
        symbols=_symbols(kinds),
        outputs=_symbols(kinds),
        target="next-token",
        length=50,
        probe=probe,
        rules=partial(_automaton, kinds, deepest),
        seen=(0, 1, 2, 3, 4, 6, 8),
        hidden={DEPTH: len} | ({TOP: _top} if len(kinds) > 1 else {}),
    )


DYCK_1 = _task("dyck-1", N_("Brackets of one kind"), "(", 4, "(()((())()))()((()()))(((())))()")
DYCK_2 = _task("dyck-2", N_("Brackets of two kinds"), "([", 3, "([])[[()][]]([()])()[([])[]][()]")
