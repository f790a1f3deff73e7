"""A map of the words: those that keep the same company lie together, a sentence's are marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import plotly.graph_objects as go

from ..notation import N_
from .labels import MOST_LABELS, escape, quiet_layout
from .palette import colour, page, signed

if TYPE_CHECKING:
    from ..text.word_counts import Projection

MOST_WORDS = 3_000
"""Of more words, only the first are drawn beside the marked ones: 3,000 take a browser 0.1 s to
draw, 15,000 0.4 s and five times the bytes."""

MOST_STEPS = 3
"""A word that comes more often has only its first steps on its label."""

SIDES = ("top center", "bottom center", "middle right", "middle left")
"""Where labels stand by turns: words of one sentence are often near each other."""

AXIS = N_("direction {number}: {share:.1%} of the variance")


class Marked(NamedTuple):
    """A token of the sentence: its step, from 1; its word's row; and how it is shown."""

    step: int
    row: int
    label: str


def vocabulary_map(
    projection: Projection,
    words: Sequence[str],
    marked: Sequence[Marked] = (),
    axis: str = AXIS,
    dark: bool = False,
) -> go.Figure:
    """Return the words as points, and those of a sentence with their steps.

    Args:
        projection: the n words in two dimensions.
        words: how they are shown, the most frequent first.
        marked: the sentence's tokens, without those that are not among the words.
        axis: ``AXIS``, translated.
        dark: for a dark page.
    """
    points = projection.points.astype(np.float32)  # half the bytes on their way to the browser
    figure = go.Figure([_words(points, words, dark), _sentence(points, words, marked, dark)])
    titles = [
        axis.format(number=number, share=share)
        for number, share in enumerate(projection.shares, start=1)
    ]
    figure.update_xaxes(title=titles[0], zeroline=False)
    # A unit is as long upwards as sideways: a distance means the same in every direction.
    figure.update_yaxes(title=titles[1], zeroline=False, scaleanchor="x", scaleratio=1)
    quiet_layout(figure, 560)
    return figure.update_layout(dragmode="pan", margin={"b": 48})


def _words(points: np.ndarray, words: Sequence[str], dark: bool) -> go.Scatter:
    return go.Scatter(
        x=points[:MOST_WORDS, 0],
        y=points[:MOST_WORDS, 1],
        mode="markers",
        marker={"size": 4, "opacity": 0.25, "color": colour("hidden_state", dark)},
        customdata=[escape(word) for word in words[:MOST_WORDS]],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _sentence(
    points: np.ndarray, words: Sequence[str], marked: Sequence[Marked], dark: bool
) -> go.Scatter:
    """Return one mark for each word of the sentence, however often it comes."""
    places: defaultdict[int, list[Marked]] = defaultdict(list)
    for mark in marked:
        places[mark.row].append(mark)
    rows = list(places)
    labels = [_label(marks) for marks in places.values()]
    return go.Scatter(
        x=points[rows, 0],
        y=points[rows, 1],
        mode="markers+text",
        marker={
            "size": 10,
            "color": signed(True, dark),
            "line": {"width": 1, "color": page(dark)},
        },
        text=labels[:MOST_LABELS],  # more run into each other; those behind are named on hovering
        textposition=[SIDES[number % len(SIDES)] for number in range(len(rows))],
        textfont={
            "color": signed(True, dark),
            "weight": 600,
            "shadow": f"0 0 3px {page(dark)}, 0 0 3px {page(dark)}",  # keeps off the points behind
        },
        customdata=[(escape(words[row]), label) for row, label in zip(rows, labels, strict=True)],
        hovertemplate="%{customdata[1]} → %{customdata[0]}<extra></extra>",
    )


def _label(marks: Sequence[Marked]) -> str:
    """Return the steps at which a word comes, and how it is written at the first of them."""
    steps = ", ".join(str(mark.step) for mark in marks[:MOST_STEPS])
    more = ", …" if len(marks) > MOST_STEPS else ""
    return f"{steps}{more} {escape(marks[0].label)}"
