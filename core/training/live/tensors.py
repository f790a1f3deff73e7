"""The state of a training as tensors with names, and back, with every shape checked."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from .film import Frame, is_kept
from .held_out import HeldOut
from .state import State

Tensors = Mapping[str, Tensor]
Forms = Mapping[str, tuple[tuple[int, ...], torch.dtype]]
MEMORY = "memory."
ARRAYS = "gradient_norms", "spectral_radii", "weights", "states"
"""What frames have as arrays; each has either weights or states."""


def as_tensors(state: State) -> dict[str, Tensor]:
    """Return the numbers of a state by name, those of the n frames stacked.

    ``weights`` and ``random`` are the state's own; ``losses`` is ``(steps,)`` float64;
    ``memory.mean`` is what the optimiser keeps under this name; ``frames.figures`` is ``(n, 4)``
    float64: loss, held-out loss, its standard error and clippings.
    """
    frames = state.frames
    figures = [(frame.loss, *frame.held_out, frame.clippings) for frame in frames]
    tensors = {
        "weights": state.weights,
        "random": state.random,
        "losses": torch.tensor(state.losses, dtype=torch.float64),
        "frames.figures": torch.tensor(figures, dtype=torch.float64),
    }
    tensors |= {f"{MEMORY}{name}": each for name, each in state.memory.items()}
    for name in ARRAYS:
        if getattr(frames[0], name) is not None:
            arrays = np.stack([getattr(frame, name) for frame in frames])
            tensors[f"frames.{name}"] = torch.from_numpy(arrays)
    return tensors


def forms(tensors: Tensors) -> Forms:
    """Return the shape and the type of each tensor."""
    return {name: (tuple(each.shape), each.dtype) for name, each in tensors.items()}


def expected(first: State, step: int) -> Forms:
    """Return the shapes and types of the tensors of a run after some steps.

    Args:
        first: the run's state before its first step.
        step: steps that have been taken.
    """
    frames = sum(is_kept(each, step) for each in range(step + 1))
    sizes = {name: frames for name in as_tensors(first) if name.startswith("frames.")}
    sizes["losses"] = step
    return {
        name: ((sizes[name], *shape[1:]) if name in sizes else shape, dtype)
        for name, (shape, dtype) in forms(as_tensors(first)).items()
    }


def as_state(tensors: Tensors, first: State, step: int) -> State:
    """Return the state that ``as_tensors`` has taken apart, without clippings and divergence.

    Args:
        tensors: of the names, shapes and types that are expected.
        first: the run's state before its first step.
        step: steps that had been taken.

    Raises:
        ValueError: if a weight is not finite.
    """
    if not tensors["weights"].isfinite().all():
        raise ValueError("weights that are not finite")
    memory = {name: tensors[f"{MEMORY}{name}"] for name in first.memory}
    return replace(
        first,
        step=step,
        weights=tensors["weights"],
        memory=memory,
        random=tensors["random"],
        losses=tuple(tensors["losses"].tolist()),
        frames=_frames(tensors, step),
    )


def _frames(tensors: Tensors, step: int) -> tuple[Frame, ...]:
    steps = [each for each in range(step + 1) if is_kept(each, step)]
    arrays = {name: tensors[f"frames.{name}"] for name in ARRAYS if f"frames.{name}" in tensors}
    return tuple(
        Frame(
            at,
            loss,
            HeldOut(held_out, error),
            int(clippings),
            **{name: each[row].numpy() for name, each in arrays.items()},
        )
        for row, (at, (loss, held_out, error, clippings)) in enumerate(
            zip(steps, tensors["frames.figures"].tolist(), strict=True)
        )
    )
