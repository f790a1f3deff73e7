"""One panel per quantity, stacked over one shared axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .palette import colour
from .plain import Figure

if TYPE_CHECKING:
    from ..notation import Quantity


def stacked_panels(
    quantities: Sequence[Quantity], titles: Mapping[str, str], spacing: float, dark: bool
) -> Figure:
    """Return empty panels, each with its title at the left in its quantity's colour.

    Args:
        quantities: one per panel, from top to bottom.
        titles: display name of each quantity.
        spacing: the gap between panels as a share of the figure's height, times their number.
        dark: whether the page is dark.
    """
    figure = Figure.of_panels(
        len(quantities),
        shared_xaxes=True,
        vertical_spacing=spacing / max(len(quantities), 3),
        subplot_titles=tuple(titles[quantity.name] for quantity in quantities),
    )
    for title, quantity in zip(figure.select_annotations(), quantities, strict=True):
        font = {"color": colour(quantity.name, dark), "size": 15}
        title.update(x=0, xanchor="left", font=font)
    return figure
