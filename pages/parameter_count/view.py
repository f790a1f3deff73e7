"""The view of Parameter count: the sizes of the layer, the budget, and how the bars are stacked."""

from dataclasses import dataclass

from core.notation import N_
from pages.shared.view.fields import flag, number, one_of

MAX_SIZE, MAX_LAYERS, MAX_BUDGET = 4_096, 8, 999_999_999
BARS = {"gate": N_("by gate"), "kind": N_("by what they are multiplied with")}


@dataclass(frozen=True)
class ParameterCountView:
    """The layer whose parameters are counted.

    Attributes:
        input_size: of the layer.
        hidden_size: of the layer.
        num_layers: layers of it on top of each other.
        bidirectional: whether each also reads the text backwards.
        budget: parameters that each cell may have; where there is none, all have ``hidden_size``.
        bars: what the bars are stacked by.
    """

    input_size: int = number(
        "d", 1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."), default=64
    )
    hidden_size: int = number(
        "h", 1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."), default=64
    )
    num_layers: int = number(
        "layers",
        1,
        MAX_LAYERS,
        N_("The link's number of layers is not from {low} to {high}."),
        default=1,
    )
    bidirectional: bool = flag("both")
    budget: int | None = number(
        "budget",
        1,
        MAX_BUDGET,
        N_("The link's budget is not a number from {low} to {high}."),
        default=None,
    )
    bars: str = one_of("bars", BARS, N_("The link names a chart that is not here."))
