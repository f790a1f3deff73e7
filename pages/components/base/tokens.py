"""Labels of tokens, and of the gaps between them, as they appear on the lines of a text."""

from collections.abc import Iterable, Sequence

import regex

from core.text import ellipsis, visible

LONGEST_LABEL, LONGEST_FULL, LONGEST_GAP = 32, 200, 40
"""The most characters of a token on the line, of one under the pointer, and of a gap."""
LONGEST_TITLE = 120
"""The most characters of a document's title."""

_LINE_END = regex.compile(r"\r\n|\n|\r")


def shown(labels: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """Return each token's label on the line, and a longer one for tokens that are cut there."""
    glyphs = {label: visible(label) for label in set(labels)}
    short = {label: ellipsis(full, LONGEST_LABEL) for label, full in glyphs.items()}
    cut = {label for label, full in glyphs.items() if full != short[label]}
    full = {
        index: ellipsis(glyphs[label], LONGEST_FULL)
        for index, label in enumerate(labels)
        if label in cut
    }
    return [short[label] for label in labels], full


def line_ends(sources: Sequence[str]) -> list[int]:
    r"""Return which tokens are the last of their lines: those with a line end in them.

    >>> line_ends(["a", "\r", "\n", "\r", "b", "\n\n"])
    [2, 3, 5]
    """
    ending = {source for source in set(sources) if _LINE_END.search(source)}
    return [
        index
        for index, source in enumerate(sources)
        if source in ending
        and not (source.endswith("\r") and list(sources[index + 1 : index + 2]) == ["\n"])
    ]


def blanks(sources: Sequence[str]) -> list[int]:
    """Return which tokens consist of spaces only, and are drawn as such."""
    blank = {source for source in set(sources) if source and not source.strip(" ")}
    return [index for index, source in enumerate(sources) if source in blank]


def gap(text: str) -> str:
    r"""Return the gap between two tokens: line ends, at most two; or a space; or text.

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
    """Return the same as ``visible``, but an empty text for an empty text."""
    return visible(text) if text else ""


def gaps(texts: Iterable[str]) -> dict[int, str]:
    """Return the gaps that are not empty, by the index of the token after them."""
    return {index: gap(text) for index, text in enumerate(texts) if text}
