"""A map of the words: words used in similar contexts lie together; a sentence's are marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..notation import N_
from .label_places import MARK, label_places
from .labels import END_ISOLATE, ISOLATE, MOST_LABELS, escape, quiet_layout
from .palette import colour, page, signed
from .plain import Figure, Scatter

if TYPE_CHECKING:
    from ..text.word_counts import Projection

MOST_WORDS = 3_000
"""Only the first words are drawn beside the marked ones: a browser takes 0.1 s to draw 3,000,
and 0.4 s and five times the bytes for 15,000."""

MOST_STEPS = 3
"""A word that occurs more often has only its first steps on its label."""

WIDTHS, HEIGHT, AROUND = (350, 580, 1_400), 560, 104
"""Pixels: of the map itself in windows from narrow to wide, of the figure, and of what is above and
below the map in type of the usual size."""

SHOWN = 1.13
"""What Plotly shows along an axis, in extents of the points: some room around the outermost."""

AXIS = N_("direction {number}: {share:.1%} of the variance")


class Marked(NamedTuple):
    """A token of the sentence: its step, from 1, its word's row, and its display text."""

    step: int
    row: int
    label: str


def vocabulary_map(
    projection: Projection,
    words: Sequence[str],
    marked: Sequence[Marked] = (),
    axis: str = AXIS,
    dark: bool = False,
    times: float = 1,
) -> Figure:
    """Return the words as points, and those of a sentence with their steps.

    Args:
        projection: the n words in two dimensions.
        words: their display text, the most frequent first.
        marked: the sentence's tokens, without those that are not in the vocabulary.
        axis: ``AXIS``, translated.
        dark: whether the page is dark.
        times: how many times as large as usual the type will be, for which labels need room.
    """
    points = projection.points.astype(np.float32)  # halves the bytes sent to the browser
    drawn = [*range(min(MOST_WORDS, len(points))), *(mark.row for mark in marked)]
    scales = _scales(points[drawn], times)
    of_sentence = _sentence(points, words, marked, dark, scales, times)
    figure = Figure([_words(points, words, dark), of_sentence])
    titles = [
        axis.format(number=number, share=share)
        for number, share in enumerate(projection.shares, start=1)
    ]
    figure.update_xaxes(title=titles[0], zeroline=False)
    # The same scale on both axes, so that distances are comparable in every direction.
    figure.update_yaxes(title=titles[1], zeroline=False, scaleanchor="x", scaleratio=1)
    quiet_layout(figure, HEIGHT)
    return figure.update_layout(dragmode="pan", margin={"b": 48})


def _words(points: np.ndarray, words: Sequence[str], dark: bool) -> Scatter:
    return Scatter(
        x=points[:MOST_WORDS, 0],
        y=points[:MOST_WORDS, 1],
        mode="markers",
        marker={"size": 4, "opacity": 0.25, "color": colour("hidden_state", dark)},
        customdata=[escape(word) for word in words[:MOST_WORDS]],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _sentence(
    points: np.ndarray,
    words: Sequence[str],
    marked: Sequence[Marked],
    dark: bool,
    scales: Sequence[float],
    times: float,
) -> Scatter:
    """Return one mark for each word of the sentence, however often it occurs."""
    by_row: defaultdict[int, list[Marked]] = defaultdict(list)
    for mark in marked:
        by_row[mark.row].append(mark)
    rows = list(by_row)
    labels = [_label(marks) for marks in by_row.values()]
    shown = [label.strip(ISOLATE + END_ISOLATE) for label in labels[:MOST_LABELS]]
    places = label_places(points[rows[:MOST_LABELS]], shown, scales, times)
    places += [None] * (len(rows) - len(places))
    return Scatter(
        x=points[rows, 0],
        y=points[rows, 1],
        mode="markers+text",
        marker={
            "size": MARK,
            "color": signed(True, dark),
            "line": {"width": 1, "color": page(dark)},
        },
        # Where there is no room for a label, hovering names the word.
        text=[label if place else "" for label, place in zip(labels, places, strict=True)],
        textposition=[place or "top center" for place in places],
        textfont={
            "color": signed(True, dark),
            "weight": 600,
            "shadow": f"0 0 3px {page(dark)}, 0 0 3px {page(dark)}",  # legible over other points
        },
        customdata=[(escape(words[row]), label) for row, label in zip(rows, labels, strict=True)],
        hovertemplate="%{customdata[1]} → %{customdata[0]}<extra></extra>",
    )


def _scales(points: np.ndarray, times: float) -> list[float]:
    """Return how many pixels one unit of the axes takes, the same on both, in each window."""
    extent = np.maximum(np.ptp(points, axis=0), 1e-6) if len(points) else np.ones(2)
    height = HEIGHT - AROUND * times
    return [float((np.array([width, height]) / (SHOWN * extent)).min()) for width in WIDTHS]


def _label(marks: Sequence[Marked]) -> str:
    """Return the steps at which a word occurs, and its display text at the first of them."""
    steps = ", ".join(str(mark.step) for mark in marks[:MOST_STEPS])
    more = ", …" if len(marks) > MOST_STEPS else ""
    return f"{steps}{more} {escape(marks[0].label)}"
