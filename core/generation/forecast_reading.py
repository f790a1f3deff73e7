"""A free-running forecast as a reading, so that every screen that steps through texts shows it."""

from collections.abc import Iterator

from ..analysis.parity import largest_difference
from ..analysis.reading import Reading, ShownToken, as_shown
from ..cells.torch_layers import LAYERS
from ..network import Network
from ..trace import digest
from .forecast import Forecast

DECIMALS = 2
"""Of a predicted value where it is a label."""


def reading_of(network: Network, run: Forecast) -> Reading:
    """Return a forecast as a text that was read, with the very states that it was made from.

    Args:
        network: the network that made it.
        run: the forecast.
    """
    encoded = network.encode(run.text)
    inputs = network.vectors(encoded.codes)
    cell = network.cells[-1]
    has_layer = cell.name in LAYERS and len(network.cells) == 1
    return Reading(
        encoded=encoded,
        notices=(),
        tokens=tuple(_tokens(run)),
        trace=run.trace,
        target=network.card.target,
        outputs=network.outputs,
        opinions=run.after[:, None],
        scores=run.after[:, None],
        readout_bias=network.readout.bias.detach().numpy().copy(),
        values=run.read,
        fidelity=largest_difference(cell, inputs, run.trace) if has_layer else None,
        digest=digest(run.trace),
    )


def _tokens(run: Forecast) -> Iterator[ShownToken]:
    """Yield the tokens: as they were given, and predictions with few decimals as their labels."""
    for place, token in enumerate(run.trace.tokens):
        if place < run.prime:
            yield as_shown(token, True)
        else:
            yield ShownToken(f"{float(token):z.{DECIMALS}f}", token, True)
