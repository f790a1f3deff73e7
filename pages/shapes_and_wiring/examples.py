"""Models worth a look, each with what to watch: lessons as data."""

from core.notation import N_
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared.example import Example
from pages.shared.view.selection import Selection

WIRINGS = (
    Example(
        N_("Where the backward half of the answer comes from"),
        N_("Of the two arrows into the output, one starts at the first token. Which one, and why?"),
        Selection(text="not good at all"),
    ),
    Example(
        N_("A stack needs every step"),
        N_("Between two layers, each step has an arrow. What would the upper one read without?"),
        Selection(
            text="hello",
            model="hello",
            screens=(ShapesAndWiringView(kind="many-to-many", depth=2, reads="forward"),),
        ),
    ),
    Example(
        N_("A number in one vector"),
        N_("Press → until it writes. Then type a number one digit longer: what goes wrong?"),
        Selection(
            text="not good at all",
            screens=(ShapesAndWiringView(kind="encoder-decoder", trained=True),),
        ),
    ),
)
"""Models worth a look."""
