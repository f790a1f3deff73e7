"""The logarithmic axis of every figure that has one, and lines over tokens on it.

Powers of ten are drawn on a linear axis, whose labels are the numbers themselves: gradients vanish
and explode beyond 1e±300, which floats cannot hold and Plotly's own logarithmic axis cannot draw.
They are given as base-2 logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .labels import MOST_LABELS, escape
from .plain import Scatter

LOWEST = -40
"""Lowest power on an axis; a longer axis would flatten the part that matters. The smallest float32
is about 10⁻⁴⁵."""
SEVERAL, MOST_TICKS = 3, 6
"""An axis of at least ``SEVERAL`` powers of ten has no ticks between them, but about ``MOST_TICKS``
in all."""


def powers_of_ten(log2: np.ndarray) -> np.ndarray:
    """Convert base-2 logarithms to base-10 logarithms; -inf stays."""
    return np.asarray(log2, dtype=np.float64) * np.log10(2)


def format_power(power: float) -> str:
    """Return the number 10**power as text, even if no float can hold it.

    >>> format_power(np.log10(0.25)), format_power(-320.5), format_power(-np.inf)
    ('0.25', '3.2e-321', '0')
    """
    if not np.isfinite(power):
        return "0" if power < 0 else "∞" if power > 0 else "–"
    if -4 < power < 4:
        return f"{10**power:.3g}"
    whole = int(np.floor(power))
    digits = f"{10 ** (power - whole):.1f}"
    return f"1.0e{whole + 1:+d}" if digits == "10.0" else f"{digits}e{whole:+d}"


def ends(lines: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return the ends of an axis, as powers of ten, around all that is drawn; -1 and 0 if none."""
    drawn = [line[(line >= LOWEST) & np.isfinite(line)] for line in lines]
    values = np.concatenate([*drawn, np.zeros(0)])
    if not len(values):
        return -1.0, 0.0
    high = float(values.max())
    return min(float(np.floor(values.min())), np.ceil(high) - 1), high


def power_axis(low: float, high: float) -> dict[str, Any]:
    """Return the settings of an axis from one power of ten to another."""
    margin = 0.04 * (high - low) + 0.1
    axis = {"range": [low - margin, high + margin], "tickmode": "array", "zeroline": False}
    if high - low >= SEVERAL:
        every = max(1, round((high - low) / MOST_TICKS))
        ticks = np.arange(np.floor(high / every) * every, low - 1e-9, -every)
        return axis | {"tickvals": ticks, "ticktext": [_power(round(tick)) for tick in ticks]}
    first, last = round(np.floor(low)), round(np.ceil(high))
    numbers = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    shown = [number for number in numbers if low - margin <= np.log10(number) <= high + margin]
    return axis | {"tickvals": np.log10(shown), "ticktext": [f"{number:g}" for number in shown]}


def _power(exponent: int) -> str:
    return "1" if exponent == 0 else f"10<sup>{str(exponent).replace('-', '−')}</sup>"


def power_line(
    powers: np.ndarray,
    labels: Sequence[str],
    low: float,
    style: dict[str, Any],
    numbers: Sequence[str] | None = None,
) -> list[Scatter]:
    """Return a line over the first tokens, with arrows at the lower edge where it lies below.

    Args:
        powers: powers of ten, one per step of the line.
        labels: display text of the tokens of these steps.
        low: the lower end of the axis.
        style: ``name`` and ``line``; and ``symbol``, if the marks are not dots.
        numbers: text of each point on hovering; by default, its number.
    """
    name, ink = escape(style["name"]), style["line"]["color"]
    numbers = [*map(format_power, powers)] if numbers is None else numbers
    hover_texts = [
        f"{escape(label)}<br>{name}: {number}"
        for label, number in zip(labels, numbers, strict=True)
    ]
    few = len(labels) <= MOST_LABELS
    line = {
        "x": np.arange(1, len(powers) + 1),
        "name": name,
        "legendgroup": style["name"],
        "line": style["line"],
        "hovertext": hover_texts,
        "hoverinfo": "text",
        "mode": "lines+markers",
        "marker": {"color": ink, "size": 7 if few else 3, "symbol": style.get("symbol", "circle")},
    }
    below = powers < low
    drawn = Scatter(line | {"y": np.where(below, np.nan, powers)})
    if not below.any():
        return [drawn]
    marker = {"color": ink, "symbol": "triangle-down-open", "size": 10}
    arrows = {"y": np.where(below, low, np.nan), "mode": "markers", "marker": marker}
    return [drawn, Scatter(line | arrows | {"showlegend": False})]
