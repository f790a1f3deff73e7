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
        N_("A sentence in one vector"),
        N_("All that the decoder knows passes through the context. How many numbers are that?"),
        Selection(
            text="hello",
            model="hello",
            cell="gru",
            position=6,
            screens=(ShapesAndWiringView(kind="encoder-decoder", reads="forward"),),
        ),
    ),
)
"""Models worth a look."""
