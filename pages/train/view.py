"""The view of Train: the task, the networks, and every dial; a link alone starts no training."""

import math
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from core.cells import CELLS
from core.network.catalogue import GATE_DESIGNS
from core.notation import N_, Message, Notice
from core.sequence_tasks import TASKS, SequenceTask
from core.training.live import Clipping, Settings
from core.training.live.changes import Change, Dials
from core.training.live.designs import FULL
from core.training.live.plan import Plan
from pages.shared.view.fields import BETWEEN, Refused, number, one_of, read_by

MOST_CELLS = 3
CLIPPINGS: Mapping[str, Message] = {
    "norm": N_("by the norm"),
    "value": N_("by value"),
    "off": N_("off"),
}
OPTIMISERS: Mapping[str, Message] = {
    "adam": Message("Adam"),
    "rmsprop": Message("RMSprop"),
    "momentum": N_("SGD with momentum 0.9"),
    "sgd": Message("SGD"),
}
FASTEST = "max"
PACES = ("5", "10", "30", "100", FASTEST)
"""Training steps a second."""
RATE_PARTS, LIMIT_PARTS, BIAS_PARTS = 100_000, 1_000, 10
"""What 1 is in a link: of the learning rate, of the limit of clipping, of the forget bias."""
LEAST_RATE, MOST_RATE = 1, 1_000_000
MOST_CHANGES = 12
_NO_NUMBER = N_("The link has a number that is not from {low} to {high}.")
_NO_DIAL = N_("The link names a setting of the training that is not here.")
_NO_CHANGE = N_("The link has changes of the dials that cannot be read; they were left out.")
_CHANGE = re.compile(r"([0-9]{1,6})\.([0-9]{1,7})\.([nvo])\.([0-9]{1,6})")
_LETTERS = {"n": "norm", "v": "value", "o": "off"}


def _cells(value: str) -> tuple[str, ...]:
    """Take the names of up to three cells; raises ``Refused`` where some were left out."""
    named = value.split(BETWEEN)
    known = tuple(dict.fromkeys(cell for cell in named if cell in LEARNING))[:MOST_CELLS]
    if not known or len(known) < len(named):
        raise Refused(Notice(_NO_DIAL), known or None)
    return known


def _changes(value: str) -> tuple[Change, ...]:
    """Take changes of the dials, each ``step.rate.clipping.limit``; raises ``Refused``."""
    read = []
    for item in filter(None, value.split(BETWEEN)):
        parts = _CHANGE.fullmatch(item)
        if parts is None or len(read) == MOST_CHANGES:
            raise Refused(Notice(_NO_CHANGE), ())
        step, rate, letter, limit = parts.groups()
        if not LEAST_RATE <= int(rate) <= MOST_RATE or not int(limit):
            raise Refused(Notice(_NO_CHANGE), ())
        clipping = Clipping(_LETTERS[letter], int(limit) / LIMIT_PARTS)  # type: ignore[arg-type]
        read.append(Change(int(step), Dials(int(rate) / RATE_PARTS, clipping)))
    if [each.step for each in read] != sorted({each.step for each in read}):
        raise Refused(Notice(_NO_CHANGE), ())
    return tuple(read)


def _changes_text(changes: tuple[Change, ...]) -> str:
    return BETWEEN.join(map(_change_text, changes))


def _change_text(change: Change) -> str:
    rate, (kind, limit) = change.dials.learning_rate, astuple(change.dials.clipping)
    return f"{change.step}.{round(rate * RATE_PARTS)}.{kind[0]}.{round(limit * LIMIT_PARTS)}"


LEARNING = tuple(CELLS)
"""The cells that can be trained here."""


@dataclass(frozen=True, eq=False)
class Own:
    """A task of the visitor's own, which is in no link.

    Attributes:
        task: the task.
        length: time steps of a window; that of the dials if none.
        value_loss: ``mse`` or ``mae``, where values are predicted.
    """

    task: SequenceTask
    length: int | None = None
    value_loss: str = "mse"


@dataclass(frozen=True)
class TrainView:
    """The dials of a training.

    Attributes:
        learn_task: key of the task.
        learners: the cells that learn it, up to three at once.
        learn_units: of each layer.
        learn_layers: recurrent layers.
        learn_rate: learning rate, in hundred-thousandths.
        learn_batch: texts in a step.
        learn_length: time steps of a text; what suits the task if none.
        clip_by: how gradients are clipped.
        clip_limit: thousandths of the largest norm or number.
        learn_truncation: time steps after which gradients are cut off; none cuts nothing.
        optimiser: of the updates.
        learn_bias: tenths of the first bias of the gate that keeps the memory.
        gates: what is fixed of an LSTM's gates.
        learn_seed: of the first weights and of the texts.
        learn_until: training steps that are wanted.
        pace: one of ``PACES``.
        dial_changes: of learning rate and clipping while it goes on.
        frame: of the film, from 1; 0 for the last one.
    """

    learn_task: str = one_of("learn", {key: task.title for key, task in TASKS.items()}, _NO_DIAL)
    learners: tuple[str, ...] = read_by("learners", _cells, BETWEEN.join, default=("lstm",))
    learn_units: int = number("lu", 1, 64, _NO_NUMBER, default=10)
    learn_layers: int = number("ll", 1, 3, _NO_NUMBER, default=1)
    learn_rate: int = number("lr", LEAST_RATE, MOST_RATE, _NO_NUMBER, default=300)
    learn_batch: int = number("batch", 1, 256, _NO_NUMBER, default=32)
    learn_length: int | None = number("llen", 2, 200, _NO_NUMBER, default=None)
    clip_by: str = one_of("gclip", CLIPPINGS, _NO_DIAL)
    clip_limit: int = number("gat", 1, 100_000, _NO_NUMBER, default=1_000)
    learn_truncation: int | None = number("trunc", 1, 200, _NO_NUMBER, default=None)
    optimiser: str = one_of("optim", OPTIMISERS, _NO_DIAL)
    learn_bias: int = number("lfb", -100, 100, _NO_NUMBER, default=10)
    gates: str = one_of("gates", GATE_DESIGNS, _NO_DIAL)
    learn_seed: int = number("lseed", 0, 999_999_999, _NO_NUMBER, default=0)
    learn_until: int = number("until", 1, 20_000, _NO_NUMBER, default=2_000)
    pace: str = one_of("pace", PACES, _NO_DIAL, default="30")
    dial_changes: tuple[Change, ...] = read_by(
        "dials", _changes, _changes_text, default=(), drop_order=4
    )
    frame: int = number("frame", 0, 132, _NO_NUMBER, default=0)

    @property
    def dials(self) -> Dials:
        """The dials that can be turned while it goes on, as they are at the beginning."""
        kind, limit = self.clip_by, self.clip_limit / LIMIT_PARTS
        return Dials(self.learn_rate / RATE_PARTS, Clipping(kind, limit))  # type: ignore[arg-type]

    @property
    def most_steps(self) -> float:
        """How many training steps may be taken in a second."""
        return math.inf if self.pace == FASTEST else float(self.pace)

    def plans(self, own: Own | None = None) -> tuple[Plan, ...]:
        """Return what is to be trained: a plan for each cell, all on the same data.

        Args:
            own: a task of the visitor's own to learn instead of the chosen one.

        Raises:
            ValueError: if a batch would have too many time steps.
        """
        rate, clipping = self.dials
        source = own.task if own else TASKS[self.learn_task]
        settings = {
            "hidden_size": self.learn_units,
            "num_layers": self.learn_layers,
            "learning_rate": rate,
            "batch_size": self.learn_batch,
            "length": (own and own.length) or self.learn_length or source.length,
            "value_loss": own.value_loss if own else "mse",
            "clipping": clipping,
            "truncation": self.learn_truncation,
            "optimiser": self.optimiser,
            "forget_bias": self.learn_bias / BIAS_PARTS,
            "seed": self.learn_seed,
        }
        task = own.task if own else self.learn_task
        gates = {"lstm": self.gates}
        return tuple(
            Plan(
                task,
                Settings(cell=cell, gates=gates.get(cell, FULL), **settings),
                self.dial_changes,
            )
            for cell in self.learners
        )
