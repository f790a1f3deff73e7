"""One trace as a stepper shows it, and the place where Python wants the stepper to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from ..analysis.reading import Reading, ShownToken
from ..trace import Trace

Form = Literal["closed", "unrolled", "folded"]
"""How a cell stands above the tokens: closed to a button, once for each token, or once."""
Kind = Literal["many-to-one", "many-to-many", "one-to-many"]
"""How many inputs a cell is given, and how many of its states leave it."""
FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, eq=False)
class Opinions:
    """The network's opinion after each token.

    Attributes:
        outputs: the n outputs' names, in the language of the screen.
        answers: ``(T, n)``: their probabilities, in [0, 1], or the next value of a series.
        values: the values of the series, ``(T,)``; ``None`` where the answers are probabilities.
        scores: the readout's W h + b, ``(T, n)``; ``None`` where only the answers are known.
        bias: its b, ``(n,)``.
        sums: Σ exp(score) over all outputs after each token, ``(T,)``, where only some are here.
    """

    outputs: tuple[str, ...]
    answers: np.ndarray
    values: np.ndarray | None = None
    scores: np.ndarray | None = None
    bias: np.ndarray | None = None
    sums: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """One trace with everything that the screen shows of it.

    Attributes:
        trace: T tokens through one layer, from the zero state.
        cell: which wiring to draw: ``rnn``, ``lstm``, ``gru``, ``paper-gru`` or ``min-gru``.
        digest: names the trace; the step is kept for as long as it stays the same.
        tokens: the T tokens as people see them.
        opinions: the running prediction, or ``None`` for a layer without readout.
        lecture: larger type, reveal on, and viewers guess each opinion before it is shown.
    """

    trace: Trace
    cell: str
    digest: str
    tokens: Sequence[ShownToken]
    opinions: Opinions | None = None
    lecture: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.trace) == len(self.tokens):
            raise ValueError(
                f"Scene expected one ShownToken for each of the trace's {len(self.trace)} "
                f"tokens, and at least one; got {len(self.tokens)}."
            )


def scene_of(reading: Reading, cell: str, outputs: tuple[str, ...], lecture: bool) -> Scene:
    """Return the scene that steps through a reading.

    Args:
        reading: a text as a network reads it.
        cell: which wiring to draw.
        outputs: the names of the outputs, in the language of the screen.
        lecture: larger type, and viewers guess each opinion before it is shown.
    """
    return Scene(
        trace=reading.trace,
        cell=cell,
        digest=reading.digest,
        tokens=reading.tokens,
        opinions=Opinions(
            outputs, reading.opinions, reading.values, reading.scores, reading.readout_bias
        ),
        lecture=lecture,
    )


@dataclass(frozen=True)
class Cue:
    """Where Python wants the stepper to be.

    Attributes:
        number: raised by one for each move that the page makes; the browser follows only then.
        position: the step, from 1.
        unit: the unit, from 0.
    """

    number: int
    position: int
    unit: int


@dataclass(frozen=True)
class Unrolled:
    """How the cell stands above the tokens.

    Attributes:
        form: closed to a button, unrolled over the tokens, or folded.
        kind: which of its states leave, and how much it is given; ``None`` as it was trained.
        trained: the kind that the network was trained as.
        weights: the name of its weights, under which ``pack_weights`` sends them.
    """

    form: Form
    kind: Kind | None
    trained: Kind
    weights: str
