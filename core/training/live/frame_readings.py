"""What the network of each frame of a film does with the probe, and what it writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch

from ...notation import Message
from ...sequence_tasks import SequenceTask
from ...sequence_tasks.automaton_task import AutomatonTask
from .film import Film, Frame
from .film_readings import correlations
from .stacked import Stacked

FEW = 4
"""Frames that are read sooner one after another than side by side."""

WRITTEN = 40
"""Symbols that a network writes for a frame."""


class FrameReading(NamedTuple):
    """One frame: T tokens of the probe, H units, K features.

    Attributes:
        states: of the last layer on the probe, ``(T, H)`` float32.
        legal: the mean probability of legal symbols after each token; NaN where nothing is illegal.
        correlations: of each unit with each feature along the probe, ``(H, K)``, in -1..1.
        written: what the network writes after the probe's first symbol; empty if it does not write.
        wrong: the places in that text of symbols that may not stand there.
    """

    states: np.ndarray
    legal: float
    correlations: np.ndarray
    written: str
    wrong: tuple[int, ...]


@dataclass(eq=False)
class FrameReader:
    """Reads the frames of one training; each once, as they do not change.

    Args:
        task: what is learned.
    """

    task: SequenceTask
    _known: dict[Frame, FrameReading] = field(default_factory=dict)

    @property
    def features(self) -> tuple[Message, ...]:
        """Names of the K features that a unit may follow."""
        return tuple(self._followed)

    def read(self, film: Film) -> list[FrameReading]:
        """Return the reading of each frame, in order."""
        frames = film.frames
        new = [number for number, frame in enumerate(frames) if frame not in self._known]
        together = [new] if len(new) > FEW else [[number] for number in new]
        readings = (reading for numbers in together for reading in self._read(film, numbers))
        read = dict(zip((frames[number] for number in new), readings, strict=True))
        self._known = {frame: self._known.get(frame) or read[frame] for frame in frames}
        return [*self._known.values()]

    @cached_property
    def _inputs(self) -> torch.Tensor:
        return self.task.encode(self.task.probe)

    @cached_property
    def _followed(self) -> dict[Message, np.ndarray]:
        series = self.task.follows(self._inputs)
        return {name: values[0] for name, values in series.items()}

    @cached_property
    def _allowed(self) -> np.ndarray | None:
        """Whether each output may follow each token of the probe, ``(T, outputs)``."""
        right = self.task.probabilities(self._inputs)
        return None if right is None or (right > 0).all() else right[0] > 0

    def _read(self, film: Film, numbers: Sequence[int]) -> Iterator[FrameReading]:
        """Yield the readings of some frames, whose networks are run side by side."""
        count = len(numbers)
        legal, texts = np.full(count, np.nan), [""] * count
        if film.has_weights:
            networks = Stacked([film.network(number) for number in numbers])
            hidden = networks.states(self.task.probe)
            states = hidden.numpy()
            if self._allowed is not None:
                opinions = networks.opinions(hidden).numpy()
                legal = (opinions * self._allowed).sum(-1).mean(-1)
            if self.task.target == "next-token":
                texts = networks.written(self.task.probe[0], WRITTEN)
        else:
            kept = [film.frames[number].states for number in numbers]
            states = np.stack([each for each in kept if each is not None])
        correlated = self._correlations(states)
        for place, text in enumerate(texts):
            checked = self._checked(text) if text else ("", ())
            yield FrameReading(states[place], float(legal[place]), correlated[place], *checked)

    def _correlations(self, states: np.ndarray) -> np.ndarray:
        if not self._followed:
            return np.zeros((len(states), states.shape[2], 0))
        return correlations(states, np.stack([*self._followed.values()]))

    def _checked(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return what was written up to the end of the text, and what is illegal in it."""
        inputs = self.task.encode(text)
        right = self.task.probabilities(inputs)
        if right is None:
            return text, ()
        codes = inputs[0].numpy()
        may = right[0, np.arange(len(text) - 1), codes[1:]] > 0  # of each symbol but the first
        if isinstance(self.task, AutomatonTask) and self.task.automaton.first:
            states = self.task.automaton.read(inputs.numpy())[0, 1:]
            ends = ((states == 0) & may).nonzero()[0]
            if len(ends):  # a text is over; nobody has learned what would come after it
                text, may = text[: ends[0] + 2], may[: ends[0] + 1]
        return text, tuple((np.flatnonzero(~may) + 1).tolist())
