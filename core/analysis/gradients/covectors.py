"""Many covectors taken back through a trace at once, with one batch of products per step."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .covector import Covectors, before, whole_memory
from .scaling import rows_near_one
from .step_derivatives import Slopes, times


class Rows(NamedTuple):
    """The first k covectors at one position; row i is to be multiplied by ``2.0 ** exponents[i]``.

    Attributes:
        position: t.
        hidden: ∂L/∂h_t of each, ``(k, hidden_size)``.
        memory: the whole ∂L/∂(memory)_t of each, ``(k, hidden_size)``.
        incoming: the covectors from the later steps, each part ``(k, hidden_size)``; overwritten
            on the way to the next position.
        exponents: ``(k,)`` int64, overwritten in the same way.
    """

    position: int
    hidden: np.ndarray
    memory: np.ndarray
    incoming: Covectors
    exponents: np.ndarray


def rows_back(
    steps: Slopes, seeds: np.ndarray, starts: np.ndarray, split: bool = False
) -> Iterator[Rows]:
    """Go back through a trace with n covectors, each with a separate scale.

    Args:
        steps: the derivatives of the trace's steps.
        seeds: the covectors where they start, ``(n, hidden_size)``.
        starts: the positions at which they start, ``(n,)``, from the latest to the earliest.
        split: whether to follow the part that has passed through a gate separately, too.
    """
    incoming = Covectors(
        np.zeros_like(seeds),
        None if steps.shown is None else np.zeros_like(seeds),
        np.zeros_like(seeds) if split else None,
    )
    exponents = np.zeros(len(seeds), np.int64)
    for t in range(starts.max(initial=-1), -1, -1):
        count = int(np.count_nonzero(starts >= t))
        vectors = [vector[:count] for vector in incoming.vectors()]
        active = incoming.refilled(vectors)
        exponents[:count] += rows_near_one(vectors)
        hidden, new = active.hidden, starts[:count] == t
        if new.any():
            hidden = np.where(new[:, None], seeds[:count], hidden)
        memory = whole_memory(steps, t, active, hidden)
        yield Rows(t, hidden, memory, active, exponents[:count])
        through = times(hidden, memory, steps.to_h(t))
        earlier = before(steps, t, active, memory, through)
        for vector, value in zip(vectors, earlier.vectors(), strict=True):
            vector[...] = value
