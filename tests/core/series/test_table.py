"""Tables as people have them: what is read, and what is refused with the line named."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.series.gaps import without_gaps
from core.series.rows import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from core.series.table import Table, read_table
from core.text.decoding import MAX_FILE, TextError
from tests.nasty import STRINGS


def values(content: bytes | str) -> list[list[float]]:
    return read_table(content).values.tolist()


def said(table: Table) -> list[str]:
    return [notice.message.format(**notice.values) for notice in table.notices]


def refusal(content: bytes | str) -> str:
    with pytest.raises(TextError) as raised:
        without_gaps(read_table(content))
    return str(raised.value)


KOREAN = "날짜,매출,기온\r\n2026년 12월 1일,10,-1.5\r\n2026년 12월 2일,12,0\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr"])
def test_every_encoding_of_excel_gives_the_same_table(encoding):
    table = read_table(KOREAN.encode(encoding))
    assert table.names == ("매출", "기온")
    assert table.dates == ("2026년 12월 1일", "2026년 12월 2일")
    assert table.lines == (2, 3)
    assert table.values.tolist() == [[10, -1.5], [12, 0]]
    korean = encoding in ("cp949", "euc-kr")
    assert said(table) == ["Read as CP949, the encoding of Korean Excel."] * korean


def test_what_is_pasted_is_read_like_a_file():
    assert values(KOREAN) == values(KOREAN.encode())
    assert values("\ufeffa,b\n1,2") == [[1, 2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2\n3,4", [[1, 2], [3, 4]]),
        ("1;2\n3;4", [[1, 2], [3, 4]]),
        ("1\t2\r3\t4\r", [[1, 2], [3, 4]]),
        ("1\n2\n", [[1], [2]]),
        ("a,b;c\n1;2", [[1, 2]]),  # a semicolon goes before a comma
        ('"x;y",z\n1,2', [[1, 2]]),  # not within quotes
        ('"a ""b""\nc",z\n"1","2"', [[1, 2]]),
        ("a;b\n1,5;−2,25\n3;1,234", [[1.5, -2.25], [3, 1.234]]),
        ("a\n0,5\n1,5e3", [[0.5], [1500]]),
        ("1e3, .5 ,+2.\n-1E-2,0,0", [[1000, 0.5, 2], [-0.01, 0, 0]]),
        ("\n\n1,2\n\n \n3,4\n\n", [[1, 2], [3, 4]]),
    ],
)
def test_separators_quotes_signs_and_decimal_commas(text, expected):
    assert values(text) == expected


def test_a_header_is_a_row_with_something_else_than_data():
    assert read_table("1,2\n3,4").names == ("1", "2")
    assert read_table("a,\n3,4").names == ("a", "2")
    assert read_table("a,a,a (2)\n3,4,5").names == ("a", "a (2)", "a (2) (3)")
    assert read_table("2026-01-01,NA\n2026-01-02,4").names == ("2",)
    assert read_table('"매출\n(만원)",x\n1,2').names[0] == "매출 (만원)"
    assert read_table("\u202e<b>,x\n1,2").names[0] == "⟨RLO⟩<b>"


@pytest.mark.parametrize(
    "date",
    [
        "2026-12-01", "2026/12/1", "2026.12.01", "2026. 12. 1.", "2026-12", "2026년 12월 1일",
        "2026년 12월", "2026년", "1.12.2026", "12/01/2026", "1/12/26", "1 Dec 2026", "Dec 1, 2026",
        "1-December-26", "2026-12-01T13:00:00Z", "2026-12-01 13:00", "2026-12-01 오후 1:00:00",
        "2026-12-01 01:00 PM", "2026-12-01T13:00:00.123+09:00",
    ],
)  # fmt: skip
def test_dates_are_kept_as_labels(date):
    table = read_table(f"when\tx\n{date}\t1\n{date}\t2")
    assert table.dates == (date, date)
    assert table.values.tolist() == [[1], [2]]


def test_a_year_is_a_number_and_only_one_column_has_dates():
    assert values("year,x\n2026,1") == [[2026, 1]]
    assert "“b”: “2026-01-02” is not a number" in refusal("a,b\n2026-01-01,2026-01-02")
    assert "dates but no numbers" in refusal("a\n2026-01-01\n2026-01-02")


def test_dates_that_run_backwards_turn_the_rows_round():
    table = read_table("날짜,x\n2026. 1. 10.,3\n2026. 1. 9.,2\n2025. 12. 31.,1")
    assert table.values.tolist() == [[1], [2], [3]]
    assert table.dates == ("2025. 12. 31.", "2026. 1. 9.", "2026. 1. 10.")
    assert table.lines == (4, 3, 2)
    assert said(table) == ["The rows were turned round: the dates ran backwards."]
    assert values("d,x\n2026-01-01,1\n2026-01-01,2") == [[1], [2]]
    assert values("d,x\n2026-02-01,1\n2026-03-01,2\n2026-01-01,3") == [[1], [2], [3]]


@pytest.mark.parametrize("gap", ["", "NA", "nan", "-", "n/a", "NULL", " "])
def test_a_gap_gets_the_value_before_it(gap):
    table = read_table(f"a,b\n1,2\n{gap},3\n{gap},{gap}\n4,5")
    assert np.isnan(table.values).sum() == 3
    filled = without_gaps(table)
    assert filled.values.tolist() == [[1, 2], [1, 3], [1, 3], [4, 5]]
    assert said(filled) == ["Gaps that got the value before them: 3."]
    assert said(without_gaps(read_table("1,2"))) == []


def test_an_empty_line_is_a_gap_only_in_a_single_column():
    assert without_gaps(read_table("\na\n1\n\n3\n\n")).values.tolist() == [[1], [1], [3]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n\n3,x", "Line 4, column “b”: “x” is not a number. Write it like 1234.5"),
        ("a,b\n1,12%", "Line 2, column “b”: “12%” is not a number"),
        ("a,b\n1,1_0", "“1_0” is not a number"),
        ("a,b\n1,inf", "“inf” is not a number"),
        ("a,b\n1,1e16", "“1e16” is not a number"),
        ("a,b\n1,٣", "“٣” is not a number"),
        ("a,b\n1,=1+1", "“=1+1” is not a number"),
        (f"a,b\n1,{'x' * 900}", f"“{'x' * 31}…” is not a number"),
        ('a,b\n1,"1,234"', "the comma in “1,234” may stand between thousands. Write 1234.5"),
        ("a\tb\n1\t1,234,567.8", "the comma in “1,234,567.8” may stand between"),
        ("a\tb\n1\t1,234", "Line 2, column “b”: the comma in “1,234” may stand between"),
        ("1,234\n5,678", "Line 1, column “1”: the comma in “1,234” may stand between"),
        ("a,b\n1,2\n3", "Line 3 has 1 cells; the first one has 2."),
        ("a,b\n1,2,3", "Line 2 has 3 cells; the first one has 2."),
        ('a,b\n1,2\n"3,4', "Line 3: a quotation mark is not closed"),
        ('a,b\n"1"x,2', "Line 2: a quotation mark is not closed, or something stands behind"),
        ("d,x\n2026-01-01,1\n일요일,2", "Line 3, column “d”: “일요일” is not a date"),
        ("a,b\n1,2\n-,3\n,4".replace("1,2\n", ""), "Line 2, column “a”: the first value is miss"),
        ("a,b", "Rows of numbers in the table: 0. Give it from 1 to 20000."),
        ("1\n" * (MOST_ROWS + 1), "Rows of numbers in the table: 20001."),
        ("1\n" * (MOST_ROWS + 2), "Line 20002 goes beyond what a table may have. Rows: 20000"),
        ("1,1\n" + "\n" * 200_000 + "2,2", "goes beyond what a table may have"),
        (",".join("1" * (MOST_COLUMNS + 1)), "Line 1 goes beyond what a table may have"),
        ("1," + "1" * (MOST_CHARACTERS + 1), "columns: 64, characters in a cell: 1000"),
        ('1,"' + "1" * 200_000 + '"', "Line 1: a quotation mark is not closed"),
        ("", "The file has no text"),
        (b"\x00" * 100, "contains bytes that are not text"),
        (b"\xff\xff,1", "is not text in UTF-8 or UTF-16: byte 0"),
        (b"\xff\xfe1", "is not text in UTF-8 or UTF-16"),
        (b"PK\x03\x04rest", "This is an Excel workbook. Save it as CSV"),
        (b"1\n" * MAX_FILE, "at most 2097152 can be read"),
        ("1\n" * MAX_FILE, "at most 2097152 can be read"),
    ],
)
def test_anything_else_is_refused_with_its_place_and_what_to_do(content, expected):
    assert expected in refusal(content)


def test_rows_of_empty_cells_at_the_end_are_no_rows():
    assert values("a,b\n1,2\n,\n3,4\n,\n , \n")[::2] == [[1, 2], [3, 4]]
    assert "Rows of numbers in the table: 0" in refusal(",\n,")


def test_the_largest_table_is_read():
    table = read_table("x\n" + "1.25\n" * MOST_ROWS)
    assert table.values.shape == (MOST_ROWS, 1)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_hostile_cells_are_names_or_refused(text):
    for content in (text, f'a,b\n1,"{text}"', f'"{text}",b\n1,2'):
        with_refusal(content)


CELL = st.one_of(
    st.sampled_from(["1", "-2.5", "1,5", "1,234", "NA", "", '"', "2026-01-01", "x", " ", "\r"]),
    st.text('ab1,;\t"\n\r가\x00\ud800', max_size=4),
)


def with_refusal(content: bytes | str) -> None:
    """Read a table, or see that it is refused in a few words that can be shown."""
    refused, table = "", None
    try:
        table = without_gaps(read_table(content))
    except TextError as error:
        refused = str(error)
    assert len(refused.encode()) < 400
    if table is not None:
        assert np.isfinite(table.values).all()
        assert table.values.shape == (len(table.lines), len(table.names))
        assert len(set(table.names)) == len(table.names)
        assert len(table.dates) in (0, len(table.lines))
        assert [*table.lines] in (sorted(table.lines), sorted(table.lines, reverse=True))


@settings(max_examples=80)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6), st.sampled_from(",;\t"))
def test_any_cells_are_read_or_refused_and_nothing_else_happens(rows, separator):
    with_refusal("\n".join(separator.join(row) for row in rows))


@settings(max_examples=80)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(content):
    with_refusal(content)


@settings(max_examples=60)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.floats(-1e9, 1e9), min_size=n, max_size=n), min_size=1, max_size=6
        )
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_numbers_come_back_as_they_were_written(rows, separator):
    point = "." if separator == "," else ","
    rows = [[0.5] * len(rows[0]), *rows]  # one whose comma can only be a decimal one
    lines = [separator.join(repr(each).replace(".", point) for each in row) for row in rows]
    header = separator.join(f"c{place}" for place in range(len(rows[0])))
    assert values("\n".join([header, *lines])) == rows


HOSTILE = {
    "cells": "1," * 63 + "1\n",
    "numbers": "".join(f"{place % 999_999:06d},\n" for place in range(20_000)),
    "quotes": '"' * 99 + ",",
    "newlines": "\n",
    "blanks": " \n",
    "commas": ",",
    "semicolons": ";1,",
    "digits": "1" * 999 + ",",
    "dates": "2026" + " " * 900 + ",",
    "months": "1 jan" + "a" * 900 + ",",
    "thousands": "1" + ",000" * 240 + ";",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_takes_long(name):
    piece = HOSTILE[name]
    text = ("x\n" if name in ("newlines", "blanks") else "") + piece * (MAX_FILE // len(piece) - 1)
    started = time.process_time()
    with_refusal(text)
    assert time.process_time() - started < 5, (
        "about 0.3 on a quick machine; a careless pattern: minutes"
    )
