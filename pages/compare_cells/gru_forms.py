"""The distance between PyTorch's GRU and the papers' with the same weights."""

from core.analysis.comparison import state_difference
from core.figures.state_distance import state_distance
from core.network.catalogue import PAPER
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.side_by_side import SideBySide


def two_grus(compared: SideBySide) -> None:
    """Show how far the papers' GRU drifts from PyTorch's, if both are side by side."""
    if not {"gru", PAPER} <= set(compared.networks):
        return
    prose.heading(_("One set of weights, two GRUs"))
    gru, paper = compared.readings["gru"], compared.readings[PAPER]
    distances = state_difference(gru.trace, paper.trace)
    prose.caption(
        _(
            "Trained in PyTorch's form, run in the papers'. The rows of z were negated, so "
            "that both keep the same share of the old state: that changes no number but z "
            "itself, which is 1 minus the other. What is left is whether the reset gate acts "
            "before or after the product with W. The hidden states differ by up to "
            "{largest:.3f}."
        ),
        largest=distances.max(),
    )
    chart(
        "drift",
        (gru.digest, paper.digest),
        lambda: state_distance(distances, _("distance"), gru.labels, dark()),
        _("How far the two hidden states are apart after each token."),
    )
