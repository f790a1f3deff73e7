"""The names of what an index keeps of the state before every 128th token."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from ...network import Network


def checkpoint_names(network: Network) -> list[str]:
    """Return a name for each part of the state of each layer, from the lowest to the cell.

    The parts of the cell have their own names; those of the layers that lead to it, of which it
    reads the hidden states, are numbered.
    """
    *below, own = network.stack()
    fields = own.cell.initial_state(1)._fields
    return [*(f"{number}.{name}" for number in range(len(below)) for name in fields), *fields]


def as_states(network: Network, parts: Mapping[str, np.ndarray]) -> list[Any]:
    """Return the states of the layers, each part ``(n, hidden_size)``.

    Args:
        network: as it was looked at when the index was built.
        parts: by the names of ``checkpoint_names``.
    """
    kind: Any = type(network.cell.initial_state(1))
    tensors = [torch.from_numpy(parts[name]) for name in checkpoint_names(network)]
    return [kind(*each) for each in split(tensors, len(kind._fields))]


def split(parts: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """Return the parts of each layer, of a list of all layers' parts."""
    return [parts[start : start + size] for start in range(0, len(parts), size)]
