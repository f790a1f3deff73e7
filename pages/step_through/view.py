"""The view of Step through: which chart stands below the stepper."""

from dataclasses import dataclass

from core.notation import N_
from pages.shared.view.fields import one_of

PANELS = {
    "sentence": N_("Whole sentence"),
    "step": N_("This step"),
    "unit": N_("One unit"),
}


@dataclass(frozen=True)
class StepThroughView:
    """What is open on the screen.

    Attributes:
        panel: which chart stands below the stepper.
    """

    panel: str = one_of("panel", PANELS, N_("The link names a chart that is not here."))
