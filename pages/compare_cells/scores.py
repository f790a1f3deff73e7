"""The cost and the scores of the networks shown side by side."""

from collections.abc import Mapping, Sequence

from core.analysis.comparison import score
from core.network import Network
from core.network.catalogue import CELLS, NETWORK_NAMES
from core.parameters.timing import Timing
from pages.language import _
from pages.shared import about_network, cached, prose, tables

MICRO = 1e6


def scores(networks: Mapping[str, Network]) -> None:
    """Show what each network costs and how well it does on held-out data."""
    rows = [score(name, network) for name, network in networks.items()]
    kinds = dict.fromkeys(figure for row in rows for figure in row.figures if _covers_all(figure))
    target = next(iter(networks.values())).card.target
    times = [_timing(network) for network in networks.values()]
    kept: dict[str, Sequence[float | str | None]] = {
        _("units"): [row.units for row in rows],
        _("parameters of the layer"): [row.layer_parameters for row in rows],
        _("parameters of the whole network"): [row.parameters for row in rows],
    }
    for kind in kinds:
        kept[about_network.figure_name(kind, target)] = [row.figures.get(kind) for row in rows]
    kept[_("time per token, in µs")] = [
        timing and f"{MICRO * timing.median:.1f}" for timing in times
    ]
    kept[_("middle half of the runs")] = [
        timing and f"{MICRO * timing.low:.1f} – {MICRO * timing.high:.1f}" for timing in times
    ]
    kept[_("training time, in s")] = [
        None if row.seconds is None else f"{row.seconds:,.1f}" for row in rows
    ]
    # Three networks fit beside each other on every screen; ten figures do not.
    columns: dict[str, list] = {"": list(kept)}
    for place, row in enumerate(rows):
        columns[_(NETWORK_NAMES[row.name])] = [_shown(cells[place]) for cells in kept.values()]
    tables.table(columns, most_rows=None)
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
    if card.cell not in CELLS:
        return None
    return cached.timing(card.cell, card.input_size, card.hidden_size, card.num_layers, False)


def _shown(cell: float | str | None) -> str | None:
    """Return a figure as it is written."""
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return cell
