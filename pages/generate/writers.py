"""The networks that write: those that predict what comes next, by their cards."""

from core.network import CheckpointError
from core.network.catalogue import CELLS, TASKS, NetworkReference
from core.notation import N_, Notice
from core.text.scripts import script_of
from pages.language import _
from pages.shared import cached
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

TOKENS, NUMBERS = "next-token", "next-value"
"""What the card of a network that writes calls what it predicts."""


def writers(target: str = "") -> tuple[str, ...]:
    """Return the tasks whose networks predict what comes next, in the order of the catalogue.

    Args:
        target: ``next-token`` or ``next-value``; either if empty.
    """
    targets = (target,) if target else (TOKENS, NUMBERS)
    return tuple(task for task in TASKS if _target(task) in targets)


def ensure(selection: Selection) -> None:
    """Where the network does not write, take one that does, and run the page again."""
    able = writers()
    if selection.model in able or not able:
        return
    task = suited(selection.text, selection.model)
    message = N_("This network only says what a text is, and writes none. Another one writes.")
    changes = registry.beginnings("network") | {"model": task}
    session.change_with_notice(Notice(message), **changes)


def suited(text: str, task: str) -> str:
    """Return the task that should write on: the given one, or the first that knows the letters."""
    able = writers(TOKENS) or (task,)
    script = script_of(text) or TASKS[task].script
    knowing = [name for name in able if TASKS[name].script == script]
    if task in able and (TASKS[task].script == script or not knowing):
        return task
    return (knowing or able)[0]


def name_of(task: str) -> str:
    """Return what the networks of a task are called, in the reader's language."""
    return _(TASKS[task].title)


def _target(task: str) -> str:
    """Return what a task's networks predict; empty where none of them can be read."""
    for cell in CELLS:
        try:
            return cached.card(NetworkReference(task, cell)).target
        except CheckpointError:  # reported on the screen that needs it
            continue
    return ""
