"""What networks are called: those that ship, and those of this session by the titles they have."""

from core.network.catalogue import NETWORK_NAMES, TASKS
from core.notation import N_
from pages.language import _
from pages.shared.cached.own_networks import is_own, own_network
from pages.shared.view import session
from pages.shared.view.selection import OF, Selection

UNTRAINED = N_("untrained: random weights")


def of_task(task: str) -> str:
    """Return what the networks of a task, or a network of this session, are called."""
    if not is_own(task):
        return _(TASKS[task].title)
    return _("{title} · this session").format(title=of_network(task))


def short(task: str) -> str:
    """Return the part of a name that stands for it where there is little room."""
    return of_network(task) if is_own(task) else _(TASKS[task].title).partition(",")[0]


def of_network(name: str) -> str:
    """Return what a network that stands side by side with others is called.

    Args:
        name: one that ``can_be_named`` in a view; of this session's networks, if it is one.
    """
    if is_own(name):
        own = session.own_networks()[name]
        return f"{own.title} · {_(UNTRAINED)}" if own.is_untrained else own.title
    task, _of, plain = name.rpartition(OF)
    return f"{_(TASKS[task].title)} · {_(NETWORK_NAMES[plain])}" if task else _(NETWORK_NAMES[name])


def kind_of(name: str) -> str:
    """Return the plain name of a network, whatever its task: its cell, and its form if it has one.

    Args:
        name: one that ``can_be_named`` in a view.
    """
    return own_network(name).reference.name if is_own(name) else name.rpartition(OF)[2]


def titles_in(selection: Selection) -> tuple[str, ...]:
    """Return the titles of this session's networks in a view: somebody else's may have others.

    What is kept for all sessions and shows a name depends on them.
    """
    named = (selection.model, *selection.networks)
    return tuple(of_network(name) for name in named if is_own(name))
