"""Korean characters and letters, joined to syllables."""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from .joined import Joined, Stretch


def join_syllables(keys: Sequence[str]) -> Joined:
    r"""Return characters as one text, with the letters of rare syllables joined (NFC).

    >>> join_syllables(["좋", "\u1107", "\u1170", "\u11b0"])
    Joined(text='좋뷁', stretches=[(0, 1), (1, 2), (1, 2), (1, 2)])
    """
    text = ""
    stretches: list[Stretch] = []
    for letters in _together(keys):
        syllable = normalize("NFC", "".join(letters))
        stretches += [(len(text), len(text) + len(syllable))] * len(letters)
        text += syllable
    return Joined(text, stretches)


def _together(keys: Sequence[str]) -> Iterator[list[str]]:
    """Yield the tokens that become one syllable, or a sign with its marks."""
    group: list[str] = []
    for key in keys:
        before = normalize("NFC", "".join(group))
        if group and normalize("NFC", before + key) == before + normalize("NFC", key):
            yield group
            group = []
        group.append(key)
    if group:
        yield group
