"""What the dials ask for, or why that cannot be trained."""

import torch

from core.sequence_tasks import TASKS, SequenceTask
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.train.view import Own, TrainView

OWN = "train-own"


def own_now() -> Own | None:
    """Return the task of the visitor's own that is learned, if it is not one of those listed."""
    return session.kept(OWN, None)


def take(own: Own | None) -> None:
    """Learn a task of the visitor's own from now on; ``None`` for the listed one."""
    session.keep(OWN, own)
    session.cue(dial_changes=(), frame=0)


def of(selection: Selection) -> tuple[Plan, ...]:
    """Return a plan for each network; none, with what to do, if there can be no such training."""
    view, own = selection.of(TrainView), own_now()
    task: SequenceTask = own.task if own else TASKS[view.learn_task]
    length = (own and own.length) or view.learn_length or task.length
    try:
        task.examples(1, length, torch.Generator())
    except ValueError:
        prose.error(
            _("These texts are too short for the task: it needs about {length} time steps."),
            length=task.length,
        )
        return ()
    try:
        return view.plans(own)
    except ValueError:
        prose.error(
            _(
                "This is too much work for one step of training. Take fewer units or layers, a "
                "smaller batch, or shorter texts."
            )
        )
        return ()
