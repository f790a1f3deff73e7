"""The mark at the current token: the only part of a finished figure that changes with a step."""

from collections.abc import Mapping
from typing import Any

from .palette import colour


def with_cursor(
    spec: Mapping[str, Any], position: int, unit: int | None = None, dark: bool = False
) -> dict[str, Any]:
    """Return a figure with the current token's column framed in every panel.

    Args:
        spec: a figure as ``figure.to_dict()`` gives it; it is not changed.
        position: the current token, from 1.
        unit: the selected unit, whose row is framed too, in panels of units by tokens.
        dark: whether the page is dark.
    """
    panels = {(trace.get("xaxis", "x"), trace.get("yaxis", "y")): None for trace in spec["data"]}
    frame = {"type": "rect", "line": {"color": colour("hidden_state", dark), "width": 1.5}}
    shapes = list(spec["layout"].get("shapes", ()))
    for x, y in panels:
        column = {"x0": position - 0.5, "x1": position + 0.5, "y0": 0, "y1": 1}
        shapes.append(frame | column | {"xref": x, "yref": f"{y} domain"})
        if unit is not None:
            row = {"x0": 0, "x1": 1, "y0": unit - 0.5, "y1": unit + 0.5}
            shapes.append(frame | row | {"xref": f"{x} domain", "yref": y})
    return {**spec, "layout": {**spec["layout"], "shapes": shapes}}
