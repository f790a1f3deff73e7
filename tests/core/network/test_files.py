"""Files that read back the same, cards without a recipe among them; the identity of weights."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from core.cells import CELLS, GRUCell
from core.checkpoints import CHECKPOINTS, CheckpointError, write_checked
from core.network import ModelCard, load_network, new_network, save_network
from core.network.files import file_name, fingerprint, load_card, load_vocabulary
from core.training.live import LiveTraining, Settings


def cell(seed: int = 0) -> GRUCell:
    return GRUCell(3, 4, torch.Generator().manual_seed(seed))


def test_equal_weights_have_equal_fingerprints_in_whatever_object():
    other = cell(seed=1)
    other.load_state_dict(cell().state_dict())

    assert fingerprint(cell()) == fingerprint(other)
    assert len(fingerprint(cell())) == 64


def test_a_fingerprint_changes_with_every_single_weight():
    known = {fingerprint(cell())}
    for name, parameter in cell().named_parameters():
        for index in range(parameter.numel()):
            changed = cell()
            with torch.no_grad():
                changed.get_parameter(name).view(-1)[index] += 1e-3
            known.add(fingerprint(changed))

    assert len(known) == 1 + sum(parameter.numel() for parameter in cell().parameters())


def test_the_same_bytes_in_another_shape_or_precision_are_other_weights():
    wide, tall = nn.Linear(2, 3, bias=False), nn.Linear(3, 2, bias=False)
    with torch.no_grad():
        tall.weight.copy_(wide.weight.view(2, 3))

    assert len({fingerprint(module) for module in (wide, tall, nn.Linear(2, 3).half())}) == 3


def test_a_matrix_and_its_transpose_in_memory_are_told_apart():
    square, turned = nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False)
    turned.weight = nn.Parameter(square.weight.detach().T)

    assert fingerprint(square) != fingerprint(turned)


def test_weights_that_only_swapped_their_names_are_other_weights():
    one, other = CELLS["rnn"](3, 4), CELLS["rnn"](3, 4)
    other.load_state_dict(one.state_dict())
    other.bias_ih, other.bias_hh = other.bias_hh, other.bias_ih

    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize("task", ["hello", "wave"])
def test_a_shipped_file_is_written_again_byte_for_byte(task: str, tmp_path: Path) -> None:
    name = file_name(task, "gru")

    written = save_network(load_network(task, "gru"), tmp_path)

    assert written.read_bytes() == (CHECKPOINTS / name).read_bytes()


def test_a_network_without_a_recipe_is_saved_and_loaded_again(tmp_path: Path) -> None:
    hello = load_network("hello", "rnn")
    card = ModelCard(
        task="my-own", cell="rnn", input_size=3, hidden_size=2, num_layers=1,
        target="next-token", tokenizer="characters", outputs=hello.outputs,
    )  # fmt: skip
    network = new_network(card, hello.vocabulary)
    for parameter in network.parameters():
        nn.init.constant_(parameter, 0.5)
    save_network(network, tmp_path)

    loaded = load_network("my-own", "rnn", tmp_path)

    assert loaded.card == card
    unknown = (card.data, card.command, card.seed, card.torch_version, card.seconds)
    assert unknown == (None,) * 5
    assert (dict(card.figures), card.loss_curve) == ({}, ())
    assert fingerprint(loaded) == fingerprint(network)


def test_card_and_vocabulary_are_read_without_the_weights(monkeypatch: pytest.MonkeyPatch):
    networks = {each: load_network(*each) for each in (("hello", "gru"), ("stories", "lstm"))}
    monkeypatch.setattr("core.network.files.load", lambda _content: pytest.fail("they were read"))

    for each, network in networks.items():
        assert load_card(*each) == network.card
        assert load_vocabulary(*each) is network.vocabulary


def test_a_card_that_is_missing_or_damaged_is_refused(tmp_path: Path):
    with pytest.raises(CheckpointError):
        load_card("hello", "gru", tmp_path)

    written = save_network(load_network("hello", "gru"), tmp_path)
    written.write_bytes(written.read_bytes()[:-1])
    with pytest.raises(CheckpointError):
        load_card("hello", "gru", tmp_path)

    write_checked(written, (2).to_bytes(8, "little") + b"{}")
    with pytest.raises(CheckpointError, match="not a network of this version"):
        load_card("hello", "gru", tmp_path)


def test_a_network_without_recurrent_weights_is_stored_and_read(tmp_path: Path) -> None:
    network = LiveTraining("brackets", Settings(cell="min-gru", num_layers=2)).network

    save_network(network, tmp_path)

    read = load_network("brackets", "min-gru", tmp_path)
    assert fingerprint(read) == fingerprint(network)
    assert np.array_equal(read.predict(["(1(2"]), network.predict(["(1(2"]))
