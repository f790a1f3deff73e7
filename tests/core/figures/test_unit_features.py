"""Cells, targets and the order of the columns are checked against the scores."""

import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.palette import page
from core.figures.unit_features import MOST_TARGETS, most_units, unit_features, units_drawn
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

unit_features = checked(unit_features)

SCORES = np.array([[0.1, 0.8], [-0.9, 0.0], [0.5, 0.3], [0.2, np.nan], [0.1, 0.95]])
CHANCE = np.array([0.2, 0.25])
FEATURES = ("depth", "<b>quotes</b>")
SCORE_TEXTS = np.array([[f"{score:+.2f}" for score in row] for row in SCORES])


def drawn(dark=False):
    return unit_features(SCORES, CHANCE, FEATURES, SCORE_TEXTS, dark)


def test_units_that_follow_one_feature_are_together_the_closest_first():
    assert list(units_drawn(SCORES, CHANCE)) == [1, 2, 3, 4, 0]


def test_cells_are_scores_and_blank_where_they_are_not_above_chance():
    heatmap, _targets = drawn().data
    expected = np.array([[-0.9, 0.5, 0, 0, 0], [0, 0.3, 0, 0.95, 0.8]])

    assert np.array_equal(heatmap.z, expected)
    assert (heatmap.zmin, heatmap.zmax) == (-1, 1)


@pytest.mark.parametrize("dark", [False, True])
def test_blank_is_the_colour_of_the_page(dark):
    assert dict(drawn(dark).data[0].colorscale)[0.5] == page(dark)


def test_every_cell_has_a_target_that_shows_its_unit_feature_and_score():
    heatmap, targets = drawn().data
    units = units_drawn(SCORES, CHANCE)

    assert len(targets.x) == heatmap.z.size
    for x, y, text in zip(targets.x, targets.y, targets.hovertext, strict=True):
        unit = units[x]
        assert text == f"{unit} · {escape(FEATURES[y])}<br>{SCORE_TEXTS[unit, y]}"
    assert targets.hoverinfo == "text"


def test_the_targets_draw_nothing():
    targets = drawn().data[1]

    assert (targets.mode, targets.text) == ("text", None)


def test_features_are_escaped_labels_at_whole_positions():
    scores = np.zeros((2, len(NASTY)))
    names = shown(NASTY)
    figure = unit_features(scores, np.zeros(len(NASTY)), names, scores.astype(str))

    assert list(figure.layout.yaxis.tickvals) == list(range(len(NASTY)))
    assert list(figure.layout.yaxis.ticktext) == [escape(name) for name in names]


def test_of_too_many_units_the_ones_highest_above_chance_are_drawn():
    scores = np.linspace(0, 1, 256)[:, None] * np.ones(20)
    drawn_units = units_drawn(scores, np.zeros(20))
    figure = unit_features(scores, np.zeros(20), ["f"] * 20, scores.astype(str))

    assert sorted(drawn_units) == list(range(256 - most_units(20), 256))
    assert len(figure.data[1].x) == most_units(20) * 20 <= MOST_TARGETS
