"""Sentences, units, memories and edits worth a look, each with what to watch: lessons as data."""

from pages.compare_cells.examples import COMPARISONS
from pages.generate.examples import WRITINGS
from pages.inspect_a_unit.examples import INSPECTIONS
from pages.memory_and_gradients.examples import MEMORIES
from pages.shapes_and_wiring.examples import WIRINGS
from pages.shared.example import Example
from pages.step_through.examples import EXAMPLES
from pages.train.examples import TRAININGS
from pages.what_if.examples import CHANGES

__all__ = [
    "CHANGES",
    "COMPARISONS",
    "EXAMPLES",
    "INSPECTIONS",
    "MEMORIES",
    "TRAININGS",
    "WIRINGS",
    "WRITINGS",
    "Example",
]
