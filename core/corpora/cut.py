"""As much of some texts as shall be read."""

from collections.abc import Iterable

from core.analysis.corpus.documents import Corpus

Texts = Iterable[tuple[str, str]]
"""Titles and texts."""


def cut(name: str, texts: Texts, most: int) -> Corpus:
    """Return the first texts that make up ``most`` characters, the last one cut at a line's end."""
    taken, left = [], most
    for title, text in texts:
        if len(text) > left:
            end = text.rfind("\n", 0, left) + 1
            if end or not taken:
                taken.append((title, text[: end or left]))
            break
        taken.append((title, text))
        left -= len(text)
    return Corpus.of(name, taken)
