"""The view of Inspect a unit: the text it is watched on, the place in it, and what is shown."""

import re
from dataclasses import dataclass

from core.analysis.tracking.features.registry import BY_TASK, BY_TOKENIZER
from core.notation import N_, Notice
from pages.shared.view.fields import BETWEEN, Refused, digits, flag, number, one_of, read_by
from pages.shared.view.selection import MAX_POSITION

CORPORA = {
    "text": N_("A text that you type"),
    "upload": N_("Your file"),
    "python": N_("Python's library"),
    "training": N_("Its training text"),
}
CORPUS_SIZES = (20_000, 100_000, 300_000, 1_000_000)
"""Choices of how many characters of a corpus are read at most."""
MAX_CORPUS = 9_999_999
"""The largest position in a corpus that a link can name."""
MAX_SPAN = 200
"""The most tokens that can be marked."""
RANKINGS = {
    "tracks": N_("Feature"),
    "saturated": N_("Saturated gate"),
    "slow": N_("Memory"),
    "spread": N_("Spread"),
}
VIEWS = {
    "along": N_("Along the text"),
    "spread": N_("Distribution"),
    "contexts": N_("Strongest contexts"),
    "tracks": N_("What it tracks"),
    "found": N_("Same units elsewhere"),
}
FEATURES = tuple(
    dict.fromkeys(
        feature.id for by in (BY_TASK, BY_TOKENIZER) for few in by.values() for feature in few
    )
)
"""All features that units are compared with; which apply depends on the task and the tokenizer."""
MIN_THRESHOLD, MAX_THRESHOLD = 1, 99
FILE_DIGITS = 12


def _span(value: str) -> tuple[int, int]:
    """Read the first and the last marked token, from 1; return positions, the end excluded."""
    ends = re.fullmatch(rf"([0-9]{{1,7}}){BETWEEN}([0-9]{{1,7}})", value)
    message = N_("The link's marked tokens are not two numbers, the larger one last.")
    if ends is None or not 1 <= int(ends[1]) <= int(ends[2]) <= MAX_CORPUS:
        raise Refused(Notice(message))
    first, last = int(ends[1]), int(ends[2])
    if last - first >= MAX_SPAN:
        message = N_("At most {most} tokens can be marked; using the first ones.")
        raise Refused(Notice(message, {"most": MAX_SPAN}), (first - 1, first - 1 + MAX_SPAN))
    return first - 1, last


def _as_span(span: tuple[int, int]) -> str:
    """Write the first and the last marked token, counted from 1."""
    return f"{span[0] + 1}{BETWEEN}{span[1]}"


@dataclass(frozen=True)
class InspectAUnitView:
    """The text a unit is watched on, the place in it, and the view.

    Attributes:
        corpus: the text the unit is watched on.
        corpus_size: the most characters of the corpus to read.
        place: the position in the corpus at which the passage on screen begins, from 0.
        spot: the current token of that passage, from 1; for the typed text, it is ``position``.
        rank: what units are ranked by.
        feature: the feature of the text to rank by; the best one for each unit if none.
        look: the view of the unit below the passage.
        span: the marked tokens, as positions in the corpus, the second one excluded.
        threshold: the value from which a unit counts as on, in hundredths.
        edges: whether units must be off just before and just after the marked tokens.
        file: the first 12 digits of the sha256 of the uploaded text.
    """

    corpus: str = one_of("corpus", CORPORA, N_("The link names a text that is not here."))
    corpus_size: int = number(
        "size",
        min(CORPUS_SIZES),
        max(CORPUS_SIZES),
        N_("The link's number of characters is not from {low} to {high}."),
        default=100_000,
    )
    place: int = number(
        "at",
        0,
        MAX_CORPUS,
        N_("The link's place is not a number from {low} to {high}."),
        default=0,
        place_in="text",
    )
    spot: int = number(
        "p",
        1,
        MAX_POSITION,
        N_("The link's step is not a number from {low} to {high}."),
        default=1,
        place_in="text",
    )
    rank: str = one_of("rank", RANKINGS, N_("The link names a ranking that is not here."))
    feature: str | None = one_of(
        "f", FEATURES, N_("The link names a feature of the text that is not here."), default=None
    )
    look: str = one_of("look", VIEWS, N_("The link names a chart that is not here."))
    span: tuple[int, int] | None = read_by("span", _span, _as_span, default=None, place_in="text")
    threshold: int = number(
        "on",
        MIN_THRESHOLD,
        MAX_THRESHOLD,
        N_("The link's threshold is not a number from {low} to {high}."),
        default=30,
    )
    edges: bool = flag("edges")
    file: str | None = digits(
        "file", FILE_DIGITS, N_("The link does not say which file it was made with.")
    )
