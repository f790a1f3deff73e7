"""PyTorch's GRU and the papers', from the same weights: what changes."""

from collections.abc import Mapping

from core.analysis.comparison import state_difference
from core.analysis.reading import Reading
from core.figures.state_distance import state_distance
from core.network import Network
from core.network.catalogue import PAPER
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark


def two_grus(networks: Mapping[str, Network], readings: Mapping[str, Reading]) -> None:
    """Say how far the papers' GRU drifts from PyTorch's with the same weights, if both are here."""
    if not {"gru", PAPER} <= set(networks):
        return
    prose.heading(_("One set of weights, two GRUs"))
    drifted = state_difference(readings["gru"].trace, readings[PAPER].trace)
    prose.caption(
        _(
            "Trained in PyTorch's form, run in the papers'. The rows of z were negated, so "
            "that both keep the same share of the old state: that changes no number but z "
            "itself, which is 1 minus the other. What is left is whether the reset gate acts "
            "before or after the product with W. The hidden states differ by up to "
            "{largest:.3f}."
        ),
        largest=drifted.max(),
    )
    chart(
        "drift",
        (readings["gru"].digest, readings[PAPER].digest),
        lambda: state_distance(drifted, _("distance"), readings["gru"].labels, dark()),
        _("How far the two hidden states are apart after each token."),
    )
