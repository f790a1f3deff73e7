"""The reading of a text: its tokens and numbers, and notices about the text that was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.analysis.reading import MAX_TOKENS, Reading, read
from core.analysis.readout import readout
from core.network import in_paper_form
from core.text import clean
from core.trace import digest
from tests.nasty import STRINGS

NETWORKS = {cell: load_network("english-reviews", cell) for cell in ("rnn", "lstm", "gru")}
HELLO = load_network("hello", "gru")


def messages(reading: Reading) -> list[str]:
    return [notice.message.format(**notice.values) for notice in reading.notices]


@pytest.mark.parametrize("cell", NETWORKS)
def test_a_reading_is_the_network_s_own_numbers(cell):
    network, text = NETWORKS[cell], "It's not bad, really!"
    reading = read(network, text)
    trace = network.trace(text)

    for quantity in trace.quantities:
        np.testing.assert_array_equal(reading.trace[quantity.name], trace[quantity.name])
    np.testing.assert_array_equal(reading.opinions, network.opinions(trace))
    assert reading.labels == ["It", "'s", "not", "bad", ",", "really", "!"]
    assert reading.outputs == network.outputs
    assert reading.digest == digest(trace)
    assert reading.fidelity is not None
    assert reading.fidelity < 1e-5
    assert messages(reading) == []


@pytest.mark.parametrize("cell", NETWORKS)
def test_the_scores_are_those_that_the_opinions_are_made_of(cell):
    network = NETWORKS[cell]
    reading = read(network, "It's not bad, really!")
    weight, bias = readout(network)

    exact = reading.trace["hidden_state"] @ weight.T + bias
    np.testing.assert_allclose(reading.scores, exact, atol=1e-5)
    np.testing.assert_array_equal(reading.readout_bias, np.float32(bias))
    shares = np.exp(reading.scores) / np.exp(reading.scores).sum(1, keepdims=True)
    np.testing.assert_allclose(reading.opinions, shares, atol=1e-6)


def test_a_cell_without_a_torch_layer_is_read_without_a_fidelity():
    reading = read(in_paper_form(NETWORKS["gru"]), "It's not bad, really!")

    assert reading.fidelity is None
    assert reading.opinions.shape == (7, 2)
    assert "update_gate" in reading.trace.activations


def test_the_same_text_has_the_same_digest_and_another_text_another():
    same = {read(NETWORKS["gru"], "a film").digest for _ in range(3)}
    others = {read(network, text).digest for network in NETWORKS.values() for text in ("a", "b")}

    assert len(same) == 1
    assert len(others) == 6
    assert not same & others


def test_an_empty_text_is_a_reading_without_tokens():
    reading = read(NETWORKS["lstm"], "")

    assert (reading.text, reading.tokens, reading.notices, reading.fidelity) == ("", (), (), 0)
    assert reading.opinions.shape == (0, 2)
    assert len(reading.trace) == 0


def test_a_long_text_is_cut_at_a_token_with_a_notice():
    reading = read(NETWORKS["rnn"], "good film , " * 120)

    assert len(reading.tokens) == len(reading.trace) == MAX_TOKENS
    assert messages(reading) == ["Showing the first 256 of 360 tokens."]
    assert reading.text.endswith("good"), "the 256th token is the last that was read"
    assert read(NETWORKS["rnn"], reading.text).digest == reading.digest


def test_unknown_words_are_shown_and_counted():
    reading = read(NETWORKS["lstm"], "a qwrtz film zzzxq")

    assert [token.known for token in reading.tokens] == [True, False, True, False]
    assert reading.labels == ["a", "qwrtz", "film", "zzzxq"]
    assert messages(reading) == [
        "Tokens that are not in this network's vocabulary: 2 of 4. It reads each of them as the "
        "same unknown token."
    ]


def test_a_long_word_is_cut_on_its_label_only():
    (token,) = read(NETWORKS["lstm"], "un" * 300).tokens

    assert len(token.label) == 32
    assert token.full == "un" * 300


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
@pytest.mark.parametrize("network", [NETWORKS["lstm"], HELLO], ids=["words", "characters"])
def test_every_string_can_be_read(network, text):
    reading = read(network, text)

    assert len(reading.tokens) == len(reading.trace) == len(reading.opinions) <= MAX_TOKENS
    assert all(token.label.strip() and token.full.strip() for token in reading.tokens)
    assert all(np.isfinite(reading.trace[q.name]).all() for q in reading.trace.quantities)
    assert reading.fidelity is not None
    assert reading.fidelity < 1e-3
    f"{reading.text}{reading.labels}".encode()
    if reading.text != text:
        assert reading.notices


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_read(text):
    reading = read(HELLO, text)

    assert len(reading.tokens) == len(reading.trace)
    assert all(token.label.strip() for token in reading.tokens)
    assert reading.text == text or reading.notices


def parts_of(value: Any) -> Iterator[Any]:
    """Yield a record and everything in it, down to arrays, numbers and strings."""
    yield value
    if is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, tuple):
        inner = [*value]
    else:
        inner = [*value.values()] if isinstance(value, Mapping) else []
    for part in inner:
        yield from parts_of(part)


@pytest.mark.parametrize("name", ["words", "numbers"])
def test_nothing_in_a_reading_can_be_changed(name):
    network = NETWORKS["lstm"] if name == "words" else load_network("wave", "lstm")
    reading = read(network, "not qwrtz " * 200)
    parts = [*parts_of(reading)]

    assert reading.notices
    arrays = [part for part in parts if isinstance(part, np.ndarray)]
    assert len(arrays) >= 6 + 4 * 3
    assert not any(array.flags.writeable for array in arrays)
    others = [part for part in parts if not isinstance(part, np.ndarray)]
    frozen = (tuple, str, int, float, bool, type(None), MappingProxyType)
    for part in others:
        if is_dataclass(part):
            with pytest.raises(FrozenInstanceError):
                setattr(part, fields(part)[0].name, None)
        else:
            assert isinstance(part, frozen)


def test_a_text_is_cleaned_and_split_once(monkeypatch):
    calls = []
    network = NETWORKS["lstm"]
    tokenize = network.tokenizer.tokenize

    def cleaned(*args, **options):
        calls.append("clean")
        return clean(*args, **options)

    def split(text):
        calls.append("split")
        return tokenize(text)

    for module in ("core.analysis.reading", "core.network.network"):
        monkeypatch.setattr(f"{module}.clean", cleaned)

    monkeypatch.setattr(network.tokenizer, "tokenize", split)
    read(network, "It's not bad, really!")

    assert calls == ["clean", "split"]
