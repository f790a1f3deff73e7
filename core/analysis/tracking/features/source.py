"""Kind and nesting of every character of Python source, as far as ``tokenize`` can read it."""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from keyword import iskeyword
from typing import NamedTuple, Self

import numpy as np

OTHER, NAME, KEYWORD, NUMBER, STRING, LONG_STRING, COMMENT, UNREAD = range(8)
"""Kinds of lexeme that a character can belong to."""

_PLAIN_KINDS = {"NUMBER": NUMBER, "COMMENT": COMMENT, "UNREAD": UNREAD}
_LINE_END = re.compile("\n")
_LONE_RETURN = re.compile("\r(?!\n)")
_QUOTE = re.compile("['\"]")


class Lexeme(NamedTuple):
    """A token that ``tokenize`` finds: the name of its type, and where it begins and ends."""

    type: str
    start: int
    end: int


class Source(NamedTuple):
    """Kinds and nesting of the characters of some sources, one after the other.

    Attributes:
        kinds: the kind of lexeme that each belongs to, ``(n,)`` uint8.
        places: where a bracket or a block is opened or closed, in order, ``(m,)`` int64.
        signs: which one, ``(m,)`` uint8: the ASCII code of one of ``()[]{}``, or of ``>`` where an
            indented block begins and ``<`` where it ends.
    """

    kinds: np.ndarray
    places: np.ndarray
    signs: np.ndarray

    @classmethod
    def read(cls, documents: Iterable[str]) -> Self:
        """Read each document on its own."""
        kinds, places, signs = bytearray(), [], bytearray()
        for text in documents:
            first = len(kinds)
            kinds += bytes(len(text))
            for lexeme in whole_strings(lexemes(text)):
                start, end, kind = _span_and_kind(text, lexeme)
                kinds[first + start : first + end] = bytes([kind]) * (end - start)
                place, sign = _sign(text, lexeme)
                if sign and place < len(text):  # at the end of a text, all blocks end
                    places.append(first + place)
                    signs += sign
        return cls(
            np.frombuffer(bytes(kinds), np.uint8),
            np.array(places, np.int64),
            np.frombuffer(bytes(signs), np.uint8),
        )


def lexemes(text: str) -> Iterator[Lexeme]:
    """Yield what ``tokenize`` finds, up to the first error; then one ``UNREAD`` for the rest.

    It stops there because ``tokenize`` may search the rest of a line for each further error.
    A string of several lines that is never closed goes on to the end; brackets that are never
    closed are no error.
    """
    plain = _LONE_RETURN.sub("\n", text)
    rows = [0, *(match.end() for match in _LINE_END.finditer(plain)), len(text), len(text)]
    end = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(plain).readline):
            if token.type == tokenize.ERRORTOKEN:
                break
            (row, column), (last_row, last_column) = token.start, token.end
            end = rows[last_row - 1] + last_column
            yield Lexeme(tokenize.tok_name[token.type], rows[row - 1] + column, end)
        else:
            return
    except tokenize.TokenError as error:
        if "multi-line statement" in error.args[0]:
            return
        if "multi-line string" in error.args[0]:
            yield Lexeme("STRING", end, len(text) + 1)  # beyond the end: it is never closed
            return
    except SyntaxError:  # a line is dedented to an indentation that no line before it has
        pass
    yield Lexeme("UNREAD", end, len(text))


def whole_strings(parts: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """Yield the lexemes, the parts into which Python 3.12 splits an f-string merged into one."""
    opened: list[int] = []
    for lexeme in parts:
        if lexeme.type.endswith("STRING_START"):
            opened.append(lexeme.start)
        elif lexeme.type.endswith("STRING_END"):
            start = opened.pop()
            if not opened:
                yield Lexeme("STRING", start, lexeme.end)
        elif not opened or lexeme.type == "UNREAD":
            yield lexeme


def _span_and_kind(text: str, lexeme: Lexeme) -> tuple[int, int, int]:
    """Return the start and end of the characters that are of a lexeme's kind, and the kind."""
    kind, start, end = lexeme
    if kind == "NAME":
        return start, end, KEYWORD if iskeyword(text[start:end]) else NAME
    if kind == "STRING":  # open from its quotation mark on, until the last one is read
        quote = _QUOTE.search(text, start)
        start = quote.start() if quote else start
        long = text[start : start + 3] in ("'''", '"""')
        return start, end - 1, LONG_STRING if long else STRING
    return start, min(end, len(text)), _PLAIN_KINDS.get(kind, OTHER)


def _sign(text: str, lexeme: Lexeme) -> tuple[int, bytes]:
    """Return where a lexeme opens or closes a bracket or block, and its sign; mostly empty."""
    if lexeme.type == "OP" and text[lexeme.start] in "()[]{}":
        return lexeme.start, text[lexeme.start].encode()
    if lexeme.type == "INDENT":  # the white space; the block begins after it
        return lexeme.end, b">"
    return lexeme.start, b"<" if lexeme.type == "DEDENT" else b""
