"""Python's own library, where this Python has it."""

from pathlib import Path

from core.analysis.corpus.documents import Corpus
from core.corpora.cut import cut
from core.training import python_source


def python_library(most: int, library: Path = python_source.LIBRARY) -> Corpus:
    """Return modules of Python's own library, those that no network learned from first."""
    modules = python_source.modules(library)
    order = sorted(modules, key=lambda path: (not python_source.is_held_out(path), path))
    return cut("python", ((path, modules[path]) for path in order), most)
