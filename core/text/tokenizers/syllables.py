"""A tokenizer of Korean by syllables, of which rare ones are spelled by their letters."""

from collections.abc import Iterator
from unicodedata import lookup, name, normalize

from .base import Token
from .characters import CharacterTokenizer
from .frequent_syllables import FREQUENT

FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
_WHOLE = frozenset(FREQUENT)


class SyllableTokenizer:
    """Characters as people see them, but a rare syllable is its two or three letters (jamo).

    There are 11,172 syllables and 67 letters, 19 initial, 21 medial and 27 final ones: a network
    knows all syllables if it knows the frequent ones and the letters. The letters of a syllable
    share its span.

    >>> tokens = SyllableTokenizer().tokenize("좋뷁")
    >>> [(token.text, SyllableTokenizer().label(token)) for token in tokens]
    [('좋', '좋'), ('뷁', 'ㅂ…'), ('뷁', '…ㅞ…'), ('뷁', '…ㄺ')]
    """

    name = "syllables"
    version = 1

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return one token for each character, or for each letter of a rare syllable."""
        characters = CharacterTokenizer().tokenize(text)
        return tuple(each for character in characters for each in _spelled(character))

    def label(self, token: Token) -> str:
        """Return the character, or the letter and where it stands in its syllable."""
        return shown_letter(token.key)


_PLACES = {"CHOSEONG": "{}…", "JUNGSEONG": "…{}…", "JONGSEONG": "…{}"}


def shown_letter(key: str) -> str:
    """Return a letter of a syllable as people can read it; any other key as it is.

    Without its syllable, such a letter is drawn as a part of the character before it.
    """
    known_as = name(key, "") if len(key) == 1 else ""
    kind, _, letter = known_as.removeprefix("HANGUL ").partition(" ")
    if kind not in _PLACES:
        return key
    try:
        return _PLACES[kind].format(lookup(f"HANGUL LETTER {letter}"))
    except KeyError:  # of Middle Korean, without a form that stands alone
        return key


def letters(syllable: str) -> str:
    """Return the two or three letters of a syllable, as Unicode joins them (NFD)."""
    return normalize("NFD", syllable)


def is_syllable(character: str) -> bool:
    """Return whether a character is one of the 11,172 syllables."""
    return FIRST_SYLLABLE <= character <= LAST_SYLLABLE and len(character) == 1


def _spelled(token: Token) -> Iterator[Token]:
    if is_syllable(token.text) and token.text not in _WHOLE:
        for letter in letters(token.text):
            yield token._replace(key=letter)
    else:
        yield token
