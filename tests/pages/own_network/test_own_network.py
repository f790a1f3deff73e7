"""The screen Your own network: what is found, asked, opened, proved and refused."""

import json
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import torch
from safetensors.torch import save
from streamlit.testing.v1 import AppTest
from torch import nn

from core.imported import find_networks, open_network
from pages.own_network import brought, opening
from tests.core.imported.test_known_output import KEYS, Model
from tests.pages.screens import OWN_NETWORK, opened

WEIGHTS = save(Model().state_dict())
NUMBERS = save({f"rnn.{name}": each for name, each in nn.GRU(3, 4).state_dict().items()})
VOCABULARY = json.dumps(KEYS)


def with_file(content: bytes, name: str = "mine.safetensors") -> AppTest:
    """Return the screen of a session that has uploaded a file."""
    app = opened(OWN_NETWORK, lang="en")
    uploaded = SimpleNamespace(file_id="1", name=name, getvalue=lambda: content)

    def upload(*_args: object, key: str, **_settings: object) -> SimpleNamespace | None:
        return uploaded if key == brought.WIDGET else None

    with patch.object(brought.st, "file_uploader", upload):
        app.run()
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.error, *app.text)
    return "\n".join(part.value for part in parts).replace("\\", "").replace("\u2060", "")


def test_it_opens_with_what_to_do_and_the_lines_that_write_such_a_file():
    app = opened(OWN_NETWORK, lang="en")
    assert not app.exception
    assert "save_file" in app.code[0].value
    app.button_group(key="own-network-snippet").set_value("keras").run()
    assert "model.weights" in app.code[0].value


def test_a_network_is_found_asked_about_opened_and_proved():
    app = with_file(WEIGHTS)
    assert "LSTM · 5 → 6 units · 2 layers · layout of PyTorch" in said(app)
    assert "Without a vocabulary, the network reads numbers" in said(app)
    assert "own-network-tokenizer" not in [box.key for box in app.selectbox]

    app.text_area(key="own-vocabulary-pasted").set_value(VOCABULARY).run()
    assert app.selectbox(key="own-network-embedding").value == "encoder"
    assert app.selectbox(key="own-network-target").value == "next-token"
    assert app.selectbox(key="own-network-tokenizer").value == "characters"
    app.button(key="own-network-open").click().run()
    assert not app.exception
    (key,) = (
        app.session_state["own-networks"]
        if "own-networks" in app.session_state
        else [next(iter(app.session_state[name])) for name in ["own"]]
    )

    scores, _cell = Model()(torch.tensor([[0, 1, 2]]))
    app.text_area(key=f"own-check-text-{key}-typed").set_value("abc").run()
    output = app.text_area(key=f"own-check-output-{key}-typed")
    output.set_value(str(scores[0, -1].tolist())).run()
    assert not app.exception
    assert "as in your program" in said(app)
    assert "in 7 numbers: scores of the readout after the last token" in said(app)

    app.text_area(key=f"own-check-text-{key}-typed").set_value("cab").run()
    assert "not as in your program" in said(app)


def test_a_vocabulary_that_does_not_fit_is_refused_with_both_lengths():
    app = with_file(WEIGHTS)
    app.text_area(key="own-vocabulary-pasted").set_value("a\nb").run()
    app.button(key="own-network-open").click().run()
    (error,) = app.error
    assert "7" in error.value
    assert "2" in error.value


def test_numbers_without_a_vocabulary_open_on_an_example():
    app = with_file(NUMBERS)
    assert "GRU · 3 → 4 units" in said(app)
    app.button(key="own-network-open").click().run()
    assert not app.exception
    assert [error.value for error in app.error] == []


@pytest.mark.parametrize(
    ("name", "content", "words", "lines"),
    [
        ("model.pt", b"PK\x03\x04" + b"x" * 40 + b"archive/data.pkl", "PyTorch", "'model.pt'"),
        ("x.onnx", b"\x08\x07onnx", "ONNX", "'x.onnx'"),
        ("x.safetensors", b"", "safetensors", ""),
        ("x.safetensors", save({"a.weight": torch.zeros(2, 2)}), "a.weight", ""),
    ],
)
def test_what_is_no_such_file_is_refused_with_what_to_do(
    name: str, content: bytes, words: str, lines: str
):
    app = with_file(content, name)
    assert words in said(app)
    assert lines in "".join(code.value for code in app.code)
    assert "own-network-open" not in [button.key for button in app.button]


def test_examples_are_texts_that_the_network_reads():
    for content, vocabulary in ((WEIGHTS, KEYS), (NUMBERS, None)):
        found = find_networks(content)[0]
        network = open_network(content, found, vocabulary=vocabulary)
        example = opening.example_for(network)
        encoded = network.encode(example)
        assert len(encoded.codes) >= 5
        assert all(encoded.known)
