"""Korean characters and letters, joined to syllables."""

from collections.abc import Sequence
from unicodedata import normalize


def join_syllables(keys: Sequence[str]) -> str:
    r"""Return characters as one text, with the letters of rare syllables joined (NFC).

    >>> join_syllables(["좋", "\u1107", "\u1170", "\u11b0"])
    '좋뷁'
    """
    return normalize("NFC", "".join(keys))
