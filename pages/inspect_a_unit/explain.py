"""Short explanations of a unit's measured numbers, with their sources."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.tracking.features import Feature
from core.analysis.tracking.tracking import Tracking
from core.analysis.units.ranking import closest, most_saturated
from core.corpus.index.state_index import StateIndex
from pages.inspect_a_unit.view import InspectAUnitView
from pages.inspect_a_unit.wording import chance_text, measured_on, saturated, score_text
from pages.language import _
from pages.shared import prose
from pages.shared.view.selection import Selection


def explain(
    selection: Selection, index: StateIndex, tracking: Tracking | None, features: Sequence[Feature]
) -> None:
    """Show the explanations, with the numbers that are on the screen.

    Args:
        selection: what is shown.
        index: the network's states on the corpus.
        tracking: of all units and the features, if it was measured.
        features: those of ``tracking``.
    """
    with st.expander(_("Explain: what is measured of a unit"), icon=":material/school:"):
        _unit(selection, index)
        if index.statistics.saturation and index.length:
            _saturation(selection, index)
        if tracking is not None and None in tracking.reasons:
            feature = closest(tracking, selection.unit)[0]
            _tracking(index)
            _chance(selection.unit, feature, tracking, features)
            _probe(selection.unit, feature, tracking, features)
        _search(selection, index)


def _unit(selection: Selection, index: StateIndex) -> None:
    text = _(
        "**A unit** is one of the {units:d} numbers in the hidden state. No one gave unit {unit:d} "
        "a meaning; training did, or did not. Many units share their work, so one may follow "
        "several features a little and none of them clearly."
    )
    prose.say(text, units=index.hidden_size, unit=selection.unit)


def _saturation(selection: Selection, index: StateIndex) -> None:
    text = _(
        "**Saturation.** A gate below 0.1 is nearly closed, above 0.9 nearly open. In unit "
        "{unit:d} the most saturated one is: {gate}, at {share:.0%} of all tokens ({tokens:,}). A "
        "forget gate that stays open keeps its memory; one that is closed forgets at each "
        "token (Karpathy, Johnson and Li 2015)."
    )
    row = most_saturated(index.statistics, selection.unit)
    values = {"unit": row.unit, "share": row.share, "tokens": index.length}
    prose.say(text, gate=saturated(row, selection.cell), **values)


def _tracking(index: StateIndex) -> None:
    text = _(
        "**Tracks** is a measured claim, here on {tokens}. One half of them decides which of the "
        "{units:d} units goes with which feature, the other half measures how closely: by r, the "
        "correlation with a number, or by AUC, how often a token with the feature stands above "
        "one without. r = 0 and AUC = 0.5 mean no relation. It is no proof that the network "
        "uses the unit for that."
    )
    prose.say(text, units=index.hidden_size, tokens=measured_on(index.length))


def _chance(unit: int, row: int, tracking: Tracking, features: Sequence[Feature]) -> None:
    text = _(
        "**Chance level.** Among {units:d} units, some match any feature by chance. So the "
        "feature is shifted along the text, away from what the network read, over and over; 95 "
        "of 100 times the best of all units stays within {chance} for: {feature}. Only a score "
        "beyond that says something."
    )
    kind, score = features[row].kind, float(tracking.scores[unit, row])
    chance = chance_text(kind, score, float(tracking.chance[row]))
    values = {"units": len(tracking.scores), "feature": _(features[row].name)}
    prose.say(text, chance=chance, **values)


def _probe(unit: int, row: int, tracking: Tracking, features: Sequence[Feature]) -> None:
    text = _(
        "**Probe.** A weighted sum of all units together, fitted on the first half: about as "
        "much as can be read off the state. For {feature} it has {probe}, unit {unit:d} alone "
        "has {score}. If the two are far apart, the feature is spread over many units; if they "
        "are close, one unit has it all."
    )
    kind, score = features[row].kind, float(tracking.scores[unit, row])
    probe = score_text(kind, float(tracking.probe[row]))
    values = {"unit": unit, "feature": _(features[row].name)}
    prose.say(text, probe=probe, score=score_text(kind, score), **values)


def _search(selection: Selection, index: StateIndex) -> None:
    text = _(
        "**On** means {threshold:.2f} or more. Mark tokens, and all tokens of the text "
        "({tokens:,}) are searched for places where most of the same units are on together "
        "(Strobelt et al. 2018). It is exact: states are stored in hundredths, and what is shown "
        "is computed again."
    )
    prose.say(text, threshold=selection.of(InspectAUnitView).threshold / 100, tokens=index.length)
