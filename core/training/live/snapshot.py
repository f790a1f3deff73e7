"""Trainings as bytes: safetensors with a JSON header, from which they go on bit for bit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from .changes import Change, checked, digest
from .settings import Settings
from .state import MOST_STEPS, Divergence, State
from .stepper import Stepper
from .tensors import Forms, as_state, as_tensors, expected, forms

ENTRY = "live training"
"""The one entry of the header: safetensors writes several in an order that changes."""


class SnapshotError(ValueError):
    """Raised if bytes are not a snapshot of this version; the message says what to do."""


@dataclass(frozen=True)
class Header:
    """What decides a run, and where it is.

    Attributes:
        key: of the task.
        settings: of the beginning, with a length.
        changes: of the dials.
        step: steps that had been taken.
        clippings: steps whose gradient was clipped.
        divergence: why there is no next step, if there is none.
    """

    key: str
    settings: Settings
    changes: tuple[Change, ...]
    step: int
    clippings: int
    divergence: Divergence | None


def write(key: str, settings: Settings, changes: tuple[Change, ...], state: State) -> bytes:
    """Return a training as bytes; equal trainings give equal bytes.

    Args:
        key: of the task.
        settings: of the beginning, with a length.
        changes: of the dials.
        state: where it is.
    """
    header = {
        "digest": digest(key, settings, changes),
        "task": key,
        "settings": settings.as_dict(),
        "changes": [change.as_dict() for change in changes],
        "step": state.step,
        "clippings": state.clippings,
        "divergence": state.divergence,
    }
    return save(as_tensors(state), {ENTRY: json.dumps(header, sort_keys=True)})


def read_header(content: bytes) -> Header:
    """Return what stands in a snapshot's header.

    Raises:
        SnapshotError: if it is none of this version of the app and of PyTorch.
    """
    try:
        size = int.from_bytes(content[:8], "little")
        fields = json.loads(json.loads(content[8 : 8 + size])["__metadata__"][ENTRY])
        header = _header(fields)
        is_ours = fields["digest"] == digest(header.key, header.settings, header.changes)
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise _useless("a header with task, settings and steps", error) from error
    if not is_ours:
        wanted = f"the digest that PyTorch {torch.__version__} gives to its settings"
        raise _useless(wanted, "another one")
    return header


def read_state(content: bytes, header: Header, begun: Stepper) -> State:
    """Return where a training was.

    Args:
        content: the snapshot.
        header: what ``read_header`` returned of it.
        begun: the same training before its first step.

    Raises:
        SnapshotError: if its tensors are not those of such a training.
    """
    first = begun.state()
    wanted = expected(first, header.step)
    try:
        tensors = load(content)
        if forms(tensors) != wanted:
            raise _useless(*_differing(wanted, forms(tensors)))
        state = as_state(tensors, first, header.step)
        torch.Generator().set_state(state.random)
    except (SafetensorError, RuntimeError, TypeError, ValueError) as error:
        if isinstance(error, SnapshotError):
            raise
        raise _useless("the numbers of a training", error) from error
    return replace(state, clippings=header.clippings, divergence=header.divergence)


def _header(fields: Mapping[str, Any]) -> Header:
    divergence, step, clippings = fields["divergence"], fields["step"], fields["clippings"]
    if not (isinstance(step, int) and isinstance(clippings, int)):
        raise TypeError("steps that are no whole number")
    if not 0 <= clippings <= step <= MOST_STEPS:
        raise ValueError(f"{clippings} clippings in {step} steps of at most {MOST_STEPS:,}")
    settings = Settings.from_dict(fields["settings"])
    changes = checked(settings, map(Change.from_dict, fields["changes"]), step)
    stopped = None if divergence is None else Divergence(*divergence)
    return Header(str(fields["task"]), settings, changes, step, clippings, stopped)


def _differing(wanted: Forms, got: Forms) -> tuple[str, str]:
    """Return the first tensor that differs, as it should be and as it is."""
    name = min(name for name, _form in wanted.items() ^ got.items())
    return f"{name} as {wanted.get(name)}", str(got.get(name))


def _useless(wanted: str, got: object) -> SnapshotError:
    return SnapshotError(
        f"A snapshot of a training was expected to have {wanted}; got {got}. Begin the training "
        "anew: equal settings give equal weights."
    )
