"""What the dials ask for, or why that cannot be trained."""

from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view.selection import Selection
from pages.train.view import TrainView


def of(selection: Selection) -> tuple[Plan, ...]:
    """Return a plan for each network; none, with what to do, if a batch would be too large."""
    try:
        return selection.of(TrainView).plans()
    except ValueError:
        prose.error(
            _(
                "A batch of these texts has more than 8,192 time steps, too many for one step of "
                "training. Take a smaller batch or shorter texts."
            )
        )
        return ()
