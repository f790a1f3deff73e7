"""What a loss says has been learned: the rulers that it is below, and what is still missing."""

import math
from typing import NamedTuple

from ..notation import Message
from .task import FURTHER_BACK, Ruler, SequenceTask

ERRORS = 2
"""Standard errors by which a loss must be below a ruler, to have passed it."""

AS_GOOD_AS_ALL = 0.01
"""Share of all that there is to learn, from the worst ruler to the optimum, that may be missing."""


class Learned(NamedTuple):
    """What a network has learned of a task.

    Attributes:
        passed: the lowest ruler that it has passed; ``None`` if it has passed none.
        ahead: the ruler that it must pass next; ``None`` if it has passed all.
        missing: what would have to be known besides; ``None`` if that is nothing, if no ruler has
            been passed, so that all is missing, or if nobody knows, as where there is no optimum.
    """

    passed: Ruler | None
    ahead: Ruler | None
    missing: Message | None


def learned(task: SequenceTask, loss: float, standard_error: float) -> Learned:
    """Return what has been learned: a ruler has been passed two standard errors below it.

    Nothing is missing once all rulers have been passed, and the loss is above the optimum by no
    more than two standard errors or a hundredth of what there was to learn.

    Args:
        task: the task.
        loss: a held-out loss, in nats a symbol or as a mean squared error; not a number if there
            is none, with which nothing has been passed.
        standard_error: of that loss, at least 0.

    Raises:
        ValueError: if the standard error is negative.
    """
    if standard_error < 0:
        raise ValueError(f"learned expected a standard error of at least 0; got {standard_error}.")
    rulers = task.rulers
    below = [ruler for ruler in rulers if loss + ERRORS * standard_error < ruler.value]
    if not below:
        return Learned(None, rulers[0], None)
    ahead = rulers[len(below)] if len(below) < len(rulers) else None
    if math.isnan(task.optimum):
        return Learned(below[-1], ahead, None)
    tolerated = max(ERRORS * standard_error, AS_GOOD_AS_ALL * (rulers[0].value - task.optimum))
    if ahead is None and loss <= task.optimum + tolerated:
        return Learned(below[-1], None, None)
    # Who has passed the ruler of not counting, and then one of last symbols, still does not count.
    named = [ruler.lacks for ruler in below if ruler.lacks != FURTHER_BACK]
    return Learned(below[-1], ahead, named[-1] if named else FURTHER_BACK)
