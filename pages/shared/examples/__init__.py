"""Sentences, units, memories and changes worth a look, each with what to watch: lessons as data."""

from pages.shared.examples.changes import CHANGES
from pages.shared.examples.comparisons import COMPARISONS
from pages.shared.examples.example import Example
from pages.shared.examples.inspections import INSPECTIONS
from pages.shared.examples.memories import MEMORIES
from pages.shared.examples.sentences import EXAMPLES

__all__ = ["CHANGES", "COMPARISONS", "EXAMPLES", "INSPECTIONS", "MEMORIES", "Example"]
