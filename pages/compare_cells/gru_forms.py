"""The distance between PyTorch's GRU and the papers': with the same weights, and trained apart."""

from core.analysis.comparison import opinion_difference, state_difference
from core.figures.state_distance import state_distance
from core.network.catalogue import CONVERTED, PAPER
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.side_by_side import SideBySide


def two_grus(compared: SideBySide) -> None:
    """Show how far the papers' GRU is from PyTorch's, for each form of it that is side by side."""
    if "gru" not in compared.networks:
        return
    if CONVERTED in compared.networks:
        _same_weights(compared)
    if PAPER in compared.networks:
        _trained_apart(compared)


def _same_weights(compared: SideBySide) -> None:
    prose.heading(_("One set of weights, two GRUs"))
    gru, paper = compared.readings["gru"], compared.readings[CONVERTED]
    distances = state_difference(gru.trace, paper.trace)
    prose.caption(
        _(
            "The converted GRU was trained in PyTorch's form and runs in the papers'. The rows of "
            "z were negated, so that both keep the same share of the old state: that changes no "
            "number but z itself, which is 1 minus the other. What is left is whether the reset "
            "gate acts before or after the product with W. The hidden states differ by up to "
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


def _trained_apart(compared: SideBySide) -> None:
    prose.heading(_("Two GRUs, each trained in its own form"))
    gru, paper = compared.readings["gru"], compared.readings[PAPER]
    distances = opinion_difference(gru, paper)
    prose.caption(
        _(
            "The paper GRU was not converted: it learned the same task from the same data, in the "
            "form of papers and lecture notes from the first step. A unit of one has nothing to do "
            "with the unit of the same number in the other, so their opinions are compared and not "
            "their states. They differ by up to {largest:.3f}."
        ),
        largest=distances.max(),
    )
    chart(
        "trained-apart",
        (gru.digest, paper.digest),
        lambda: state_distance(distances, _("difference"), gru.labels, dark()),
        _("How far the two opinions are apart after each token."),
    )
