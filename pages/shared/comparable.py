"""Which networks can stand side by side: those of one task, and any that read texts the same way.

Networks of a session, and those that ship, can be compared with each other where they have the same
vocabulary, outputs and steps.
"""

from collections.abc import Iterator

from core.network import CheckpointError, Network
from core.network.card import ModelCard
from core.network.catalogue import CELLS, TASKS, NetworkReference, names_of
from pages.shared import cached
from pages.shared.cached.own_networks import is_own, own_network
from pages.shared.view import session
from pages.shared.view.selection import OF


def available(model: str) -> tuple[str, ...]:
    """Return the names of all networks that can stand side by side with those of a task.

    Args:
        model: a task, or the key of a network of this session.

    Returns:
        Names that ``can_be_named``: those of the task, or the key; this session's other networks;
        and, for a network of this session, those of tasks that ship.
    """
    first = (model,) if is_own(model) else names_of(model)
    if not session.own_networks():
        return first
    network = own_network(model).network if is_own(model) else _shipped(model)
    if network is None:
        return first
    others = (
        key
        for key in session.own_networks()
        if key != model and _are_comparable(network, own_network(key).network)
    )
    return (*first, *others, *(_of_tasks(network) if is_own(model) else ()))


def _of_tasks(own: Network) -> Iterator[str]:
    """Yield the networks that ship and can be compared with one of this session."""
    for task in TASKS:
        shipped = _shipped(task, own.card)
        if shipped is not None and _are_comparable(own, shipped):
            yield from (f"{task}{OF}{name}" for name in names_of(task))


def _shipped(task: str, like: ModelCard | None = None) -> Network | None:
    """Return a network of a task, if there is one and its card is like another one."""
    for cell in CELLS:
        named = NetworkReference(task, cell)
        try:
            if like is None or _kind(cached.card(named)) == _kind(like):
                return cached.network(named)
        except CheckpointError:  # reported where that network is used
            continue
    return None


def _are_comparable(one: Network, other: Network) -> bool:
    same_vocabulary = one.vocabulary.keys == other.vocabulary.keys
    return same_vocabulary and _kind(one.card) == _kind(other.card)


def _kind(card: ModelCard) -> tuple[object, ...]:
    """Return what two networks' cards have in common if they read and say the same."""
    return card.target, card.tokenizer, card.outputs, card.convolution, card.bidirectional
