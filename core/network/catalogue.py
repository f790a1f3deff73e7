"""The catalogue of all networks, and the references by which they are named.

A network is named by its task and, among the networks of that task, by a name: its cell, the cell
with ``-equal`` for one with as many parameters as the LSTM, and ``gru-converted`` for the GRU whose
weights were learned in PyTorch's form and are run in the papers'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from ..cells import MinGRUCell, PaperGRUCell
from ..cells.torch_layers import LAYERS
from ..checkpoints import CHECKPOINTS
from ..notation import N_, Message
from .files import EQUAL, available_networks, load_network
from .network import Network
from .paper_form import in_paper_form
from .place import CellPlace

TORCH_CELLS = tuple(LAYERS)
"""The cells for which PyTorch has layers: ``rnn``, ``lstm``, ``gru``."""
PAPER = PaperGRUCell.name
CELLS = (*TORCH_CELLS, PAPER)
"""The cells that every task was trained with: ``rnn``, ``lstm``, ``gru``, ``paper-gru``."""
CONVERTED = "gru-converted"
NETWORK_NAMES: Mapping[str, Message] = {
    "rnn": N_("RNN"),
    "lstm": N_("LSTM"),
    "gru": N_("GRU"),
    PAPER: N_("Paper GRU"),
    "rnn-equal": N_("RNN, equal parameter count"),
    "lstm-equal": N_("LSTM, equal parameter count"),
    "gru-equal": N_("GRU, equal parameter count"),
    CONVERTED: N_("Converted GRU"),
}
"""The networks that a task can have, by name, and what each is called."""
SHIPPED_CELLS: Mapping[str, Message] = {cell: NETWORK_NAMES[cell] for cell in CELLS}
"""What each of ``CELLS`` is called."""
CELL_NAMES: Mapping[str, Message] = {**SHIPPED_CELLS, MinGRUCell.name: N_("minGRU")}
"""What every cell is called, of networks that were trained elsewhere, too."""
GATE_DESIGNS: Mapping[str, Message] = {
    "full": NETWORK_NAMES["lstm"],
    "input-gate-1": N_("LSTM, input gate fixed at 1"),
    "forget-gate-1": N_("LSTM, forget gate fixed at 1"),
    "output-gate-1": N_("LSTM, output gate fixed at 1"),
    "coupled": N_("LSTM, input gate = 1 − forget gate"),
}
"""What an LSTM is called of whose gates one is fixed, by the ``gates`` in its card's settings."""


@dataclass(frozen=True)
class ShippedTask:
    """A task whose networks ship.

    Attributes:
        title: what its networks are called.
        example: a text that suits them.
        script: the script that its texts are written in, a key of ``core.text.scripts.SCRIPTS``;
            ``None`` where they have no letters.
        has_lines: whether its texts have several lines.
        plain: the task of the same texts whose networks have one layer that reads tokens forwards,
            where this one's have more; ``None`` for such a task itself.
    """

    title: Message
    example: str
    script: str | None = None
    has_lines: bool = False
    plain: str | None = None


_REVIEW = "The plot is thin, but the acting is wonderful."
_PLAY = "ROMEO:\nWhat say you to my sorrow, gentle friend?\n\nJULIET:\nMy lord, I weep with thee."
_UNSPACED_ENGLISH = "Thereisnoplacelikehome,saidthegirl."
_UNSPACED_KOREAN = "아버지가방에들어가신다."
"""Either "Father goes into the room" or "Father goes into the bag", by where the spaces are."""

TASKS: Mapping[str, ShippedTask] = {
    "english-reviews": ShippedTask(N_("English film reviews"), _REVIEW, "Latin"),
    "english-reviews-both": ShippedTask(
        N_("English reviews, two-way"), _REVIEW, "Latin", plain="english-reviews"
    ),
    "english-reviews-windows": ShippedTask(
        N_("English reviews, in windows"), _REVIEW, "Latin", plain="english-reviews"
    ),
    "korean-reviews": ShippedTask(
        N_("Korean film reviews"), "스토리는 뻔하지만 배우들의 연기가 정말 좋았다.", "Hangul"
    ),
    "stories": ShippedTask(N_("English stories, by word"), "He is my friend. I", "Latin"),
    "korean-next": ShippedTask(N_("Korean by morpheme"), "그는 내 친구다. 나는", "Hangul"),
    "korean-text": ShippedTask(N_("Korean by syllable"), "이 영화 정말 재미있", "Hangul"),
    "spacing-english": ShippedTask(N_("English spacing"), _UNSPACED_ENGLISH, "Latin"),
    "spacing-english-both": ShippedTask(
        N_("English spacing, two-way"),
        _UNSPACED_ENGLISH,
        "Latin",
        plain="spacing-english",
    ),
    "spacing-korean": ShippedTask(N_("Korean spacing"), _UNSPACED_KOREAN, "Hangul"),
    "spacing-korean-both": ShippedTask(
        N_("Korean spacing, two-way"), _UNSPACED_KOREAN, "Hangul", plain="spacing-korean"
    ),
    "shakespeare": ShippedTask(N_("Shakespeare, by character"), _PLAY, "Latin", has_lines=True),
    "shakespeare-two-layers": ShippedTask(
        N_("Shakespeare, two layers"), _PLAY, "Latin", has_lines=True, plain="shakespeare"
    ),
    "python-source": ShippedTask(
        N_("Python source, by character"),
        'def greet(name):\n    """Say hello to someone."""\n'
        '    print("Hello, " + name)  # politely',
        "Latin",
        has_lines=True,
    ),
    "brackets": ShippedTask(N_("Nested brackets"), "(1(2(3(4)3)2)1)0(1(2)1)()"),
    "wave": ShippedTask(
        N_("A wave of numbers"),
        "0.54 0.27 -0.04 -0.13 0.11 0.35 0.28 -0.03 -0.52 -0.47 -0.61 -0.30 -0.05 -0.16 -0.27 "
        "-0.46 -0.47 -0.61 -0.08 0.14 0.36 0.31 0.21 0.22 0.36 0.57 0.74 0.88 0.62 0.29 0.23 0.24 "
        "0.44 0.49 0.55 0.09 -0.25 -0.29 -0.49 -0.11",
    ),
    "hello": ShippedTask(N_("Spelling hello"), "hello", "Latin"),
}
"""Every task, in the order in which they are offered."""

Form = Literal["", "equal", "converted"]


class NetworkReference(NamedTuple):
    """The reference of one network.

    Attributes:
        task: what it was trained on.
        cell: the cell it was trained with, one of ``CELLS``.
        form: ``equal`` for one with as many parameters as the LSTM; ``converted`` for the GRU that
            is run in the papers' form.
        place: from which of its cells it is looked at; ``None`` for the last one that reads
            forwards.
    """

    task: str
    cell: str
    form: Form = ""
    place: CellPlace | None = None

    @property
    def name(self) -> str:
        """The network's name among those of its task."""
        if self.form == "converted":
            return CONVERTED
        return self.cell + EQUAL if self.form == "equal" else self.cell


def reference(task: str, name: str) -> NetworkReference:
    """Return the reference of a network by its task and its name among the task's networks.

    >>> reference("hello", "gru-equal"), reference("hello", "paper-gru").cell
    (NetworkReference(task='hello', cell='gru', form='equal', place=None), 'paper-gru')

    Raises:
        ValueError: if no task has a network of this name.
    """
    if name not in NETWORK_NAMES:
        known = ", ".join(NETWORK_NAMES)
        raise ValueError(f"There is no network {name!r}; a task can have: {known}.")
    if name == CONVERTED:
        return NetworkReference(task, "gru", "converted")
    return NetworkReference(task, name.removesuffix(EQUAL), "equal" if EQUAL in name else "")


def same_units(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of a task's networks with the same units, those of PyTorch's cells.

    They stand side by side unless others are chosen: ``rnn``, ``lstm``, ``gru``.
    """
    shipped = available_networks(folder)
    return tuple(cell for cell in TORCH_CELLS if (task, cell) in shipped)


def same_parameters(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of a task's networks with the same number of parameters.

    The ``-equal`` networks have as many parameters as the task's LSTM of the usual size, so that
    LSTM is among them unless there is an ``lstm-equal``. Empty if there is no ``-equal`` network.
    """
    shipped = available_networks(folder)
    equal = [cell for cell in TORCH_CELLS if (task + EQUAL, cell) in shipped]
    usual = [cell for cell in same_units(task, folder) if cell == "lstm" and equal]
    return tuple(
        cell + EQUAL if cell in equal else cell for cell in TORCH_CELLS if cell in {*equal, *usual}
    )


def names_of(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of all networks of a task that can be compared side by side.

    Args:
        task: such as ``english-reviews``.
        folder: where the files lie.

    Returns:
        The cells that it was trained with; ``rnn-equal`` and the like, where they have files of
        their own; ``gru-converted``, the GRU with the same weights in the papers' form.
    """
    shipped = available_networks(folder)
    usual = [cell for cell in CELLS if (task, cell) in shipped]
    equal = [name for name in same_parameters(task, folder) if name.endswith(EQUAL)]
    return (*usual, *equal, *([CONVERTED] if "gru" in usual else []))


def load(named: NetworkReference, folder: Path = CHECKPOINTS) -> Network:
    """Return the network that a reference names, looked at from the cell that it names.

    Raises:
        ValueError: if there is no such network, or it has no such cell; the message lists those
            that there are.
        CheckpointError: if its file is damaged.
    """
    names = names_of(named.task, folder)
    if named.name not in names:
        known = ", ".join(names) or "none"
        raise ValueError(
            f"There is no network {named.name!r} of task {named.task!r}; there are: {known}."
        )
    if named.form == "converted":
        return in_paper_form(load_network(named.task, named.cell, folder)).at(named.place)
    task = named.task + EQUAL if named.form == "equal" else named.task
    return load_network(task, named.cell, folder).at(named.place)
