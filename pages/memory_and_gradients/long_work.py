"""The gradients that take long in large networks: computed at once or in the background."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from core.analysis.gradients.connectivity import Connectivity, connectivity_in_steps
from core.analysis.gradients.reach import Reach, reach_in_steps
from core.analysis.readout import margin
from core.cells import RecurrentCell
from core.network.catalogue import NetworkReference
from core.notation import N_
from pages.memory_and_gradients import cached
from pages.shared.cached.networks import network
from pages.shared.results import Work, measuring, results

MULTIPLICATIONS = 2e10
"""That one processor does in a second, in products of matrices of this size in float64."""


def state_reaches(
    named: Mapping[str, NetworkReference], text: str, position: int
) -> Mapping[str, Reach] | None:
    """Return how far the gradient of each network's state after a token reaches back.

    While that is computed, its progress is shown here, and ``None`` is returned.
    """
    works = {}
    for each in named.values():
        cell, trace = cached.exact_cell(each), cached.exact_trace(each, text)
        seconds = (position + 1) * cell.hidden_size * _multiplications(cell) / MULTIPLICATIONS
        work = Work(partial(reach_in_steps, cell, trace, position), seconds)
        works["state_reach", each, text, position] = work
    panel = measuring("reach", N_("Following the gradients back …"))
    return _by_name(named, results(panel, works))


def connections(
    named: Mapping[str, NetworkReference], text: str, outputs: Mapping[str, tuple[int, ...]]
) -> Mapping[str, Connectivity] | None:
    """Return how each token's vector moves an output's margin after each token, per network.

    While that is computed, its progress is shown here, and ``None`` is returned.

    Args:
        named: the networks.
        text: the text, of T tokens.
        outputs: for each network, the output in question after each of the tokens, from 0.
    """
    works = {}
    for name, each in named.items():
        cell, trace = cached.exact_cell(each), cached.exact_trace(each, text)
        seconds = len(trace) ** 2 / 2 * _multiplications(cell) / MULTIPLICATIONS
        rows = {output: margin(network(each), output).direction for output in set(outputs[name])}
        direction = np.stack([rows[output] for output in outputs[name]])  # (T, hidden_size)
        inputs = network(each).inputs(cached.codes(each, text)).double().numpy()
        work = Work(partial(connectivity_in_steps, cell, trace, inputs, direction), seconds)
        works["connections", each, text, outputs[name]] = work
    panel = measuring("connections", N_("Following the gradients back …"))
    return _by_name(named, results(panel, works))


def _multiplications(cell: RecurrentCell) -> int:
    """Return how many it takes to bring one row of a gradient back by one step."""
    return len(cell.weight_ih) * cell.hidden_size


def _by_name(named: Mapping[str, NetworkReference], found: Mapping | None) -> Mapping | None:
    return None if found is None else dict(zip(named, found.values(), strict=True))
