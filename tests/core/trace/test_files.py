"""Each file is read back with the tool it is made for."""

import csv
import io
import json
from datetime import datetime, timedelta

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS
from core.trace import Trace, digest
from core.trace.files import SCHEMA, to_csv, to_json, to_npz
from tests.core.figures.sample import sample

NASTY = (
    'say "hi"', "a,b", "line\nbreak", "bare\rreturn", "both\r\n", "=1+1", "+1", "-1", "@SUM(A1)",
    "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", "'quoted", "", " ", "nul\0", "\0", "한국어",
    "👩‍👩‍👧", "N/A",
)  # fmt: skip
FORMULA = tuple(token.startswith(tuple("=+-@\t\r＝＋－＠")) for token in NASTY)
ABOUT = {"model": "hello", "weights": "a1" * 32}
TEXTS = st.lists(st.text(), max_size=5).map(tuple)
EVERY = pytest.mark.parametrize("cell", CELLS)


def arrays(trace: Trace) -> dict[str, np.ndarray]:
    parts = {
        f"{gate}.{name}": array
        for gate, part in trace.preactivations.items()
        for name, array in part._asdict().items()
    }
    return dict(trace.activations) | parts


def unusual(trace: Trace) -> Trace:
    """Return the trace with numbers that are hard to write down in its first row."""
    numbers = np.array([1 / 3, 1e-45, -0.0, 3.4028235e38], np.float32)
    changed = {name: values.copy() for name, values in trace.activations.items()}
    for values in changed.values():
        values[0] = numbers
    return Trace(trace.tokens, trace.quantities, changed, trace.preactivations)


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return one.dtype == other.dtype == np.float32 and one.tobytes() == other.tobytes()


@EVERY
@pytest.mark.parametrize("tokens", [(), ("one",), NASTY])
def test_npz_has_every_array_and_token_exactly(cell, tokens):
    trace = sample(cell, tokens)

    with np.load(io.BytesIO(to_npz(trace, ABOUT)), allow_pickle=False) as file:
        assert set(file.files) == {"tokens", "about", *arrays(trace)}
        for name, array in arrays(trace).items():
            assert file[name].shape == (len(tokens), 4)
            assert same_bits(file[name], array)
        assert tuple(file["tokens"]) == tuple(token.rstrip("\0") for token in tokens)
        assert json.loads(str(file["about"])) == ABOUT


@EVERY
@pytest.mark.parametrize("tokens", [(), ("one",), NASTY])
def test_json_has_every_float32_bit_for_bit(cell, tokens):
    trace = sample(cell, tokens)
    trace = unusual(trace) if tokens else trace

    content = json.loads(to_json(trace, ABOUT))

    assert tuple(content["tokens"]) == tokens
    for name, values in trace.activations.items():
        read = np.array(content["activations"][name], np.float32).reshape(len(tokens), 4)
        assert same_bits(read, values)
    for gate, part in trace.preactivations.items():
        for name, values in part._asdict().items():
            read = np.array(content["preactivations"][gate][name], np.float32).reshape(
                len(tokens), 4
            )
            assert read.tobytes() == np.ascontiguousarray(values).tobytes()


def test_json_says_where_it_comes_from():
    trace = sample()
    content = json.loads(to_json(trace, ABOUT))

    assert content["schema"] == SCHEMA
    assert content["about"] == ABOUT | {"torch": torch.__version__}
    assert content["sha256"] == digest(trace)
    assert datetime.fromisoformat(content["made"]).utcoffset() == timedelta(0)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_json_refuses_numbers_that_it_cannot_hold(number):
    trace = sample()
    broken = {name: values.copy() for name, values in trace.activations.items()}
    broken["hidden_state"][1, 2] = number
    trace = Trace(trace.tokens, trace.quantities, broken, trace.preactivations)

    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(trace, ABOUT)


def rows(trace: Trace) -> list[dict[str, str]]:
    text = to_csv(trace).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@EVERY
def test_csv_has_a_row_for_each_token_quantity_and_unit_with_its_exact_value(cell):
    trace = unusual(sample(cell, NASTY))
    values = {(row["position"], row["quantity"], row["unit"]): row["value"] for row in rows(trace)}

    assert len(rows(trace)) == len(values) == len(NASTY) * len(trace.quantities) * 4
    for (position, quantity, unit), value in values.items():
        expected = trace[quantity][int(position) - 1, int(unit)]
        assert np.float32(value).tobytes() == expected.tobytes()


def test_csv_brings_back_every_token_guarded_or_not():
    trace = sample("rnn", NASTY)
    tokens = {}
    for row in rows(trace):
        token = row["token"].removeprefix("'") if row["guarded"] == "1" else row["token"]
        tokens[int(row["position"])] = token

    assert tuple(tokens.values()) == NASTY


def test_csv_guards_what_a_spreadsheet_would_run_and_nothing_else():
    guarded = {int(row["position"]): row["guarded"] for row in rows(sample("rnn", NASTY))}

    assert [value == "1" for value in guarded.values()] == list(FORMULA)
    assert not any(
        row["token"].startswith(tuple("=+-@\t\r＝＋－＠")) for row in rows(sample("rnn", NASTY))
    )


def test_csv_begins_with_the_mark_that_excel_knows_utf_8_by_and_quotes_every_cell():
    content = to_csv(sample("rnn", ("a",)))

    assert content.startswith(
        b'\xef\xbb\xbf"position","token","guarded","quantity","unit","value"\n'
    )
    assert content.count(b"\n") == 1 + 4
    assert b"\r" not in content
    assert all(len(line.split(b'","')) == 6 for line in content.splitlines())


def test_csv_of_a_text_without_tokens_has_its_header_only():
    assert rows(sample("rnn", ())) == []


@given(TEXTS)
def test_any_text_comes_back_from_every_file(tokens):
    trace = sample("rnn", tokens)

    with np.load(io.BytesIO(to_npz(trace, ABOUT)), allow_pickle=False) as file:
        assert tuple(file["tokens"]) == tuple(token.rstrip("\0") for token in tokens)
    assert tuple(json.loads(to_json(trace, ABOUT))["tokens"]) == tokens
    first = [row for row in rows(trace) if row["unit"] == "0"]
    assert tuple(row["token"][int(row["guarded"]) :] for row in first) == tokens
