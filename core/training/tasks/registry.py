"""Every task, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from core.training.task import Task
from core.training.tasks.brackets import brackets
from core.training.tasks.english_reviews import english_reviews
from core.training.tasks.hello import hello
from core.training.tasks.korean_reviews import korean_reviews
from core.training.tasks.python_source import python_source
from core.training.tasks.shakespeare import shakespeare
from core.training.tasks.wave import wave

WITH_DATA: Mapping[str, Callable[[Path], Task]] = {
    "english-reviews": english_reviews,
    "korean-reviews": korean_reviews,
    "shakespeare": shakespeare,
}
"""Tasks that are learned from the files in a folder."""

WITHOUT_DATA: Mapping[str, Callable[[], Task]] = {
    "brackets": brackets,
    "hello": hello,
    "python-source": python_source,
    "wave": wave,
}
"""Tasks that need no files: they make up what is read, or find it on this machine."""
