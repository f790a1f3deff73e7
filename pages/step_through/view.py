"""The view of Step through: which chart stands below the stepper, and the cell above its tokens."""

from dataclasses import dataclass

from core.browser.scene import FORMS, KINDS, Form, Kind
from core.notation import N_
from pages.shared.view.fields import one_of

PANELS = {
    "unit": N_("One unit"),
    "step": N_("This step"),
    "sentence": N_("Whole sentence"),
}
"""The first is what the stepper does not show by itself; the last is its maps, large."""

_NO_FORM = N_("The link has a form of the cell that is not here.")


@dataclass(frozen=True)
class StepThroughView:
    """What is open on the screen.

    Attributes:
        panel: which chart stands below the stepper.
        unrolled: how the cell stands above the tokens.
        sequence: what it is given and which of its states leave; ``None`` as it was trained.
    """

    panel: str = one_of("panel", PANELS, N_("The link names a chart that is not here."))
    unrolled: Form = one_of("unrolled", FORMS, _NO_FORM)
    sequence: Kind | None = one_of("sequence", KINDS, _NO_FORM, default=None)
