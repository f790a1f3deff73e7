"""The view of Step through: which chart stands below the stepper."""

from dataclasses import dataclass

from core.notation import N_
from pages.shared.view.fields import one_of

PANELS = {
    "unit": N_("One unit"),
    "step": N_("This step"),
    "sentence": N_("Whole sentence"),
}
"""The first is what the stepper does not show by itself; the last is its maps, large."""


@dataclass(frozen=True)
class StepThroughView:
    """What is open on the screen.

    Attributes:
        panel: which chart stands below the stepper.
    """

    panel: str = one_of("panel", PANELS, N_("The link names a chart that is not here."))
