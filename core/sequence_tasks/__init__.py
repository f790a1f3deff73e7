"""Made-up tasks by rule: their texts, the symbols that may follow, and the least possible loss."""

from collections.abc import Mapping

from . import (
    adding,
    brackets,
    copying,
    counting,
    dyck,
    grammars,
    hello,
    linear_series,
    parity,
    wave_task,
)
from .task import Examples, Ruler, SequenceTask

__all__ = ["TASKS", "Examples", "Ruler", "SequenceTask"]

TASKS: Mapping[str, SequenceTask] = {
    task.key: task
    for task in (
        brackets.TASK,
        grammars.REBER,
        grammars.EMBEDDED_REBER,
        counting.ANBN,
        counting.ANBNCN,
        dyck.DYCK_1,
        dyck.DYCK_2,
        copying.TASK,
        adding.TASK,
        parity.TASK,
        hello.TASK,
        wave_task.TASK,
        linear_series.AR1,
        linear_series.MA1,
    )
}
"""Every task by its key, in the order in which they are offered."""
