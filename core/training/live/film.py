"""The film of a training: what it was like at some of its steps, more of the early ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...network import Network
from .held_out import HeldOut

MOST_FRAMES = 132
FIRST_SPACING = 8

MOST_WEIGHTS = 10_000
"""Numbers that are learned up to which a frame has all of them."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A training after one of its steps; its arrays are read-only.

    Attributes:
        step: steps that had been taken.
        loss: of the texts of this step, before its update; NaN before the first one.
        held_out: the loss on held-out texts.
        clippings: steps so far whose gradient was clipped.
        gradient_norms: of each gate's weights in this step, before clipping, as
            ``measures.gradient_norms`` returns them; NaN before the first step.
        spectral_radii: of each gate's block of ``weight_hh``, ``(layers, blocks)``.
        weights: all that are learned, ``(n,)`` float32, if these are at most 10,000 numbers.
        states: else the last layer's hidden states on the probe, ``(T, hidden_size)``.
    """

    step: int
    loss: float
    held_out: HeldOut
    clippings: int
    gradient_norms: np.ndarray
    spectral_radii: np.ndarray
    weights: np.ndarray | None = None
    states: np.ndarray | None = None

    def __post_init__(self) -> None:
        for array in (self.gradient_norms, self.spectral_radii, self.weights, self.states):
            if array is not None:
                array.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Film:
    """The frames that are kept, in the order of their steps.

    Attributes:
        frames: at most 132.
        probe: the text on which frames without weights have states.
        make: makes the network of a frame that has weights.
    """

    frames: tuple[Frame, ...]
    probe: str
    make: Callable[[Frame], Network]

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def steps(self) -> np.ndarray:
        """Steps that had been taken at each frame, ``(frames,)``."""
        return np.array([frame.step for frame in self.frames])

    @property
    def clipped(self) -> np.ndarray:
        """Steps since the frame before whose gradient was clipped, ``(frames,)``."""
        return np.diff([frame.clippings for frame in self.frames], prepend=0)

    @property
    def has_weights(self) -> bool:
        """Whether there is a network at each frame."""
        return all(frame.weights is not None for frame in self.frames)

    def network(self, number: int) -> Network:
        """Return a network with the weights of a frame.

        Args:
            number: of the frame, from 0.

        Raises:
            IndexError: if there is no such frame.
            ValueError: if it has no weights, as the network is too large.
        """
        frame = self.frames[number]
        if frame.weights is None:
            raise ValueError(
                f"Film.network expected a film of at most {MOST_WEIGHTS:,} weights; this one has "
                "the states on its probe instead. Train fewer units or layers."
            )
        return self.make(frame)


def spacing(last: int) -> int:
    """Return the distance of the later frames of a film that ends with this step.

    It is the smallest power of two from 8 on that leaves room for all of them. As it doubles,
    every second one of the later frames goes; powers of two are among those that stay.

    >>> [spacing(last) for last in (0, 1_000, 1_100, 100_000)]
    [8, 8, 16, 1024]
    """
    distance = FIRST_SPACING
    while distance.bit_length() + last // distance > MOST_FRAMES:  # the early and the later ones
        distance *= 2
    return distance


def is_kept(step: int, last: int) -> bool:
    """Return whether a film that ends with a step has a frame of another one.

    It has those of steps 0, 1, 2, 4 and so on up to the distance of the later ones, then evenly.

    >>> [step for step in range(50) if is_kept(step, 50)]
    [0, 1, 2, 4, 8, 16, 24, 32, 40, 48]
    """
    distance = spacing(last)
    is_early = step < distance and step & (step - 1) == 0  # 0 and the powers of two
    return is_early or step % distance == 0


def with_frame(frames: Sequence[Frame], frame: Frame) -> tuple[Frame, ...]:
    """Return a film's frames and one more, without those that no longer have a place."""
    return (*(each for each in frames if is_kept(each.step, frame.step)), frame)
