"""Results of work that may be long: short work is done at once, long work waits for its turn."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.jobs.job import Job
from core.jobs.steps import Steps, retold, run
from core.notation import N_, Message
from pages.language import _
from pages.shared import prose
from pages.shared.background import Panel, ask
from pages.shared.cached.jobs import jobs, kept, peek
from pages.shared.view import visitor

AT_ONCE = 0.3
"""Seconds of processor that a page takes for results before it shows; more of it waits in the
queue, which light pages pass by."""

Key = tuple[Hashable, ...]
"""The kind of work, and all that its result depends on."""


@dataclass(frozen=True)
class Work:
    """Something to compute.

    Attributes:
        steps: makes the work, which yields the share that is done, in 0..1; its result is not
            ``None`` and does not change.
        seconds: about how long it takes one processor.
    """

    steps: Callable[[], Steps[float, Any]]
    seconds: float


def results(panel: Panel[float], works: Mapping[Key, Work]) -> Mapping[Key, Any] | None:
    """Return the result of each work, in order: those kept, and the others computed now or later.

    Returns:
        The results; ``None`` while they are computed in the background, as the panel shows.
    """
    found = {key: peek(key) for key in works}
    missing = [key for key in works if found[key] is None]
    if sum(works[key].seconds for key in missing) <= AT_ONCE:
        return found | {key: _keep(key, run(works[key].steps())) for key in missing}
    asked = ("results", *works)

    def join(again: bool) -> Job[float, Mapping[Key, Any]]:
        return jobs().join(asked, lambda: _all(works), visitor.name(), again)

    return ask(panel, asked, join)


def result(panel: Panel[float], key: Key, work: Work) -> Any:
    """Return the result of one work; ``None`` while it is computed in the background."""
    all_of_them = results(panel, {key: work})
    return None if all_of_them is None else all_of_them[key]


def measuring(slot: str, doing: Message) -> Panel[float]:
    """Return a panel for work that says what share of it is done.

    Args:
        slot: its name, which no other place on the page has.
        doing: what is done.
    """

    def bar(share: float | None) -> tuple[float, prose.Template]:
        return min(share or 0.0, 1.0), _(doing)

    return Panel(slot, bar, N_("This was stopped."), N_("Compute it"))


def _all(works: Mapping[Key, Work]) -> Steps[float, Mapping[Key, Any]]:
    """Do one work after another, without those that are kept; each result is kept at once."""
    total, done = sum(work.seconds for work in works.values()), 0.0
    made: dict[Key, Any] = {}
    for key, work in works.items():
        made[key] = peek(key)
        if made[key] is None:
            part = partial(_share_of_all, done, work.seconds, total)
            made[key] = _keep(key, (yield from retold(work.steps(), part)))
        done += work.seconds
        yield done / total
    return made


def _share_of_all(done: float, own: float, total: float, share: float) -> float:
    return (done + own * share) / total


def _keep(key: Key, value: Any) -> Any:
    return kept(key=key, _make=lambda: value)
