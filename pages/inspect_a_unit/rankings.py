"""Rankings of units as tables: tracked features, saturation, memory, and spread."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

import streamlit as st

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.analysis.units import ranking
from core.corpus.statistics.records import LEFT, RIGHT, UnitStatistics
from core.notation import N_
from pages.inspect_a_unit.tracking_progress import NOT_YET
from pages.inspect_a_unit.view import InspectAUnitView
from pages.inspect_a_unit.wording import chance_text, measured_on, score_text
from pages.inspect_a_unit.wording import saturated as saturated_text
from pages.language import _
from pages.shared import pickers, prose
from pages.shared.downloads import table_file
from pages.shared.tables import units_table
from pages.shared.view import session
from pages.shared.view.selection import Selection

WIDTHS = {N_("unit"): 38, N_("feature"): 124, N_("score"): 84, N_("chance"): 72}
"""Pixels of the columns: beside the text and the sidebar, all are seen from 1280 pixels on."""
EACH = ""
"""Stands for no feature in the menu, where ``None`` would mean that nothing is chosen."""


def measured(tracking: Tracking | None) -> TypeGuard[Tracking]:
    """Return whether any feature could be measured; if not, say why."""
    if tracking is NOT_YET:
        text = _("What the units follow has not been measured yet.")
    elif tracking is None or not tracking.reasons:
        text = _(
            "There are no known features for the texts of this network. Rank its units another way."
        )
    elif (reason := tracking.reasons[0]) and None not in tracking.reasons:
        text = _(reason) + " " + _("Choose a longer text above.")
    else:
        return True
    prose.note(text, icon=":material/info:")
    return False


def by_feature(
    selection: Selection, tracking: Tracking, features: Sequence[Feature], length: int
) -> None:
    """Show which feature each unit tracks, and how closely, in a text of so many tokens."""
    wanted = _pick_feature(selection, features)
    rows = ranking.by_feature(tracking, wanted)
    beyond = tracking.tracks()
    kinds = [features[row.feature].kind for row in rows]
    scores = [float(tracking.scores[row]) for row in rows]
    chances = [float(tracking.chance[row.feature]) for row in rows]
    triples = list(zip(kinds, scores, chances, strict=True))
    columns = {
        _("unit"): [row.unit for row in rows],
        _("feature"): [_(features[row.feature].name) for row in rows],
        _("score"): [score_text(kind, score) for kind, score, _chance in triples],
        _("chance"): [
            f"{chance_text(*triple)} ✓" if beyond[row] else chance_text(*triple)
            for row, triple in zip(rows, triples, strict=True)
        ],
    }
    if selection.lecture and wanted is None:  # the tracked features are guessed first
        del columns[_("feature")]
    hints = {_("chance"): _("✓ above chance")}
    config = {
        _(name): st.column_config.Column(width=width, help=hints.get(_(name)))
        for name, width in WIDTHS.items()
    }
    units_table(columns, columns[_("unit")], selection.unit, "units-by-feature", config)
    text = _("Measured on {tokens}: one half chose and ordered, the other gave the scores.")
    prose.caption(text, tokens=measured_on(length))
    names = ("unit", "feature", "kind", "score", "chance", "score_on_first_half", "beyond_chance")
    names += ("as_shown",)  # a score of a yes/no feature is 2 AUC − 1
    table_file(names, lambda: _every_score(tracking, features), "gatescope-units-by-feature")


def _every_score(tracking: Tracking, features: Sequence[Feature]) -> Iterator[tuple]:
    """Yield a row for each unit and feature; the file also has what the table leaves out."""
    beyond = tracking.tracks()
    for unit, scores in enumerate(tracking.scores):
        for column, feature in enumerate(features):
            score, chance = float(scores[column]), float(tracking.chance[column])
            chosen_by = float(tracking.chosen_by[unit, column])
            numbers = (score, chance, chosen_by, int(beyond[unit, column]))
            yield unit, feature.id, feature.kind, *numbers, score_text(feature.kind, score)


def _pick_feature(selection: Selection, features: Sequence[Feature]) -> int | None:
    view = selection.of(InspectAUnitView)
    ids = [feature.id for feature in features]
    wanted = view.feature if view.feature in ids else None
    names = {EACH: _("each unit's closest")} | {each.id: _(each.name) for each in features}
    pickers.one_of(
        "feature",
        _("Feature"),
        tuple(names),
        names.__getitem__,
        shape="menu",
        value=wanted or EACH,
        nothing=EACH,
    )
    if wanted != view.feature:
        prose.note(_("The link's feature does not apply to this network's texts."))
    return None if wanted is None else ids.index(wanted)


def saturated(unit: int, statistics: UnitStatistics) -> None:
    """Show each unit's most saturated gate."""
    rows = ranking.by_saturation(statistics)
    if not rows:
        prose.note(_("An RNN has no gates. Choose an LSTM or a GRU above."), icon=":material/info:")
        return
    columns = {
        _("unit"): [row.unit for row in rows],
        _("share of tokens"): [row.share for row in rows],
        _("gate"): [saturated_text(row, session.selection_now().cell) for row in rows],
    }
    shares = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)
    config = {_("share of tokens"): shares}
    units_table(columns, columns[_("unit")], unit, "units-by-saturation", config)
    text = _(
        "Open: above {high}. Closed: below {low}. At this share of tokens, the gate does not "
        "weigh; it decides."
    )
    prose.caption(text, low=f"{LEFT:g}", high=f"{RIGHT:g}")
    names = ("unit", "gate", "left_saturated", "right_saturated")
    table_file(names, lambda: _every_share(statistics), "gatescope-units-saturation")


def slow(unit: int, statistics: UnitStatistics) -> None:
    """Show for how many tokens each unit stays correlated with itself."""
    units = list(ranking.by_memory(statistics))
    lengths, cut = statistics.correlation_lengths, statistics.correlation_cut
    columns = {
        _("unit"): units,
        _("tokens"): [_finite(lengths[row]) for row in units],
        _("at least"): ["✓" if cut[row] else None for row in units],
    }
    config = {_("tokens"): st.column_config.NumberColumn(format="%d")}
    units_table(columns, units, unit, "units-by-time", config)
    prose.caption(
        _(
            "For so many tokens the unit is like itself: its correlation with itself so much later "
            "is below 1/e ≈ 0.37 for the first time (correlation length; the view Distribution "
            "draws it). “At least”: the text is too short for more."
        )
    )
    names = ("unit", "correlation_length", "lower_bound")
    table_file(
        names,
        lambda: ((row, float(lengths[row]), int(cut[row])) for row in units),
        "gatescope-units-correlation-length",
    )


def spread(unit: int, statistics: UnitStatistics) -> None:
    """Show the spread of each unit's hidden state."""
    units = list(ranking.by_spread(statistics))
    moments = statistics.moments["hidden_state"]
    columns = {
        _("unit"): units,
        _("std"): [_finite(moments.std[row]) for row in units],
        _("mean"): [_finite(moments.mean[row]) for row in units],
        _("smallest"): [_finite(moments.smallest[row]) for row in units],
        _("largest"): [_finite(moments.largest[row]) for row in units],
    }
    number = st.column_config.NumberColumn(format="%.2f")
    config = {name: number for name in columns if name != _("unit")}
    units_table(columns, units, unit, "units-by-spread", config)
    prose.caption(
        _("Of the hidden state. Std: how far it typically lies from its mean; at most 1.")
    )
    names = ("unit", "quantity", "mean", "std", "smallest", "largest")
    table_file(names, lambda: _every_moment(statistics), "gatescope-units-spread")


def _every_share(statistics: UnitStatistics) -> Iterator[tuple]:
    for gate, shares in statistics.saturation.items():
        for unit, both in enumerate(zip(shares.left.tolist(), shares.right.tolist(), strict=True)):
            yield unit, gate, *both


def _every_moment(statistics: UnitStatistics) -> Iterator[tuple]:
    for quantity, moments in statistics.moments.items():
        for unit in range(len(moments.mean)):
            columns = (moments.mean, moments.std, moments.smallest, moments.largest)
            yield unit, quantity, *(float(values[unit]) for values in columns)


def _finite(value: float) -> float | None:
    """Return a number, or ``None`` where it could not be measured."""
    return None if value != value else float(value)
