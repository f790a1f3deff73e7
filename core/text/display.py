"""The display of tokens: invisible characters get a glyph or a name, and none is left out."""

import regex

_NAMES = {
    "": "∅", " ": "␣", "\t": "⇥", "\n": "⏎", "\x7f": "␡",
    "\x85": "NEL", "\xa0": "NBSP", "\xad": "SHY", "\u034f": "CGJ", "\u061c": "ALM",
    "\u2002": "ENSP", "\u2003": "EMSP", "\u2009": "THSP", "\u202f": "NNBSP", "\u3000": "IDSP",
    "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u2060": "WJ", "\ufeff": "BOM",
    "\u200e": "LRM", "\u200f": "RLM", "\u2028": "LSEP", "\u2029": "PSEP",
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
    **{chr(0xFE00 + index): f"VS{index + 1}" for index in range(16)},
}  # fmt: skip
"""Short names as in Unicode's charts; one of several characters is shown in ⟨⟩."""

# Blank letters are ignorable by default, but the blank Braille cell U+2800 is not.
_HIDDEN = r"\p{C}\s\p{Default_Ignorable_Code_Point}\u2800"
_PICTURE = r"\p{Extended_Pictographic}"
_PATTERN = regex.compile(
    rf"""
    (?P<kept>
        \U0001f3f4 [\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}} \U000e007f  # flag of Wales
      | (?<= [{_PICTURE}\p{{M}}\p{{Emoji_Modifier}}] ) \u200d (?= {_PICTURE} )     # a family
      | [^{_HIDDEN}\p{{M}}] \p{{M}}+                                               # é, ❤️
    )
  | (?P<lone> \p{{M}}+ )
  | [{_HIDDEN}]
    """,
    regex.VERBOSE,
)
_SEEN_MARK = regex.compile(rf"[^{_HIDDEN}]")


def visible(token: str) -> str:
    r"""Return a token for display, with a glyph for every invisible character.

    A mark without a letter gets a dotted circle. The parts of a visible letter or emoji stay.

    >>> [visible(token) for token in ("film", "\n", "a\x00b", "\u202e", "\u0301", "")]
    ['film', '⏎', 'a␀b', '⟨RLO⟩', '◌́', '∅']
    """
    return _PATTERN.sub(_replacement, token) if token else _NAMES[""]


def ellipsis(text: str, limit: int = 32) -> str:
    """Return at most ``limit`` characters as a person counts them, ending in … if cut.

    >>> ellipsis("unforgettable", 8)
    'unforge…'
    """
    if len(text) <= limit:
        return text
    characters = regex.findall(r"\X", text)
    return text if len(characters) <= limit else "".join(characters[: limit - 1]) + "…"


def _replacement(match: regex.Match[str]) -> str:
    if match["kept"]:
        return match[0]
    if match["lone"] and _SEEN_MARK.search(match[0]):
        return "◌" + match[0]
    return "".join(map(_glyph_or_name, match[0]))


def _glyph_or_name(character: str) -> str:
    if "\0" <= character < " " and character not in _NAMES:
        return chr(0x2400 + ord(character))  # Unicode's pictures of control characters
    name = _NAMES.get(character, f"U+{ord(character):04X}")
    return name if len(name) == 1 else f"⟨{name}⟩"
