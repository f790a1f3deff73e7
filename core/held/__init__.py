"""Cells of which something is held at another value than the one that they compute."""

from core.held.rows import held_rows
from core.held.run import Run, with_holds
from core.held.steps import Step, put, steps

__all__ = ["Run", "Step", "held_rows", "put", "steps", "with_holds"]
