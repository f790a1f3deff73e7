"""One covector taken back through a trace, step by step."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .scaling import near_one
from .step_derivatives import Slopes

HEADROOM = 20
"""Bits by which an added gradient may exceed the current one before the scale must change."""


class Covectors(NamedTuple):
    """Covectors as they come to a step from the later ones, each ``(..., hidden_size)``.

    Attributes:
        hidden: ∂L/∂h_t through the later steps.
        memory: for the LSTM, ∂L/∂c_t with h_t held fixed; ``None`` for other cells.
        gated: the part of the gradient of the memory (c_t; the GRU's and the RNN's h_t) that has
            passed through a gate or a candidate at least once; ``None`` where it is not needed.
    """

    hidden: np.ndarray
    memory: np.ndarray | None
    gated: np.ndarray | None

    def vectors(self) -> list[np.ndarray]:
        """Return the parts that are not ``None``."""
        return [part for part in self if part is not None]

    def refilled(self, vectors: Sequence[np.ndarray]) -> "Covectors":
        """Return a copy with other vectors in place of ``vectors()``."""
        hidden, *rest = vectors
        memory = None if self.memory is None else rest.pop(0)
        return Covectors(hidden, memory, rest.pop() if rest else None)


def whole_memory(steps: Slopes, t: int, incoming: Covectors, hidden: np.ndarray) -> np.ndarray:
    """Return the whole ∂L/∂(memory)_t: for the LSTM, c_t acts through h_t, too.

    Args:
        steps: the derivatives of all steps.
        t: the position of the step.
        incoming: the covectors from the later steps.
        hidden: the part of ∂L/∂h_t that is to be counted.
    """
    if steps.shown is None:
        return hidden
    return incoming.memory + hidden * steps.shown[t]


def before(
    steps: Slopes, t: int, incoming: Covectors, memory: np.ndarray, through: np.ndarray
) -> Covectors:
    """Return the covectors that go on to position t − 1.

    Args:
        steps: the derivatives of all steps.
        t: the position of the step.
        incoming: the covectors from the later steps.
        memory: as ``whole_memory`` gives it.
        through: the gradient with respect to h_{t-1} that came through the gates and the candidate.
    """
    gated = incoming.gated
    if steps.kept is None:
        return Covectors(through, None, None if gated is None else through)
    kept = steps.kept[t]
    if steps.shown is None:
        gated = None if gated is None else gated * kept + through
        return Covectors(memory * kept + through, None, gated)
    if gated is not None:
        gated = (gated + incoming.hidden * steps.shown[t]) * kept
    return Covectors(through, memory * kept, gated)


class StepBack(NamedTuple):
    """One position on the way back; all vectors are to be multiplied by ``2.0 ** exponent``.

    Attributes:
        position: t.
        hidden: ∂L/∂h_t, ``(hidden_size,)``; for the LSTM, with c_t held fixed.
        memory: for the LSTM, ∂L/∂c_t with h_t held fixed as the next step reads it; where L depends
            on h_t directly, c_t counts through h_t. ``None`` for other cells.
        shown: for the LSTM, what c_t does through the h_t that the next step reads: with
            ``memory``, it adds up to the total derivative. ``None`` for other cells.
        gated: as in ``Covectors``.
        at_h: the gradient at the recurrent products, ``(blocks * hidden_size,)``.
        exponent: of the power of two that is left out of all these vectors.
    """

    position: int
    hidden: np.ndarray
    memory: np.ndarray | None
    shown: np.ndarray | None
    gated: np.ndarray | None
    at_h: np.ndarray
    exponent: int


def steps_back(
    steps: Slopes,
    seeds: np.ndarray,
    cuts: Collection[int] = (),
    split: bool = False,
    gates: bool = True,
) -> Iterator[StepBack]:
    """Go back through a trace with one covector, from the last position that L depends on directly.

    Args:
        steps: the derivatives of the trace's steps.
        seeds: as ``backward`` takes them.
        cuts: as ``backward`` takes them.
        split: whether to follow the part that has passed through a gate separately, too.
        gates: whether to go through gates and candidate, too, or along the memory only.
    """
    zeros = np.zeros(seeds.shape[1:], seeds.dtype)
    zero = Covectors(zeros, None if steps.shown is None else zeros, zeros if split else None)
    incoming, exponent = zero, 0
    sizes = np.frexp(np.abs(seeds).max(axis=1, initial=0))[1].tolist()
    seeded = np.asarray(seeds.any(axis=1))
    for t in reversed(range(np.flatnonzero(seeded).max(initial=-1) + 1)):
        parts, exponent = near_one(incoming.vectors(), exponent)
        incoming = incoming.refilled(parts)
        hidden, memory = incoming.hidden, incoming.memory
        if seeded[t]:
            incoming, exponent = _rescaled(incoming, exponent, sizes[t])
            seed = np.ldexp(seeds[t], -exponent)
            hidden = incoming.hidden + seed
            memory = None if steps.shown is None else whole_memory(steps, t, incoming, seed)
        whole = whole_memory(steps, t, incoming, hidden)
        at_h, through = steps.through(t, hidden, whole) if gates else (zeros, zeros)
        shown = None if steps.shown is None else incoming.hidden * steps.shown[t]
        yield StepBack(t, hidden, memory, shown, incoming.gated, at_h, exponent)
        earlier = before(steps, t, incoming, whole, through)
        incoming, exponent = (zero, 0) if t in cuts else (earlier, exponent)


def _rescaled(covectors: Covectors, exponent: int, size: int) -> tuple[Covectors, int]:
    """Return covectors and exponent in a scale that also fits a number below ``2.0 ** size``."""
    if size <= exponent + HEADROOM:
        return covectors, exponent
    parts = [np.ldexp(vector, exponent - size) for vector in covectors.vectors()]
    return covectors.refilled(parts), size
