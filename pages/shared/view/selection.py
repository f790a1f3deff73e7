"""The selection: all that is shown, as one record that every screen reads and writes.

It holds what two or more screens use. What only one screen uses is in a record of its own, in that
screen's ``view.py``; the selection carries those records along.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from core.language import LANGUAGES
from core.network.catalogue import (
    NETWORK_NAMES,
    SHIPPED_CELLS,
    TASKS,
    TORCH_CELLS,
    NetworkReference,
    reference,
)
from core.network.place import DIRECTIONS, CellPlace
from core.notation import N_, TITLES, Notice
from core.parameters.conventions import CONVENTIONS
from pages.shared.cached.own_networks import is_own, own_network
from pages.shared.view.fields import (
    BETWEEN,
    Refused,
    digits,
    flag,
    number,
    one_of,
    read_by,
    text,
)

MOST_NETWORKS = 3
MAX_POSITION = 20_000
MAX_UNIT = MAX_OUTPUT = 65_535
"""More than any network has: one that predicts words has an output for each of thousands."""
MAX_INSTEAD = 40
"""Characters of a text whose first token stands in the place of another."""
WEIGHTS_DIGITS = 8
CONVENTION_NAMES = {
    "textbook": N_("Textbook: one bias"),
    "pytorch": N_("PyTorch: two biases"),
    "keras": N_("Keras: GRU with two biases"),
    "keras-reset-before": N_("Keras, reset_after=False"),
    "equinox": N_("Equinox and Flax linen"),
}

MOST_LAYERS = 9
"""Layers that a network may have for a link to name each of its cells."""
PLACES = {
    f"{layer + 1}{'' if direction == 'forward' else 'b'}": CellPlace("", layer, direction)
    for layer in range(MOST_LAYERS)
    for direction in DIRECTIONS
}
"""The cells from which a network can be looked at, by their names in links."""
View = TypeVar("View")


OF = "."
"""Between a task and the name of one of its networks, as in the names of files."""


def _model(value: str) -> str:
    """Take a task, or the key of a session's network."""
    if value not in TASKS and not is_own(value):
        raise Refused(Notice(N_("The link names a network that is not here; showing another.")))
    return value


def can_be_named(name: str) -> bool:
    """Return whether a name is one of a network that may stand side by side with others.

    It is one of ``NETWORK_NAMES``; for a network of another task, such as ``brackets.lstm``, its
    name after the task's; or the key of a session's network.
    """
    task, _of, plain = name.rpartition(OF)
    return (plain in NETWORK_NAMES and (not task or task in TASKS)) or is_own(name)


def _networks(value: str) -> tuple[str, ...]:
    """Take the networks that stand side by side."""
    named = value.split(BETWEEN)
    known = tuple(dict.fromkeys(name for name in named if can_be_named(name)))[:MOST_NETWORKS]
    if list(known) != named:
        message = N_("The link names networks that cannot stand side by side here; showing others.")
        raise Refused(Notice(message), known or None)
    return known


def _network(value: str) -> str:
    """Take one of the networks that stand side by side."""
    if not can_be_named(value):
        raise Refused(Notice(N_("The link names a network that is not here; showing another.")))
    return value


def _place(value: str) -> CellPlace:
    """Take one of the cells of the network."""
    if value not in PLACES:
        raise Refused(Notice(N_("The link names a layer that is not here; showing the last.")))
    return PLACES[value]


def _as_place(place: CellPlace | None) -> str:
    """Write which cell of the network it is."""
    return next((name for name, each in PLACES.items() if each == place), "")


@dataclass(frozen=True)
class Selection:
    """The whole view.

    Attributes:
        text: the sentence.
        model: the task that the network was trained on, or the key of a session's network.
        cell: its cell.
        cell_place: from which of its cells the network is looked at; the last one that reads
            forwards if none.
        position: the current token, from 1.
        unit: the selected unit, from 0.
        convention: how parameters are counted.
        networks: which networks stand side by side, by names that ``can_be_named``.
        network: which of those is looked at alone; the plainest of ``cell`` if none.
        quantity: what a text is coloured by, or compared in.
        output: which of the network's outputs is asked about, from 0; the likeliest if none.
        lecture: larger type, no sidebar, answers hidden until asked for.
        language: of the screen; the browser's where there is none.
        weights: first 8 digits of the sha256 of the weights that the link was made with.
        screens: the screens' own records, those that differ from their defaults.
    """

    text: str = text("text", default=next(iter(TASKS.values())).example, drop_order=1)
    model: str = read_by(
        "model",
        _model,
        default=next(iter(TASKS)),
        options={name: task.title for name, task in TASKS.items()},
    )
    cell: str = one_of(
        "cell",
        SHIPPED_CELLS,
        N_("The link names a cell that is not here; showing the LSTM."),
        default="lstm",
    )
    cell_place: CellPlace | None = read_by(
        "layer", _place, _as_place, default=None, place_in="network"
    )
    position: int = number(
        "t",
        1,
        MAX_POSITION,
        N_("The link's step is not a number from {low} to {high}."),
        default=1,
        place_in="text",
    )
    unit: int = number(
        "unit",
        0,
        MAX_UNIT,
        N_("The link's unit is not a number from {low} to {high}."),
        default=0,
        place_in="network",
    )
    convention: str = one_of(
        "count",
        {name: CONVENTION_NAMES[name] for name in CONVENTIONS},
        N_("The link names a convention that is not here."),
        default="pytorch",
    )
    networks: tuple[str, ...] = read_by("vs", _networks, BETWEEN.join, default=TORCH_CELLS)
    network: str | None = read_by("net", _network, default=None, options=NETWORK_NAMES)
    quantity: str = one_of(
        "q", TITLES, N_("The link names a quantity that is not here."), default="hidden_state"
    )
    output: int | None = number(
        "out",
        0,
        MAX_OUTPUT,
        N_("The link's output is not a number from {low} to {high}."),
        default=None,
        place_in="network",
    )
    lecture: bool = flag("lecture")
    language: str | None = one_of(
        "lang",
        tuple(LANGUAGES),
        N_("The link names a language that is not here."),
        default=None,
    )
    weights: str | None = digits("w", WEIGHTS_DIGITS)
    screens: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        chosen = {type(own): own for own in self.screens if own != type(own)()}
        ordered = sorted(chosen.values(), key=lambda own: type(own).__qualname__)
        object.__setattr__(self, "screens", tuple(ordered))

    @property
    def reference(self) -> NetworkReference:
        """The reference of the network that is looked at."""
        return NetworkReference(self.model, self.cell, place=self.cell_place)

    def reference_of(self, name: str) -> NetworkReference:
        """Return the reference of a network that stands side by side with others.

        Raises:
            CheckpointError: if no session has it any more.
        """
        if is_own(name):
            return own_network(name).reference._replace(place=self.cell_place)
        task, _of, plain = name.rpartition(OF)
        return reference(task or self.model, plain)._replace(place=self.cell_place)

    def of(self, record: type[View]) -> View:
        """Return a screen's own record: the default one where nothing was chosen."""
        return next((own for own in self.screens if isinstance(own, record)), record())

    def having(self, own: object) -> "Selection":
        """Return the same view with another record of one screen."""
        others = (each for each in self.screens if type(each) is not type(own))
        return replace(self, screens=(*others, own))
