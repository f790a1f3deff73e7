"""The command that prints what is in a file."""

from pathlib import Path

from torch import nn

from core.imported.__main__ import main
from tests.core.imported.files import content, language_model, randomised, renamed, weights_of


def test_it_prints_networks_and_questions(tmp_path: Path, capsys):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content(weights_of(language_model(num_layers=2, bidirectional=True))))

    assert main([str(path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "found[0]: lstm rnn, 5 → 4 units, 2 layers, two directions, PyTorch's layout, 16 tensors"
    )
    assert "    readout='decoder'  Which weights read the hidden state? Or: none" in lines


def test_it_prints_why_a_network_cannot_be_opened(tmp_path: Path, capsys):
    path = tmp_path / "model.safetensors"
    weights = renamed(randomised(nn.GRU(1, 2)), "a.") | renamed(randomised(nn.GRU(1, 2)), "b.")
    del weights["b.weight_ih_l0"]
    path.write_bytes(content(weights))

    assert main([str(path)]) == 0
    assert "found[1]: b/weight_ih_l0 is missing beside b/weight_hh_l0" in capsys.readouterr().out


def test_it_prints_the_lines_that_convert_another_file(tmp_path: Path, capsys):
    path = tmp_path / "model.onnx"
    path.write_bytes(b"\x08\x07\x12\x07pytorch")

    assert main([str(path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("This is a file of ONNX")
    assert "graph = onnx.load('model.onnx').graph" in said
