"""Text inside figures: Plotly reads labels as pseudo-HTML, so all typed text is escaped first."""

import re
from collections.abc import Sequence

from .plain import Figure

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
NO_THEME = {"data": {"scatter": [{"type": "scatter"}]}}
"""Plotly's template "none": Streamlit lays its own theme over it, light or dark."""
MOST_LEVEL, MOST_LEVEL_NUMBERS = 20, 8
"""More labels than these stand upright where they have more than a letter: in a narrow window they
would run into each other. Plotly turns words by itself, but leaves numbers as they are."""
MOST_NUMBERS = 24
"""Of more numbers only some are labelled, even where all words would be."""
MOST_LABELS = 60
"""With more tokens than this, only some ticks are labelled, to keep them legible."""


def escape(text: str) -> str:
    """Return a text that Plotly shows as it is, isolated from the writing direction around it.

    >>> escape("<b>&")[1:-1]
    '&lt;b&gt;&amp;'
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{ISOLATE}{escaped}{END_ISOLATE}"


def token_axis(labels: Sequence[str], most: int = MOST_LABELS) -> dict:
    """Return the settings of an axis with one integer position per token, counted from 1.

    Tokens are not categories: Plotly would merge equal ones and read "1" as a number.

    Args:
        labels: display text of the tokens.
        most: largest number of ticks; with more tokens, every second, third or so is labelled.
    """
    letters = all(len(label) == 1 for label in labels)  # a letter on its side takes more room
    numbers = not letters and all(map(_is_number, labels))
    every = -(-len(labels) // (min(most, MOST_NUMBERS) if numbers else most))
    positions = range(1, len(labels) + 1, max(every, 1))
    upright = 90 if len(positions) > (MOST_LEVEL_NUMBERS if numbers else MOST_LEVEL) else None
    return {
        "tickangle": 0 if letters else upright,
        "autotickangles": [0, 90],  # if sloped, the last name would end outside the chart
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(positions),
        "ticktext": [escape(labels[position - 1]) for position in positions],
        "range": [0.5, max(len(labels), 1) + 0.5],
        "showgrid": False,
        "zeroline": False,
    }


def _is_number(label: str) -> bool:
    return re.fullmatch(r"[-−+]?[\d.,]+|…", label) is not None


def name_axes(figure: Figure, y: str = "", x: str = "") -> Figure:
    """Title the axes, and leave room for the titles.

    Args:
        figure: the figure, which is changed.
        y: title of the vertical axis; none if empty.
        x: title of the horizontal axis, likewise.
    """
    if y:
        figure.update_yaxes(title=escape(y), automargin=True)
    if x:
        figure.update_xaxes(title=escape(x), automargin=True)
    return figure


def quiet_layout(figure: Figure, height: int) -> Figure:
    """Give a figure the layout that all share: no frame, no mode bar, room for labels."""
    figure.update_layout(
        height=height,
        margin={"l": 56, "r": 12, "t": 34, "b": 12},
        template=NO_THEME,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        clickmode="event",
        hovermode="closest",
        hoverlabel={"namelength": -1},
    )
    return figure
