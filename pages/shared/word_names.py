"""The names of words on the screen: without tags of speech, unless two would be called the same."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.text import visible
from core.text.parts_of_speech import form_and_tag, part_of_speech
from pages.language import _


def word_names(keys: Sequence[str]) -> list[str]:
    """Return what keys of a vocabulary are called: "하", or "하 (verb)" beside another "하".

    Args:
        keys: those that are shown together.
    """
    pairs = [form_and_tag(key) for key in keys]
    times = Counter(form for form, _tag in set(pairs))
    return [_name(form, tag, times[form] > 1) for form, tag in pairs]


def parts_of_speech(keys: Iterable[str]) -> dict[str, list[str]]:
    """Return a column of a table that says what each tag stands for; none where there is no key."""
    names = [part_of_speech(form_and_tag(key)[1]) for key in keys]
    return (
        {_("part of speech"): ["" if name is None else _(name) for name in names]} if names else {}
    )


def _name(form: str, tag: str, is_shared: bool) -> str:
    name = part_of_speech(tag) if is_shared else None
    return visible(form) if name is None else f"{visible(form)} ({_(name)})"
