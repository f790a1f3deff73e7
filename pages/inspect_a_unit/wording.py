"""Sentences about a unit, with its measured numbers filled in."""

from collections.abc import Sequence

from core.analysis.tracking.features import Feature
from core.analysis.tracking.of_a_corpus import sampled_tokens
from core.analysis.tracking.tracking import YES_NO, Tracking, auc
from core.analysis.units.ranking import Saturated, followed_features, most_saturated
from core.corpus.statistics.records import UnitStatistics
from core.notation import N_
from pages.language import _, ngettext
from pages.shared import prose
from pages.shared.quantity_titles import titles

OPEN, SHUT = N_("{gate} open"), N_("{gate} closed")


def score_text(kind: str, score: float) -> str:
    """Return a score as the field writes it: r for a number, AUC for a yes/no feature.

    >>> score_text("number", 0.971), score_text("yes-no", 0.9)
    ('r = +0.97', 'AUC = 0.95')
    """
    if score != score:  # cannot be measured
        return "–"
    return f"AUC = {_auc(score):.2f}" if kind == YES_NO else f"r = {score:+.2f}"


def chance_text(kind: str, score: float, chance: float) -> str:
    """Return the level that chance alone reaches, with the sign of the score."""
    if chance != chance:
        return "–"
    level = -chance if score < 0 else chance
    return f"{_auc(level):.2f}" if kind == YES_NO else f"{level:+.2f}"


def follows(unit: int, tracking: Tracking, features: Sequence[Feature]) -> prose.Markdown:
    """Return the feature that a unit tracks most closely, if it tracks any beyond chance."""
    closest = followed_features(tracking, unit)[:1]
    if not closest:
        text = _("Unit {unit:d} follows none of the known features beyond chance.")
        return prose.compose(text, unit=unit)
    feature = features[closest[0]]
    score = float(tracking.scores[unit, closest[0]])
    rises = _("Unit {unit:d} rises with: {feature} ({score}, chance {chance})")
    falls = _("Unit {unit:d} falls with: {feature} ({score}, chance {chance})")
    return prose.compose(
        rises if score > 0 else falls,
        unit=unit,
        feature=_(feature.name),
        score=score_text(feature.kind, score),
        chance=chance_text(feature.kind, score, float(tracking.chance[closest[0]])),
    )


def behaves(unit: int, statistics: UnitStatistics, cell: str) -> prose.Markdown:
    """Return how a unit behaves, whatever it tracks: its spread, its memory and its gates."""
    spread = float(statistics.moments["hidden_state"].std[unit])
    parts = [prose.compose(_("std {spread:.2f}"), spread=spread)]
    length = float(statistics.correlation_lengths[unit])
    if length == length:
        text = ngettext(
            "like itself for {length:d} token (until r < 1/e)",
            "like itself for {length:d} tokens (until r < 1/e)",
            int(length),
        )
        if statistics.correlation_cut[unit]:
            text = ngettext(
                "like itself for at least {length:d} token (r ≥ 1/e)",
                "like itself for at least {length:d} tokens (r ≥ 1/e)",
                int(length),
            )
        parts.append(prose.compose(text, length=int(length)))
    if statistics.saturation and statistics.length:
        row = most_saturated(statistics, unit)
        text = _("{gate} at {share:.0%} of tokens")
        parts.append(prose.compose(text, gate=saturated(row, cell), share=row.share))
    return prose.join(parts, " · ")


def measured_on(length: int) -> prose.Markdown:
    """Return on how many of a text's tokens claims about features were measured."""
    sampled = sampled_tokens(length)
    if sampled == length:
        return prose.compose(_("all {tokens:,} tokens"), tokens=length)
    text = _("{sampled:,} of {tokens:,} tokens, in pieces from all over the text")
    return prose.compose(text, sampled=sampled, tokens=length)


def saturated(row: Saturated, cell: str) -> str:
    """Return a gate and the side on which it is saturated, such as "forget gate open"."""
    return _(OPEN if row.is_open else SHUT).format(gate=titles(cell)[row.gate])


def _auc(score: float) -> float:
    return auc(min(max(score, -1.0), 1.0))  # a float32 sum may be slightly over
