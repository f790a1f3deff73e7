"""What lies over a chart: a frame around the current token, and its clicks.

The frame moves in the browser. Were it a part of the figure, each step would send the chart again,
and Plotly would take hundreds of milliseconds to draw it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from core.browser.assemble import assemble
from pages.components.base.numbers import is_number, is_whole

_component = component(
    "gatescope_over_chart",
    js=assemble(Path(__file__).parent / "over_chart.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Cursor:
    """The token that a chart frames.

    Attributes:
        x: where it stands on the chart.
        unit: the unit whose row is framed too, in charts of units by tokens.
        follows: the digest of the trace whose reader the frame follows in the browser, if any. A
            click on the chart then moves the reader, unless Python hears of it.
        first: where that trace's first token stands on the chart.
    """

    x: int
    unit: int | None = None
    follows: str | None = None
    first: int = 1


@dataclass(frozen=True)
class Clicked:
    """A clicked point, of which nothing but its kind is certain: anybody can report one.

    Attributes:
        x: its place on the horizontal axis, of a size below 2^53.
        y: its place on the vertical axis, likewise.
        index: which of its trace's points it is, from 0.
    """

    x: float
    y: float
    index: int


def read_clicked(value: object) -> Clicked | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_clicked({"x": 3, "y": 0.25, "index": 2})
    Clicked(x=3, y=0.25, index=2)
    >>> read_clicked({"x": 3, "y": float("nan"), "index": 2}) is None
    True
    """
    match value:
        case {"x": x, "y": y, "index": index}:
            if is_number(x) and is_number(y) and is_whole(index):
                return Clicked(x, y, index)
    return None


def over_chart(
    chart: str, cursor: Cursor | None, colour: str, on_click: Callable[[], None] | None, *, key: str
) -> None:
    """Frame a token's column in every panel of a chart, and report clicks.

    Args:
        chart: the key of the Plotly chart on this page.
        cursor: what is framed, if anything.
        colour: of the frame, as CSS has it.
        on_click: is called at the start of the rerun that a click causes, when the component's
            state has the clicked point under ``clicked``; without it, a click causes none.
        key: the component's key.
    """
    data: dict[str, Any] = {
        "chart": chart,
        "colour": colour,
        "cursor": asdict(cursor) if cursor else None,
        "reports": on_click is not None,
    }
    _component(key=key, data=data, on_clicked_change=on_click or (lambda: None))
