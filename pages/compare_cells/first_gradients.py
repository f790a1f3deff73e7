"""How strongly each state responds to the first token: computed at once or in the background."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from core.analysis.memory.first_token import first_gradient_in_steps
from core.network import Network
from core.network.catalogue import NetworkReference
from core.notation import N_
from pages.shared.cached.networks import network
from pages.shared.results import Key, Work, measuring, results

MULTIPLICATIONS = 2e10
"""That one processor does in a second, in products of matrices of this size in float64."""


def first_gradients(
    named: Mapping[str, NetworkReference], text: str, tokens: int
) -> Mapping[str, np.ndarray] | None:
    """Return for each network how each state responds to a change of the first token's vector.

    While that is computed, its progress is shown here, and ``None`` is returned.
    """
    works: dict[Key, Work] = {}
    for each in named.values():
        seconds = tokens * _multiplications(network(each)) / MULTIPLICATIONS
        work = Work(partial(first_gradient_in_steps, network(each), text), seconds)
        works["first_gradient", each, text] = work
    found = results(measuring("first-token", N_("Following the first token …")), works)
    return None if found is None else dict(zip(named, found.values(), strict=True))


def _multiplications(network: Network) -> int:
    """Return how many it takes to bring the derivative on by one step."""
    cell = network.cell
    return len(cell.weight_ih) * cell.hidden_size * cell.input_size
