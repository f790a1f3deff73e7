"""What Inspect a unit opens on: a unit and a text that is long enough to tell what it follows."""

from core.network.catalogue import TASKS
from pages.shared.view.openings import Opening

BRACKETS: Opening = {
    "model": "brackets",
    "text": TASKS["brackets"].example,
    "cell": "lstm",
    "unit": 2,
    "corpus": "training",
    "corpus_size": 20_000,
    "look": "tracks",
}
"""Unit 2 knows whether any bracket is open; texts of brackets are made wherever this runs."""
PYTHON: Opening = {"cell": "lstm", "unit": 178, "corpus": "python", "look": "tracks"}
WAVE: Opening = {"cell": "lstm", "unit": 7, "corpus": "training", "corpus_size": 20_000}
OPENINGS: dict[str, Opening] = {
    **dict.fromkeys(TASKS, BRACKETS),
    "python-source": PYTHON,
    "wave": WAVE,
}
"""By the task whose example they take the place of: one sentence is too short to measure."""
