"""What the network of each frame of a film does with the probe, and what it writes."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch

from ...generation import distribution
from ...network import Network
from ...network.batch_layers import BatchLayers
from ...notation import Message
from ...sequence_tasks import SequenceTask
from ...sequence_tasks.automaton_task import AutomatonTask
from ..film_readings import correlations
from .film import Film, Frame

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
        known = {frame: self._known.get(frame) for frame in frames}
        self._known = {
            frame: self._read(film, number) if found is None else found
            for number, (frame, found) in enumerate(known.items())
        }
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

    def _read(self, film: Film, number: int) -> FrameReading:
        frame = film.frames[number]
        legal, text, wrong = np.nan, "", ()
        if frame.weights is None:
            assert frame.states is not None
            states = frame.states
        else:
            network = film.network(number)
            states = _states(network, self.task.probe)
            if self._allowed is not None:
                legal = float((_opinions(network, states) * self._allowed).sum(-1).mean())
            if self.task.target == "next-token":
                text, wrong = self._write(network)
        return FrameReading(states, legal, self._correlations(states), text, wrong)

    def _correlations(self, states: np.ndarray) -> np.ndarray:
        if not self._followed:
            return np.zeros((states.shape[1], 0))
        return correlations(states[None], np.stack([*self._followed.values()]))[0]

    def _write(self, network: Network) -> tuple[str, tuple[int, ...]]:
        """Return what a network writes, always with the same darts, and what is illegal in it."""
        text = written(network, self.task.probe[0], WRITTEN)
        inputs = self.task.encode(text)
        if isinstance(self.task, AutomatonTask) and self.task.automaton.first:
            ends = (self.task.automaton.read(inputs.numpy())[0, 1:] == 0).nonzero()[0]
            if len(ends):  # a text is over; nobody has learned what would come after it
                text, inputs = text[: ends[0] + 2], inputs[:, : ends[0] + 2]
        right = self.task.probabilities(inputs)
        if right is None:
            return text, ()
        places = range(1, len(text))
        codes = inputs[0].tolist()
        return text, tuple(place for place in places if right[0, place - 1, codes[place]] == 0)


@torch.inference_mode()
def written(network: Network, first: str, length: int, seed: int = 0) -> str:
    """Return a symbol and what a network writes after it, as ``core.generation`` does.

    Args:
        network: one that predicts the next of its own symbols, of one character each.
        first: the symbol that it is given.
        length: symbols to write.
        seed: of the darts.
    """
    layers, states = BatchLayers(network), None
    darts = distribution.darts(seed, length + 1)
    text = first
    for dart in darts[1:].tolist():
        codes = network.encode(text[-1]).codes
        hidden, states = layers(network.vectors(codes)[None], None, states)
        probabilities = distribution.model(network.readout(hidden[0, -1]).numpy())
        text += network.outputs[distribution.hit(probabilities, dart)]
    return text


@torch.inference_mode()
def _states(network: Network, text: str) -> np.ndarray:
    vectors = network.vectors(network.encode(text).codes)
    return BatchLayers(network)(vectors[None])[0][0].numpy()


@torch.inference_mode()
def _opinions(network: Network, states: np.ndarray) -> np.ndarray:
    return network.opinion(network.readout(torch.from_numpy(states))).numpy()
