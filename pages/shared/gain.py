"""What a network's second direction, second layer or windows gain, in words and numbers."""

from collections.abc import Mapping

from core.network import CheckpointError, ModelCard
from core.network.catalogue import CELL_NAMES, TASKS, NetworkReference
from core.network.gain import MUCH, Addition, gain
from core.notation import N_, Message
from pages.language import _
from pages.shared import cached, prose
from pages.shared.figure_names import figure_name

VERDICTS: Mapping[Addition, tuple[Message, Message, Message]] = {
    "direction": (
        N_("The second direction gains much here."),
        N_("The second direction gains little here."),
        N_("The second direction gains nothing here."),
    ),
    "layer": (
        N_("The second layer gains much here."),
        N_("The second layer gains little here."),
        N_("The second layer gains nothing here."),
    ),
    "windows": (
        N_("Reading in windows gains much here."),
        N_("Reading in windows gains little here."),
        N_("Reading in windows gains nothing here."),
    ),
}
"""What a network has more than the plain one -> what is said of a large, a small and no gain."""


def sentence(card: ModelCard) -> prose.Markdown | None:
    """Return what a network's addition gains; ``None`` where it has none, or nobody measured it.

    It is measured of networks that ship: others may only say that they learned the same.
    """
    task = TASKS.get(card.task)
    if task is None or task.plain is None or not card.figures:
        return None
    try:
        plain = cached.card(NetworkReference(task.plain, card.cell))
        if cached.card(NetworkReference(card.task, card.cell)) != card:
            return None
    except CheckpointError:  # reported where that network is used
        return None
    found = gain(card, plain)
    much, little, nothing = VERDICTS[found.addition]
    verdict = much if found.share >= MUCH else little if found.share > 0 else nothing
    numbers = prose.compose(
        _("{cell}: {figure} {with_it:.4f} with it, {without:.4f} without it."),
        cell=_(CELL_NAMES[card.cell]),
        figure=figure_name(found.figure, card.target),
        with_it=found.figure_with,
        without=found.without,
    )
    return prose.join([prose.compose(_(verdict)), numbers], " ")
