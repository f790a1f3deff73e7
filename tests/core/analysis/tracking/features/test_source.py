from time import process_time

import pytest

from core.analysis.tracking.features.source import Lexeme, Source, whole_strings

HOSTILE = {
    "nested": "(" * 20_000,
    "indented": "".join(" " * depth + "a\n" for depth in range(400)),
    "long-string": '"""' + "a\n" * 60_000,
    "continued": "'" + "\\\n" * 60_000,
    "escaped-quotes": "\\'" * 60_000,
    "quotes-in-long-string": "'''" + "'x" * 60_000,
    "spaces-before-nonsense": "a" + " " * 100_000 + "$",
    "number": "1_" * 60_000,
    "one-word": "a" * 100_000,
    "lines": "\n" * 60_000,
    "returns": "\r" * 60_000,
    "joined-lines": "\\\n" * 60_000,
    "prefixes": "rb'" * 40_000,
    "NUL": "\x00" * 60_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_little_time(text):
    begun = process_time()
    source = Source.read([text])
    assert process_time() - begun < 1  # the slowest take 0.1 s; if quadratic in the length, minutes
    assert len(source.kinds) == len(text)


def test_strings_with_fields_are_one_string_in_python_3_12_too():
    """``f"{f'{a}'}" b`` comes in parts there; the parts of an unreadable string are left out."""
    parts = [
        Lexeme("FSTRING_START", 0, 2),
        Lexeme("OP", 2, 3),
        Lexeme("FSTRING_START", 3, 5),
        Lexeme("NAME", 6, 7),
        Lexeme("FSTRING_END", 8, 9),
        Lexeme("OP", 9, 10),
        Lexeme("FSTRING_END", 10, 11),
        Lexeme("NAME", 12, 13),
    ]
    assert list(whole_strings(parts)) == [Lexeme("STRING", 0, 11), Lexeme("NAME", 12, 13)]
    unread = Lexeme("UNREAD", 2, 9)
    assert list(whole_strings([parts[0], unread])) == [unread]
