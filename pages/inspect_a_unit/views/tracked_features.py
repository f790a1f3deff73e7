"""The unit's score for every known feature, compared with chance and with all units."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import streamlit as st

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.analysis.units.ranking import closest
from core.corpus.index.state_index import StateIndex
from core.corpus.statistics.records import UnitStatistics
from core.figures.plain import Figure
from core.figures.unit_features import unit_features, units_drawn
from pages.components.over_chart import Clicked, Cursor
from pages.inspect_a_unit.wording import behaves, chance_text, follows, score_text
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.tables import table
from pages.shared.view import session
from pages.shared.view.selection import Selection


def headline(
    selection: Selection,
    statistics: UnitStatistics,
    tracking: Tracking | None,
    features: Sequence[Feature],
) -> None:
    """Say what the unit tracks, if that was measured, and how it behaves; a lecture guesses first.

    Args:
        selection: what is shown.
        statistics: of all units over the corpus.
        tracking: of all units and the features, if it was measured.
        features: those of ``tracking``.
    """
    unit = selection.unit
    if tracking is not None and None in tracking.reasons:
        with _guessed(selection):
            prose.heading(follows(unit, tracking, features))
    prose.caption(behaves(unit, statistics, selection.cell))


def tracks(
    selection: Selection, index: StateIndex, tracking: Tracking, features: Sequence[Feature]
) -> None:
    """Show how closely the unit tracks each feature, and how closely all units do together.

    A lecture guesses first.

    Args:
        selection: what is shown.
        index: the network's states on the corpus.
        tracking: of all units and the features; at least one could be measured.
        features: those of ``tracking``.
    """
    with _guessed(selection):
        _scores(selection.unit, tracking, features)
        heatmap(selection.unit, index, tracking, features)


def _scores(unit: int, tracking: Tracking, features: Sequence[Feature]) -> None:
    shown = closest(tracking, unit)
    score, chance = tracking.scores[unit], tracking.chance
    rows = [(features[row].kind, float(score[row]), float(chance[row])) for row in shown]
    probes = [(features[row].kind, float(tracking.probe[row])) for row in shown]
    table(
        {
            _("feature"): [_(features[row].name) for row in shown],
            _("this unit"): [score_text(kind, value) for kind, value, _level in rows],
            _("chance"): [chance_text(*row) for row in rows],
            _("in words"): [verdict(tracking, unit, row) for row in shown],
            _("all units (probe)"): [score_text(*probe) for probe in probes],
            _("tokens"): [int(tracking.tokens[row]) for row in shown],
        },
        {
            _("feature"): st.column_config.TextColumn(width=115),
            _("this unit"): st.column_config.TextColumn(width=75),
            _("chance"): st.column_config.TextColumn(width=65),
            _("in words"): st.column_config.TextColumn(width=110),
            _("all units (probe)"): st.column_config.TextColumn(width=115),
            _("tokens"): st.column_config.NumberColumn(format="localized", width=60),
        },
    )
    with st.expander(_("What the features are")):
        for row in shown:
            feature = features[row]
            prose.say("**{name}**: {meaning}", name=_(feature.name), meaning=_(feature.meaning))
    count = tracking.reasons.count(None)
    text = _(
        "Of 100 features that no unit follows, 5 still get above chance with some unit: here about "
        "{some:.1f} of {count:d}."
    )
    prose.caption(text, count=count, some=count / 20)
    table_file(
        (
            *("unit", "feature", "kind", "score", "chance", "beyond_chance"),
            *("probe", "probe_chance", "as_shown"),  # a score of a yes/no feature is 2 AUC − 1
        ),
        lambda: _rows(unit, tracking, features),
        f"gatescope-unit-{unit}-tracks",
    )


def _guessed(selection: Selection) -> AbstractContextManager[object]:
    """Return the container for what a lecture guesses first; it closes for another unit."""
    guess = _("What does unit {unit:d} follow? Guess first.")
    if not selection.lecture:
        return nullcontext()
    return st.expander(prose.compose(guess, unit=selection.unit))


def heatmap(unit: int, index: StateIndex, tracking: Tracking, features: Sequence[Feature]) -> None:
    """Show how closely every unit tracks every feature; a click chooses the unit."""
    measured = [row for row, reason in enumerate(tracking.reasons) if reason is None]
    # A score that the first half contradicts does not count, however large it is.
    scores = np.where(tracking.tracks(), tracking.scores, 0)[:, measured]
    chance = tracking.chance[measured]
    units = units_drawn(scores, chance)

    def draw() -> Figure:
        kinds = [features[row].kind for row in measured]
        names = [_(features[row].name) for row in measured]
        all_scores = tracking.scores[:, measured].tolist()
        texts = [[score_text(*pair) for pair in zip(kinds, row, strict=True)] for row in all_scores]
        return unit_features(scores, chance, names, np.array(texts), dark())

    def clicked(point: Clicked) -> None:
        if 0 <= point.x < len(units):
            session.cue(unit=int(units[int(point.x)]))

    alt = _("Heatmap: how closely each unit follows each feature, units from left to right.")
    place = np.flatnonzero(units == unit)
    cursor = Cursor(int(place[0])) if len(place) else None
    chart("unit-features", (index.key.name,), draw, alt, cursor=cursor, on_click=clicked)
    text = _(
        "{shown:,} of {all:,} units, side by side where they follow the same feature. Coloured "
        "only beyond chance: one colour rises with the feature, the other falls. Click to choose."
    )
    prose.caption(text, shown=len(units), all=index.hidden_size)


def verdict(tracking: Tracking, unit: int, feature: int) -> str:
    """Return in words whether a unit tracks a feature."""
    score, reason = tracking.scores[unit, feature], tracking.reasons[feature]
    if reason is not None:
        return _(reason)
    if np.isnan(score):
        return _("the unit does not change")
    if tracking.tracks()[unit, feature]:
        return _("above chance")
    if abs(score) > tracking.chance[feature]:
        return _("the other way round in the other half")
    return _("not above chance")


def _rows(unit: int, tracking: Tracking, features: Sequence[Feature]) -> Iterator[tuple]:
    beyond = tracking.tracks()[unit]
    for column, feature in enumerate(features):
        measured = (tracking.scores[unit], tracking.chance)
        score, chance = (float(values[column]) for values in measured)
        probe, level = float(tracking.probe[column]), float(tracking.probe_chance[column])
        numbers = (score, chance, int(beyond[column]), probe, level)
        yield unit, feature.id, feature.kind, *numbers, score_text(feature.kind, score)
