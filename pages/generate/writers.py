"""The networks that write: those that predict what comes next, by their cards."""

from core.network import CheckpointError, Network
from core.network.catalogue import CELLS, TASKS, NetworkReference
from core.notation import N_, Notice
from core.text.scripts import script_of
from pages.shared import cached, network_names
from pages.shared.cached.own_networks import own_network, texts_of
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

TOKENS, NUMBERS = "next-token", "next-value"
"""What the card of a network that writes calls what it predicts."""


def writers(target: str = "") -> tuple[str, ...]:
    """Return the tasks whose networks predict what comes next, in the order of the catalogue.

    The networks of this session that do come after them.

    Args:
        target: ``next-token`` or ``next-value``; either if empty.
    """
    targets = (target,) if target else (TOKENS, NUMBERS)
    own = (key for key in session.own_networks() if _can_write(own_network(key).network))
    return tuple(task for task in (*TASKS, *own) if _target(task) in targets)


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
    own = texts_of(task).script
    script = script_of(text) or own
    knowing = [name for name in able if texts_of(name).script == script]
    if task in able and (own == script or not knowing):
        return task
    return (knowing or able)[0]


def name_of(task: str) -> str:
    """Return what the networks of a task are called, in the reader's language."""
    return network_names.of_task(task)


def _can_write(network: Network) -> bool:
    """Return whether a network reads token by token and can read whatever it predicts."""
    foreign = network.card.target == TOKENS and {*network.outputs} - {*network.vocabulary.keys}
    goes_on = network.card.continues and not foreign
    return goes_on and not network.card.bidirectional and network.windows is None


def _target(task: str) -> str:
    """Return what a task's networks predict; empty where none of them can be read."""
    for cell in CELLS:
        try:
            return cached.card(NetworkReference(task, cell)).target
        except CheckpointError:  # reported on the screen that needs it
            continue
    return ""
