"""Lines that convert files: Python whatever a file is called, and right where a library is here."""

import ast
import contextlib
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.imported import Refusal, find_networks, open_network
from core.imported.snippets import SNIPPETS, conversion
from tests.core.imported.files import randomised
from tests.core.imported.hostile import archive

NASTY = (
    "x'); import os; os.system('id')  #.pt",
    "\"\"\"\n'''.pt",
    "$file ${out} {file} %s.pt",
    "\\\\'.pt",
    "a\u202etp.pt",
    "a\ud800\0.pt",
    "../../etc/passwd.pt",
    "..\\..\\w.pt",
    "가중치.pt",
)
NAMES = st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.text("'\"\\{}$\n#", max_size=12))


def literals(lines: str) -> list[str]:
    nodes = ast.walk(ast.parse(lines))
    return [str(each.value) for each in nodes if isinstance(each, ast.Constant)]


@pytest.mark.parametrize("framework", SNIPPETS)
@settings(max_examples=25)
@given(name=NAMES)
def test_a_files_name_is_one_literal_and_nothing_else(framework: str, name: str):
    usual, lines = conversion(framework), conversion(framework, name)
    calls = [[type(node).__name__ for node in ast.walk(ast.parse(each))] for each in (usual, lines)]

    assert calls[0] == calls[1], "the same program, whatever the name"
    changed = set(literals(lines)) - set(literals(usual))
    assert len(changed) <= 2
    assert not any("/" in each or "\\" in each.removesuffix(".safetensors") for each in changed)


def test_the_name_is_that_of_the_file():
    lines = conversion("torch", "../my 'weights'.v2.pt")
    assert """torch.load("my 'weights'.v2.pt", """ in lines
    assert """save_file(weights, "my 'weights'.v2.safetensors")""" in lines
    assert "load_checkpoint('model.ckpt-7')" in conversion("tensorflow-1", "model.ckpt-7.index")


KINDS = {
    "torch by its archive": (lambda: archive("model/data.pkl"), "weights", "torch.load('weights'"),
    "torch by its old magic": (
        lambda: b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.",
        "a.pth",
        "load('a.pth'",
    ),
    "torch by its name": (lambda: b"nonsense of at least eight", "model.PT", "load('model.PT'"),
    "keras by its archive": (lambda: archive("metadata.json"), "a.zip", "load_model('a.zip'"),
    "keras by its magic": (lambda: b"\x89HDF\r\n\x1a\n" + bytes(90), "a", "load_model('a'"),
    "onnx by its name": (lambda: b"\x08\x07\x12\x07pytorch", "a.onnx", "onnx.load('a.onnx')"),
    "a numpy archive": (lambda: archive("w.npy"), "a.npz", "mx.load('a.npz')"),
    "flax by its name": (lambda: b"\x81\xa6params\x81", "a.msgpack", "Path('a.msgpack')"),
    "equinox by its magic": (lambda: b"\x93NUMPY\x01\x00v\x00", "a.eqx", "leaves('a.eqx'"),
    "tensorflow by its name": (lambda: bytes(60), "a.ckpt.index", "load_checkpoint('a.ckpt')"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_other_frameworks_get_the_lines_that_convert_them(kind: str):
    make, name, line = KINDS[kind]
    with pytest.raises(Refusal, match="Opening such files can run what they say") as refused:
        find_networks(make(), name=name)
    assert line in refused.value.lines


def test_a_safetensors_file_with_another_name_opens(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    layer = randomised(nn.GRU(1, 2))
    torch.save(
        {"state_dict": {f"rnn.{key}": each for key, each in layer.state_dict().items()}}, "a.pt"
    )
    exec(conversion("torch", "a.pt"))
    Path("a.safetensors").rename("b.pt")

    network = open_network("b.pt", find_networks("b.pt")[0])

    hidden, _last = layer(torch.tensor([[0.5], [1]]))
    assert np.abs(network.trace("0.5 1")["hidden_state"] - hidden.numpy()).max() < 1e-6


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # of Keras, with NumPy 2
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "GRU before", "SimpleRNN"])
def test_what_keras_has_saved_runs_as_in_keras(kind: str, keras, tmp_path: Path, monkeypatch):
    layers = keras.layers
    monkeypatch.chdir(tmp_path)
    options = {"reset_after": False} if kind.endswith("before") else {}
    layer = getattr(layers, kind.split()[0])(
        3, return_sequences=True, bias_initializer="uniform", **options
    )
    model = keras.Sequential([layers.Input((4, 2)), layers.Bidirectional(layer)])
    model.save("m.keras")
    with contextlib.redirect_stdout(None):
        exec(conversion("keras", "m.keras"))
    series = np.random.default_rng(0).uniform(-1, 1, (4, 2)).round(3)
    expected = np.asarray(model(series[None].astype(np.float32)).cpu().detach())[0]

    (found,) = find_networks("m.safetensors")
    network = open_network("m.safetensors", found)

    assert not {"reset", "gates", "nonlinearity"} & {each.name for each in found.questions}
    text = " ".join("|".join(map(str, step)) for step in series)
    assert np.abs(network.trace(text)["hidden_state"] - expected[:, :3]).max() < 1e-6
    backward = network.trace(text, direction="backward")["hidden_state"]
    assert np.abs(backward[::-1] - expected[:, 3:]).max() < 1e-6
