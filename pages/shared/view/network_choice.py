"""The network that reads the text: the visitor's choice or, until there is one, what suits it."""

from typing import Any

from core.network.suitable import task_for_text
from pages.shared.cached.own_networks import texts_of
from pages.shared.view import registry, session

_SWITCHED = "network-switched"


def choose(task: str, **changes: Any) -> None:
    """Change the network as the visitor wants it; from now on it changes only if they say so.

    Units and outputs mean something else there, so none of them stays chosen.

    Args:
        task: what the network was trained on.
        changes: further fields that change with it.
    """
    session.keep(session.NETWORK_CHOSEN, True)
    session.cue(**registry.beginnings("network") | changes | {"model": task})


def read(text: str) -> None:
    """Change the text; where nobody has chosen a network, one reads it that knows its letters."""
    changes = registry.beginnings("text") | {"text": text}
    now = session.selection_now().model
    is_chosen = session.kept(session.NETWORK_CHOSEN, False)
    task = None if is_chosen else task_for_text(text, now, texts_of(now).script)
    if task not in (None, now):
        changes |= registry.beginnings("network") | {"model": task}
        session.keep(_SWITCHED, (task, text))
    session.cue(**changes)


def was_switched() -> bool:
    """Return whether another network reads the text that is shown than read the one before it."""
    selection = session.selection_now()
    return session.kept(_SWITCHED, None) == (selection.model, selection.text)
