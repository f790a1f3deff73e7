"""A covector on its way back through a trace, step after step."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .scaling import near_one
from .step_derivatives import Slopes

ROOM = 20
"""Bits by which an added gradient may exceed the carried one before the scale must change."""


class Carried(NamedTuple):
    """Covectors on their way from a step to the one before it, each ``(..., hidden_size)``.

    Attributes:
        hidden: ∂L/∂h_t by way of the later steps.
        memory: for the LSTM, ∂L/∂c_t with h_t held fixed; ``None`` for other cells.
        gated: the part of the gradient of the memory (c_t; the GRU's and the RNN's h_t) that has
            been through a gate or a candidate at least once; ``None`` where it is not needed.
    """

    hidden: np.ndarray
    memory: np.ndarray | None
    gated: np.ndarray | None

    def vectors(self) -> list[np.ndarray]:
        """Return the parts that are not ``None``."""
        return [part for part in self if part is not None]

    def refilled(self, vectors: Sequence[np.ndarray]) -> "Carried":
        """Return a copy with other vectors in place of ``vectors()``."""
        hidden, *rest = vectors
        memory = None if self.memory is None else rest.pop(0)
        return Carried(hidden, memory, rest.pop() if rest else None)


def whole_memory(steps: Slopes, t: int, carried: Carried, hidden: np.ndarray) -> np.ndarray:
    """Return ∂L/∂(memory)_t with all that it does: c_t is shown in h_t, too.

    Args:
        steps: the derivatives of all steps.
        t: the position of the step.
        carried: what came from the later steps.
        hidden: ∂L/∂h_t, along all the paths that count.
    """
    if steps.shown is None:
        return hidden
    return carried.memory + hidden * steps.shown[t]


def before(
    steps: Slopes, t: int, carried: Carried, memory: np.ndarray, through: np.ndarray
) -> Carried:
    """Return what is carried to position t − 1.

    Args:
        steps: the derivatives of all steps.
        t: the position of the step.
        carried: what came from the later steps.
        memory: as ``whole_memory`` gives it.
        through: the gradient with respect to h_{t-1} that came through the gates and the candidate.
    """
    gated = carried.gated
    if steps.kept is None:
        return Carried(through, None, None if gated is None else through)
    kept = steps.kept[t]
    if steps.shown is None:
        gated = None if gated is None else gated * kept + through
        return Carried(memory * kept + through, None, gated)
    if gated is not None:
        gated = (gated + carried.hidden * steps.shown[t]) * kept
    return Carried(through, memory * kept, gated)


class Moment(NamedTuple):
    """One position on the way back; all vectors are to be multiplied by ``2.0 ** exponent``.

    Attributes:
        position: t.
        hidden: ∂L/∂h_t, ``(hidden_size,)``; for the LSTM, with c_t held fixed.
        memory: for the LSTM, ∂L/∂c_t with h_t held fixed as the next step reads it; where L looks
            at h_t itself, it sees c_t through it. ``None`` for other cells.
        gated: as in ``Carried``.
        at_h: the gradient at the recurrent products, ``(blocks * hidden_size,)``.
        exponent: the power of two that is left out of all these.
    """

    position: int
    hidden: np.ndarray
    memory: np.ndarray | None
    gated: np.ndarray | None
    at_h: np.ndarray
    exponent: int


def moments(
    steps: Slopes,
    seeds: np.ndarray,
    cuts: Collection[int] = (),
    split: bool = False,
    gates: bool = True,
) -> Iterator[Moment]:
    """Go back through a trace with one covector, from the last position that L looks at.

    Args:
        steps: the derivatives of the trace's steps.
        seeds: as ``backward`` takes them.
        cuts: as ``backward`` takes them.
        split: whether the part that has been through a gate is carried separately, too.
        gates: whether anything comes through gates and candidate, or along the memory only.
    """
    zeros = np.zeros(seeds.shape[1:], seeds.dtype)
    nothing = Carried(zeros, None if steps.shown is None else zeros, zeros if split else None)
    carried, exponent = nothing, 0
    sizes = np.frexp(np.abs(seeds).max(axis=1, initial=0))[1].tolist()
    seeded = np.asarray(seeds.any(axis=1))
    for t in reversed(range(np.flatnonzero(seeded).max(initial=-1) + 1)):
        parts, exponent = near_one(carried.vectors(), exponent)
        carried = carried.refilled(parts)
        hidden, memory = carried.hidden, carried.memory
        if seeded[t]:
            carried, exponent = _raised(carried, exponent, sizes[t])
            seed = np.ldexp(seeds[t], -exponent)
            hidden = carried.hidden + seed
            memory = None if steps.shown is None else whole_memory(steps, t, carried, seed)
        whole = whole_memory(steps, t, carried, hidden)
        at_h, through = steps.through(t, hidden, whole) if gates else (zeros, zeros)
        yield Moment(t, hidden, memory, carried.gated, at_h, exponent)
        earlier = before(steps, t, carried, whole, through)
        carried, exponent = (nothing, 0) if t in cuts else (earlier, exponent)


def _raised(carried: Carried, exponent: int, size: int) -> tuple[Carried, int]:
    """Return the carried vectors in a scale that also fits a number below ``2.0 ** size``."""
    if size <= exponent + ROOM:
        return carried, exponent
    parts = [np.ldexp(vector, exponent - size) for vector in carried.vectors()]
    return carried.refilled(parts), size
