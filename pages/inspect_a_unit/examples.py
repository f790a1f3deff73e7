"""Units worth inspecting."""

from core.network.catalogue import TASKS
from core.notation import N_
from pages.inspect_a_unit.view import InspectAUnitView
from pages.shared.example import Example
from pages.shared.view.selection import Selection

INSPECTIONS = (
    Example(
        N_("Inside the brackets"),
        N_(
            "Unit 178 of 256 falls where a round bracket is open. How reliably, and which one "
            "rises?"
        ),
        Selection(
            text=TASKS["python-source"].example,
            model="python-source",
            unit=178,
            screens=(InspectAUnitView("python", 20_000, look="tracks"),),
        ),
    ),
    Example(
        N_("A unit that never errs"),
        N_("Unit 2 of ten knows whether any bracket is open. Which ones know how many?"),
        Selection(
            text=TASKS["brackets"].example,
            model="brackets",
            unit=2,
            screens=(InspectAUnitView("training", 20_000, look="tracks"),),
        ),
    ),
    Example(
        N_("Out of the noise"),
        N_("Unit 7 has become an average of the last thirty values: the trend, upside down."),
        Selection(
            text=TASKS["wave"].example,
            model="wave",
            unit=7,
            screens=(InspectAUnitView("training", 20_000, look="along"),),
        ),
    ),
)
"""Units worth inspecting, each on a text that every computer has."""
