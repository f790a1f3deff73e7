"""The task whose networks suit a language or a text: those that know its letters."""

from ..text.scripts import script_of
from .catalogue import TASKS

_SCRIPT_OF_LANGUAGE = {"en": "Latin", "ko": "Hangul"}
_IN_NAMES = {"Latin": "english", "Hangul": "korean"}
"""What the name of a task calls its script, where there are such tasks of several scripts."""


def task_in_language(language: str) -> str:
    """Return the task that is shown first to those who read a language, by its code.

    >>> task_in_language("ko"), task_in_language("fr")
    ('korean-reviews', 'english-reviews')
    """
    return _task_in_script(_SCRIPT_OF_LANGUAGE.get(language, "Latin")) or next(iter(TASKS))


def task_for_text(text: str, task: str, script: str | None = None) -> str | None:
    """Return the task whose networks should read a text: the given one if it knows the script.

    >>> task_for_text("영화 good", "shakespeare"), task_for_text("(1(2", "brackets")
    ('korean-reviews', 'brackets')
    >>> task_for_text("아버지", "spacing-english-both")
    'spacing-korean-both'

    Args:
        text: what was typed.
        task: the task that is chosen.
        script: that of the texts which suit it, where it does not ship.

    Returns:
        A task; ``None`` where no network knows the script.
    """
    written, known = script_of(text), TASKS[task].script if task in TASKS else script
    if written in (None, known):
        return task
    return _counterpart(task, known, written) or _task_in_script(written)


def _counterpart(task: str, known: str | None, script: str | None) -> str | None:
    """Return the task of the same kind in another script, if there is one."""
    own, other = (_IN_NAMES.get(each or "") for each in (known, script))
    name = task.replace(own, other) if own and other else task
    return name if name != task and name in TASKS else None


def _task_in_script(script: str | None) -> str | None:
    return next((name for name, task in TASKS.items() if task.script == script), None)
