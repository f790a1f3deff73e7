"""The logarithmic axis of every figure that has one, and lines over tokens on it.

What is drawn, on a plain axis, is the power of ten of a number, and the axis is labelled by what it
stands for: gradients vanish and explode beyond 1e±300, which floats cannot hold and Plotly's own
logarithmic axis cannot draw. They come as base-2 logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from .labels import MOST_LABELS, escape

LOWEST = -40
"""The lowest power on an axis; below, one could not see what matters above. 10⁻⁴⁵ is the smallest
number of float32."""
SEVERAL, MOST_TICKS = 3, 6
"""Powers of ten from which on an axis has no ticks between them, and how many it then has about."""


def powers_of_ten(log2: np.ndarray) -> np.ndarray:
    """Return base-10 logarithms of what is given by its base-2 ones; -inf stays."""
    return np.asarray(log2, dtype=np.float64) * np.log10(2)


def written(power: float) -> str:
    """Return a number, given by its power of ten, as one reads it.

    >>> written(np.log10(0.25)), written(-320.5), written(-np.inf)
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
    """Return the ends of an axis: whole powers of ten around all that can be drawn, or 0.1 to 1."""
    drawn = [line[(line >= LOWEST) & np.isfinite(line)] for line in lines]
    values = np.concatenate([*drawn, np.zeros(0)])
    if not len(values):
        return -1.0, 0.0
    high = float(values.max())
    return min(float(np.floor(values.min())), np.ceil(high) - 1), high


def power_axis(low: float, high: float) -> dict[str, Any]:
    """Return the settings of an axis from one power of ten to another."""
    rim = 0.04 * (high - low) + 0.1
    axis = {"range": [low - rim, high + rim], "tickmode": "array", "zeroline": False}
    if high - low >= SEVERAL:
        every = max(1, round((high - low) / MOST_TICKS))
        ticks = np.arange(np.floor(high / every) * every, low - 1e-9, -every)
        return axis | {"tickvals": ticks, "ticktext": [_power(round(tick)) for tick in ticks]}
    first, last = round(np.floor(low)), round(np.ceil(high))
    numbers = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    shown = [number for number in numbers if low - rim <= np.log10(number) <= high + rim]
    return axis | {"tickvals": np.log10(shown), "ticktext": [f"{number:g}" for number in shown]}


def _power(exponent: int) -> str:
    return "1" if exponent == 0 else f"10<sup>{str(exponent).replace('-', '−')}</sup>"


def power_line(
    powers: np.ndarray,
    labels: Sequence[str],
    low: float,
    look: dict[str, Any],
    numbers: Sequence[str] | None = None,
) -> list[go.Scatter]:
    """Return a line over the first tokens, and arrows at the lower edge where it lies below.

    Args:
        powers: powers of ten, one a step, for as many steps as the line is long.
        labels: how the tokens of these steps are shown.
        low: the lower end of the axis.
        look: ``name`` and ``line``; ``symbol`` for the marks, if they are not to be dots.
        numbers: what each point says when it is pointed at; by default, its number.
    """
    name, ink = escape(look["name"]), look["line"]["color"]
    numbers = [*map(written, powers)] if numbers is None else numbers
    said = [
        f"{escape(label)}<br>{name}: {number}"
        for label, number in zip(labels, numbers, strict=True)
    ]
    few = len(labels) <= MOST_LABELS
    line = {
        "x": np.arange(1, len(powers) + 1),
        "name": name,
        "legendgroup": look["name"],
        "line": look["line"],
        "hovertext": said,
        "hoverinfo": "text",
        "mode": "lines+markers",
        "marker": {"color": ink, "size": 7 if few else 3, "symbol": look.get("symbol", "circle")},
    }
    gone = powers < low
    drawn = go.Scatter(line | {"y": np.where(gone, np.nan, powers)})
    if not gone.any():
        return [drawn]
    marker = {"color": ink, "symbol": "triangle-down-open", "size": 10}
    arrows = {"y": np.where(gone, low, np.nan), "mode": "markers", "marker": marker}
    return [drawn, go.Scatter(line | arrows | {"showlegend": False})]
