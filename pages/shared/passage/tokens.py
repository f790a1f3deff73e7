"""How tokens and what stands between them are written on the lines of a text."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import regex

from core.text import ellipsis, visible

LONGEST_LABEL, LONGEST_FULL, LONGEST_GAP = 32, 200, 40
"""Characters of a token on the line and under the pointer, and of what stands between two."""

_LINE_END = regex.compile(r"\r\n|\n|\r")


def shown(labels: Iterable[str]) -> tuple[list[str], dict[int, str]]:
    """Return what stands on the line for each token, and more of those that are cut there."""
    glyphs: Callable[[str], str] = cache(visible)
    fulls = [glyphs(label) for label in labels]
    short = [ellipsis(full, LONGEST_LABEL) for full in fulls]
    cut = {
        index: ellipsis(full, LONGEST_FULL)
        for index, (full, line) in enumerate(zip(fulls, short, strict=True))
        if full != line
    }
    return short, cut


def line_ends(sources: Sequence[str]) -> list[int]:
    r"""Return which tokens are the last of their lines: those with a line end in them.

    >>> line_ends(["a", "\r", "\n", "\r", "b", "\n\n"])
    [2, 3, 5]
    """
    return [
        index
        for index, source in enumerate(sources)
        if _LINE_END.search(source)
        and not (source.endswith("\r") and sources[index + 1 : index + 2] == ["\n"])
    ]


def blanks(sources: Iterable[str]) -> list[int]:
    """Return which tokens are nothing but spaces, and are drawn as such."""
    return [index for index, source in enumerate(sources) if source and not source.strip(" ")]


def gap(text: str) -> str:
    r"""Return what stands between two tokens: line ends, at most two; or a space; or text.

    >>> gap("  \n\n\n "), gap("\t "), gap("\x00-")
    ('\n\n', ' ', '␀-')
    """
    if not text.strip():
        return "\n" * min(len(_LINE_END.findall(text)), 2) or " "
    return line(text, LONGEST_GAP)


def line(text: str, limit: int) -> str:
    r"""Return a text as one line: spaces stay spaces, all else that cannot be seen is shown.

    >>> line("a  b\n\x00", 40)
    'a  b⏎␀'
    """
    return ellipsis(" ".join(map(visible_or_nothing, text.strip(" ").split(" "))), limit)


def visible_or_nothing(text: str) -> str:
    """Return what ``visible`` does, but of nothing, nothing."""
    return visible(text) if text else ""


def gaps(texts: Iterable[str]) -> dict[int, str]:
    """Return the gaps that are not empty, by the index of the token after them."""
    return {index: gap(text) for index, text in enumerate(texts) if text}
