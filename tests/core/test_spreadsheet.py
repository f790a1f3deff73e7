"""A file that a spreadsheet opens with every sign in its place."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet import as_csv, guard

CELLS = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_file_begins_with_the_mark_that_excel_knows_utf_8_by_and_quotes_every_cell():
    content = as_csv(("shape", "−"), [("16 × 8", 1)])

    assert content == b"\xef\xbb\xbf" + '"shape","−"\n"16 × 8","1"\n'.encode()


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_what_is_written_is_read_again(rows):
    text = as_csv(("a", "b"), rows).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *map(list, rows)]


UNSEEN = st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=4)


@given(UNSEEN, st.sampled_from("=+-@＝＋－＠"), CELLS)
def test_a_formula_is_guarded_whatever_stands_before_it_unseen(unseen, sign, rest):
    text = unseen + sign + rest

    assert guard(text) == (f"'{text}", 1)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1), CELLS)
def test_a_text_that_begins_with_a_letter_stays_as_it_is(word, rest):
    assert guard(word + rest) == (word + rest, 0)
