from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.decoding import MAX_FILE, TextError, decode

WITH_LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(WITH_LETTERS)
def test_utf_8_is_read_with_a_byte_order_mark_or_without(text: str) -> None:
    text = text.removeprefix("\ufeff") or "a"

    assert decode(text.encode("utf-8")) == decode(text.encode("utf-8-sig")) == text


@given(WITH_LETTERS, st.sampled_from(["le", "be"]))
def test_utf_16_is_read_where_a_byte_order_mark_says_so(text: str, ends: str) -> None:
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[ends]

    assert decode(mark + text.encode(f"utf-16-{ends}")) == text


@given(st.binary(max_size=200))
def test_bytes_are_text_or_refused_and_nothing_else_happens(content: bytes) -> None:
    with suppress(TextError):
        assert decode(content).strip()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_byte_that_cannot_be_read_is_named_by_its_position_in_the_file(mark: bytes) -> None:
    with pytest.raises(TextError) as raised:
        decode(mark + b"ab\xff")

    assert raised.value.notice.values == {"byte": len(mark) + 2}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no text"),
        (b" \n\t", "no text"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "not text"),
        (b"PK\x03\x04\x14\x00\x00\x00", "not text"),
        (b"\x89PNG\r\n", "byte 0"),
        (b"a" * (MAX_FILE + 1), "at most 2097152"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(TextError, match=message):
        decode(content)


def test_the_largest_file_is_read() -> None:
    assert len(decode(b"a" * MAX_FILE)) == MAX_FILE
