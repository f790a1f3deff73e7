"""A figure in larger type, for the back of a lecture hall."""

from __future__ import annotations

from typing import Any

USUAL = 13
"""Pixels of the type that a figure has where it states no size."""


def larger(figure: dict[str, Any], times: float) -> dict[str, Any]:
    """Return a figure with all its type so many times as large, and its margins with it.

    Args:
        figure: as ``Figure.to_dict`` gives it; it stays as it is.
        times: 1 or more.

    >>> title = {"text": "h", "font": {"size": 10}}
    >>> larger({"data": [], "layout": {"title": title, "margin": {"l": 5}}}, 2)["layout"]
    {'title': {'text': 'h', 'font': {'size': 20}}, 'margin': {'l': 10}, 'font': {'size': 26}}
    """
    if times == 1:
        return figure
    enlarged = _enlarged(figure, "", times)
    layout = enlarged["layout"]
    sides = layout.get("margin", {})
    layout["margin"] = {side: round(width * times) for side, width in sides.items()}
    layout["font"] = {"size": USUAL * times} | layout.get("font", {})
    return enlarged


def _enlarged(part: Any, name: str, times: float) -> Any:
    if isinstance(part, dict):
        made = {key: _enlarged(value, key, times) for key, value in part.items()}
        if name.endswith("font") and "size" in made:
            made["size"] *= times
        return made
    if isinstance(part, list | tuple):
        return [_enlarged(each, name, times) for each in part]
    return part
