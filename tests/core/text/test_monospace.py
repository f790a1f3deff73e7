"""The width of text: every character has its columns, and no code point is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.monospace import clusters, columns
from tests.nasty import STRINGS

NASTY = [text[:2_000] for text in STRINGS.values()]
any_text = st.text(st.characters(), max_size=40) | st.sampled_from(NASTY)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("ab", (0, 1, 2)),
        ("a영b", (0, 1, 3, 4)),
        ("e\u0301x", (0, 0.5, 1, 2)),  # two code points, one character, one column
        ("👩\u200d👧", (0, 2 / 3, 4 / 3, 2)),
        ("\u200b", (0, 6)),  # shown by its name, ⟨ZWSP⟩
    ],
)
def test_worked_examples(text, starts):
    assert columns(text) == pytest.approx(starts)


@given(any_text)
def test_columns_never_fall_and_every_character_has_one(text):
    starts = columns(text)
    chars = list(clusters(text))
    assert len(starts) == len(text) + 1
    assert list(starts) == sorted(starts)
    assert "".join(text[each.start : each.end] for each in chars) == text
    assert starts[-1] == sum(each.width for each in chars)
    assert all(each.width >= 1 and each.shown for each in chars)
    assert [starts[each.start] for each in chars] == sorted({starts[each.start] for each in chars})
