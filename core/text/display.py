"""How tokens are shown: what cannot be seen gets a glyph or a name, nothing is left out."""

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
"""Short names as in Unicode's own charts; one character stands as it is, a longer one in ⟨⟩."""

# Blank letters and a blank Braille cell are not among the characters one may ignore by default.
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
    r"""Return a token as it can be shown: with a glyph for every character that cannot be seen.

    A mark without a letter gets a dotted circle. What a visible letter or emoji consists of stays.

    >>> [visible(token) for token in ("film", "\n", "a\x00b", "\u202e", "\u0301", "")]
    ['film', '⏎', 'a␀b', '⟨RLO⟩', '◌́', '∅']
    """
    return _PATTERN.sub(_shown, token) if token else _NAMES[""]


def ellipsis(text: str, limit: int = 32) -> str:
    """Return at most ``limit`` characters as a person counts them, the last one … where cut.

    >>> ellipsis("unforgettable", 8)
    'unforge…'
    """
    if len(text) <= limit:
        return text
    characters = regex.findall(r"\X", text)
    return text if len(characters) <= limit else "".join(characters[: limit - 1]) + "…"


def _shown(match: regex.Match[str]) -> str:
    if match["kept"]:
        return match[0]
    if match["lone"] and _SEEN_MARK.search(match[0]):
        return "◌" + match[0]
    return "".join(map(_named, match[0]))


def _named(character: str) -> str:
    if "\0" <= character < " " and character not in _NAMES:
        return chr(0x2400 + ord(character))  # Unicode's pictures of the control characters
    name = _NAMES.get(character, f"U+{ord(character):04X}")
    return name if len(name) == 1 else f"⟨{name}⟩"
