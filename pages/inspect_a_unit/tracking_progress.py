"""Which unit follows which feature: measured at once on a short text, else in the background."""

from collections.abc import Sequence

import numpy as np

from core.analysis.tracking.features import Feature
from core.analysis.tracking.of_a_corpus import sampled_tokens, tracked_in_steps
from core.analysis.tracking.tracking import Tracking
from core.jobs.steps import retold
from core.notation import N_
from pages.inspect_a_unit.cached import Watched
from pages.shared.results import Work, measuring, result

SECONDS, TEXT_SECONDS = 5e-7, 4e-6
"""Of one processor, for a measured token and a unit, and for a token of the whole text."""
_NOTHING = np.empty(0)
NOT_YET = Tracking((), _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, ())
"""Stands for what is being measured, or is not because somebody has stopped it: of no feature."""


def tracked(watched: Watched) -> tuple[Tracking | None, Sequence[Feature]]:
    """Return which units track which known feature, measured on a sample of a corpus.

    While that takes, its progress is shown here, and ``NOT_YET`` is returned.
    """
    panel = measuring("tracking", N_("Measuring what the units follow …"))
    index = watched.state_index
    seconds = SECONDS * sampled_tokens(index.length) * index.hidden_size
    seconds += TEXT_SECONDS * index.length
    work = Work(lambda: retold(tracked_in_steps(*watched), lambda step: step.share), seconds)
    found = result(panel, ("tracking", index.key.name), work)
    return (NOT_YET, ()) if found is None else found
