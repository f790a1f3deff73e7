"""The cost and the scores of the networks shown side by side."""

from collections.abc import Mapping

from core.analysis.comparison import score
from core.cells.torch_layers import LAYERS
from core.network import Network
from core.parameters.timing import Timing
from pages.language import _
from pages.shared import cached, network_names, prose, tables
from pages.shared.figure_names import figure_name

MICRO = 1e6
SMALL = 10
"""Numbers below this (losses, shares) get four decimals; those above (times) get one."""


def scores(networks: Mapping[str, Network]) -> None:
    """Show what each network costs and how well it does on held-out data."""
    rows = [score(name, network) for name, network in networks.items()]
    kinds = dict.fromkeys(figure for row in rows for figure in row.figures if _covers_all(figure))
    target = next(iter(networks.values())).card.target
    columns: dict[str, list] = {
        _("network"): [network_names.of_network(row.name) for row in rows],
        _("units"): [row.units for row in rows],
        _("parameters of the layer"): [row.layer_parameters for row in rows],
    }
    for kind in kinds:
        columns[figure_name(kind, target)] = [row.figures.get(kind) for row in rows]
    times = [_timing(network) for network in networks.values()]
    columns[_("time per token, in µs")] = [
        timing and round(MICRO * timing.median, 1) for timing in times
    ]
    columns[_("training time, in s")] = [row.seconds for row in rows]
    columns[_("parameters of the whole network")] = [row.parameters for row in rows]
    columns[_("middle half of the runs")] = [
        timing and f"{MICRO * timing.low:.1f} – {MICRO * timing.high:.1f}" for timing in times
    ]
    tables.facts({name: _written(cells) for name, cells in columns.items()})
    prose.caption(
        _(
            "Held-out: measured on data that no weight was learned from. Training time: on the "
            "machine that made the file. Time per token: PyTorch's own layer on this machine, "
            "the median. The cell with the most weights need not be the slowest: PyTorch runs an "
            "LSTM as one fused kernel, and the others as loops over the steps."
        )
    )


def _covers_all(figure: str) -> bool:
    """Return whether a figure covers all texts, not those of one length (``dev_loss_50``)."""
    return not figure[-1].isdigit()


def _timing(network: Network) -> Timing | None:
    """Return how long the layer takes for a token; PyTorch has none for the papers' GRU."""
    card = network.card
    if card.cell not in LAYERS:
        return None
    return cached.timing(
        card.cell, card.first_size, card.hidden_size, card.num_layers, card.bidirectional
    )


def _written(cells: list) -> list[str | None]:
    """Return the cells of a fact as text, all numbers with as many decimals."""
    numbers = [cell for cell in cells if isinstance(cell, float)]
    decimals = 4 if max(numbers, default=0) < SMALL else 1
    return [
        f"{cell:,.{decimals}f}" if isinstance(cell, float)
        else f"{cell:,}" if isinstance(cell, int)
        else cell
        for cell in cells
    ]  # fmt: skip
