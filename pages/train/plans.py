"""What the dials ask for, or why that cannot be trained."""

import torch

from core.sequence_tasks import TASKS
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view.selection import Selection
from pages.train.view import TrainView


def of(selection: Selection) -> tuple[Plan, ...]:
    """Return a plan for each network; none, with what to do, if there can be no such training."""
    view = selection.of(TrainView)
    task = TASKS[view.learn_task]
    try:
        task.examples(1, view.learn_length or task.length, torch.Generator())
    except ValueError:
        prose.error(
            _("These texts are too short for the task: it needs about {length} time steps."),
            length=task.length,
        )
        return ()
    try:
        return view.plans()
    except ValueError:
        prose.error(
            _(
                "This is too much work for one step of training. Take fewer units or layers, a "
                "smaller batch, or shorter texts."
            )
        )
        return ()
