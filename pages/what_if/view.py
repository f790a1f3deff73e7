"""The view of What if: the edits, the other sentence, and which effect is open."""

from dataclasses import dataclass

from core.edits import Edit
from core.notation import N_
from pages.shared.view.fields import one_of, read_by, text
from pages.what_if.link_edits import edits, to_text

EFFECTS = {
    "opinion": N_("Opinion"),
    "difference": N_("Where it travels"),
    "unit": N_("One unit"),
    "ranking": N_("Every unit silenced"),
}


@dataclass(frozen=True)
class WhatIfView:
    """The edits of the network, and the view of their effect.

    Attributes:
        edits: the edits, in order.
        other: the other sentence, whose state may replace this one's.
        effect: the view of the edits' effect that is open.
    """

    edits: tuple[Edit, ...] = read_by("edits", edits, to_text, default=(), drop_order=3)
    other: str = text("other", drop_order=2)
    effect: str = one_of("eff", EFFECTS, N_("The link names a chart that is not here."))
