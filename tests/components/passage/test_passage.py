import json
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.browser import BASE
from core.cells import CELLS
from core.corpus.excerpts.excerpt import Excerpt
from core.notation import Quantity
from pages.components import passage
from pages.components.base.tokens import LONGEST_LABEL, gaps, line_ends, shown
from pages.components.passage import (
    MOST_TOKENS,
    PassageCue,
    PassageSettled,
    PassageText,
    UnitValues,
    pack,
    read_settled,
    units_around,
)
from pages.components.passage.payload import FULL_SCALE, MOST_BYTES
from pages.components.passage.words import words

FOLDER = Path(passage.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js")))
SHARED = "\n".join(path.read_text("utf-8") for path in BASE.glob("*.js"))
CUE = PassageCue(2, 11, 4, (10, 12))


def quantity(name: str) -> Quantity:
    """Return one of the LSTM's quantities."""
    (match,) = [each for each in CELLS["lstm"].quantities if each.name == name]
    return match


def make_text(*tokens: str, **changed: Any) -> PassageText:
    """Return a passage of the tokens from position 10 on, without anything between them."""
    excerpt = Excerpt(
        10, tokens, tokens, ("",) * len(tokens), (True,) * len(tokens), {0: "a b\u202e.py"}
    )
    return PassageText("d1", excerpt, total=99, units=8, most_marked=200, **changed)


def make_values(values: np.ndarray, name: str = "hidden_state", **changed: Any) -> UnitValues:
    """Return the values of units 2, 3, …"""
    units = range(2, 2 + values.shape[1])
    return UnitValues(quantity(name), units, values, values >= 0.3, 0.3, **changed)


def unpack(payload: bytes) -> tuple[dict, dict, np.ndarray, np.ndarray]:
    """Return cue, content, values ``(k, n)`` and where units are on ``(k, n)``."""
    first, second = struct.unpack_from("<II", payload)
    cue, content = payload[8 : 8 + first], json.loads(payload[8 + first : 8 + first + second])
    start = -(-(8 + first + second) // 4) * 4
    low, high = content["values"]["units"]
    count, length = high - low, len(content["text"]["labels"])
    whole = np.frombuffer(payload, "<i2", count * length, start).reshape(count, length)
    bits = np.frombuffer(payload, "u1", count * -(-length // 8), start + whole.nbytes)
    on = np.unpackbits(bits.reshape(count, -1), axis=1, count=length, bitorder="little")
    assert len(payload) % 4 == 0
    return json.loads(cue), content, whole, on.astype(bool)


@pytest.mark.parametrize(
    ("name", "scale", "largest"),
    [
        ("hidden_state", 1, None),
        ("forget_gate", 1, None),
        ("cell_state", 7, None),
        ("cell_state", 7, 9),
    ],
)
def test_every_value_arrives_to_the_documented_precision(
    name: str, scale: float, largest: float | None
) -> None:
    text = make_text(*"abcdefghijk")
    values = np.random.default_rng(0).uniform(0, scale, (11, 3)).astype(np.float32)
    given = make_values(values, name, largest=largest)
    cue, content, whole, on = unpack(pack(text, given, "key").at(CUE))
    full = content["values"]["largest"]
    assert full == (largest or (np.abs(values).max() if scale > 1 else 1))
    np.testing.assert_allclose(whole.T / FULL_SCALE * full, values, atol=0.5001 * full / FULL_SCALE)
    np.testing.assert_array_equal(on.T, values >= 0.3)
    place = {"number": 2, "position": 11, "unit": 4, "span": [10, 12], "into_view": False}
    assert cue == {"digest": "d1", **place}


def test_the_look_changes_only_with_the_text_and_its_size() -> None:
    text, values = make_text(*"abc"), np.zeros((3, 2), np.float32)
    first, again, larger = (
        unpack(pack(each, make_values(values), "key").at(CUE))[1]["look"]
        for each in (text, text, make_text(*"abc", lecture=True))
    )
    assert first == again != larger


def test_invisible_characters_are_shown_and_lines_end() -> None:
    long = "w" * 5000
    text = make_text("a", " ", "\r", "\n", "\x00", "\u202e", "\u0301", long)
    content = unpack(pack(text, make_values(np.zeros((8, 1))), "key").at(CUE))[1]["text"]
    assert content["labels"][:7] == ["a", "␣", "␍", "⏎", "␀", "⟨RLO⟩", "◌́"]
    assert len(content["labels"][7]) == LONGEST_LABEL
    assert len(content["full"]["7"]) == 200
    assert content["blanks"] == [1]
    assert content["ends"] == [3]
    assert content["titles"] == {"0": "a b⟨RLO⟩.py"}


@given(st.lists(st.text(max_size=40)))
def test_any_text_can_be_shown(texts: list[str]) -> None:
    labels, full = shown(texts)
    assert len(labels) == len(texts)
    assert all(labels)
    controls = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
    between = gaps(texts)
    for written in (*labels, *full.values(), *(gap.strip("\n") for gap in between.values())):
        assert not controls.search(written)
    assert set(between) == {index for index, text in enumerate(texts) if text}
    assert all(re.search("[\r\n]", texts[index]) for index in line_ends(texts))


def test_as_many_neighbouring_units_as_fit_are_sent() -> None:
    assert units_around(3, 128, 100) == range(128)
    assert units_around(3, 128, MOST_TOKENS) == range(22)
    for unit in range(250):
        around = units_around(unit, 250, MOST_TOKENS)
        assert unit in around
        assert around.stop <= 250
        assert len(around) * MOST_TOKENS * 17 / 8 <= MOST_BYTES
        # Half of them can be walked through, in either direction, before others are sent.
        assert min(unit, 5) <= unit - around.start
        assert min(249 - unit, 5) <= around.stop - 1 - unit
    different = {units_around(unit, 250, MOST_TOKENS) for unit in range(250)}
    assert len(different) < 25


@pytest.mark.parametrize("tokens", [(), ("a",) * (MOST_TOKENS + 1)])
def test_a_passage_has_tokens_but_not_too_many(tokens: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=f"1 to {MOST_TOKENS} tokens"):
        make_text(*tokens)


def test_values_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="each of the passage's 3 tokens; got 2 rows"):
        pack(make_text(*"abc"), make_values(np.zeros((2, 1))), "key")
    with pytest.raises(ValueError, match=r"shape \(n, 4\)"):
        UnitValues(quantity("hidden_state"), range(4), np.zeros((3, 2)), np.zeros((3, 2)), 0.3)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"position": 1, "unit": 0, "digest": ""},
        {"position": "1", "unit": 0, "span": None, "digest": ""},
        {"position": -1, "unit": 0, "span": None, "digest": ""},
        {"position": 1, "unit": 0, "span": [3, 3], "digest": ""},
        {"position": 1, "unit": 0, "span": [3, 4, 5], "digest": ""},
        {"position": 1, "unit": 0, "span": ["3", 4], "digest": ""},
    ],
)
def test_a_report_of_another_kind_is_none(value: object) -> None:
    assert read_settled(value) is None


def test_a_report_is_read() -> None:
    report = {"position": 3, "unit": 1, "span": None, "digest": "d1", "more": 1}
    assert read_settled(report) == PassageSettled(3, 1, None, "d1")


def test_browser_and_python_name_the_same_words() -> None:
    used = set(re.findall(r"\bwords\.(\w+)", SOURCE))
    assert used <= set(words()) <= used | set(re.findall(r"\bwords\.(\w+)", SHARED))
