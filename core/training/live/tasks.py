"""The tasks of ``core.sequence_tasks`` as our networks read them."""

from ...sequence_tasks import TASKS, Examples, SequenceTask
from ...text import Vocabulary
from ..batches import Batch


def task_of(task: str | SequenceTask) -> SequenceTask:
    """Return a task, given itself or its key.

    Raises:
        ValueError: if there is no task of this key.
    """
    if isinstance(task, str):
        if task not in TASKS:
            raise ValueError(f"There is no task {task!r}; there are: {', '.join(TASKS)}.")
        task = TASKS[task]
    return task


def as_batch(task: SequenceTask, examples: Examples) -> Batch:
    """Return examples as a batch: numbers of symbols become codes of a vocabulary of them."""
    first = Vocabulary.UNKNOWN + 1
    codes = examples.inputs + first if task.symbols else examples.inputs
    return Batch(codes, examples.targets, examples.weights)
