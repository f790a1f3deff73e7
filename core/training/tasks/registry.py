"""Every task, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ..answering import AnswerTask
from ..task import Task
from .brackets import brackets
from .english_reviews import english_reviews, in_two_directions, in_windows
from .hello import hello
from .korean_next import korean_next
from .korean_reviews import korean_reviews
from .korean_text import korean_text
from .number_names import number_names_english, number_names_korean, number_names_native
from .numerals import numerals_english, numerals_korean
from .python_source import python_source
from .shakespeare import in_two_layers, shakespeare
from .spacing import (
    english,
    english_in_two_directions,
    korean,
    korean_in_two_directions,
)
from .stories import stories
from .wave import wave

WITH_DATA: Mapping[str, Callable[[Path], Task]] = {
    "english-reviews": english_reviews,
    "english-reviews-both": in_two_directions,
    "english-reviews-windows": in_windows,
    "korean-reviews": korean_reviews,
    "korean-next": korean_next,
    "korean-text": korean_text,
    "shakespeare": shakespeare,
    "shakespeare-two-layers": in_two_layers,
    "spacing-english": english,
    "spacing-english-both": english_in_two_directions,
    "spacing-korean": korean,
    "spacing-korean-both": korean_in_two_directions,
    "stories": stories,
}
"""Tasks that are learned from the files in a folder."""

WITHOUT_DATA: Mapping[str, Callable[[], Task]] = {
    "brackets": brackets,
    "hello": hello,
    "python-source": python_source,
    "wave": wave,
}
"""Tasks that need no files: they make up what is read, or find it on this machine."""

ANSWERING_TASKS: Mapping[str, Callable[[], AnswerTask]] = {
    "number-names-english": number_names_english,
    "number-names-korean": number_names_korean,
    "number-names-native": number_names_native,
    "numerals-english": numerals_english,
    "numerals-korean": numerals_korean,
}
"""Tasks of networks that read all and then write an answer; their texts are made up."""
