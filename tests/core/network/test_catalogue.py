"""Networks that ship: the references and names there are, and what each of them loads."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.cells import CELLS as EVERY_CELL
from core.checkpoints import CheckpointError
from core.network import EQUAL, available_networks, load_network, save_network
from core.network.catalogue import (
    CELL_NAMES,
    CELLS,
    CONVERTED,
    NETWORK_NAMES,
    SHIPPED_CELLS,
    TASKS,
    TORCH_CELLS,
    NetworkReference,
    load,
    names_of,
    reference,
    same_parameters,
    same_units,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One task with equal networks, the LSTM being the usual one; another with an RNN only."""
    for cell in CELLS:
        network = load_network("hello", cell)
        save_network(network, tmp_path)
        if cell in ("rnn", "gru"):
            network.card = replace(network.card, task="hello-equal", seed=7)
            save_network(network, tmp_path)
    save_network(load_network("brackets", "rnn"), tmp_path)
    return tmp_path


@pytest.mark.parametrize("task", TASKS)
def test_of_every_shipped_task_all_cells_and_the_converted_gru_are_there(task):
    assert same_units(task) == TORCH_CELLS
    assert set(names_of(task)) >= {*CELLS, CONVERTED}
    assert set(same_parameters(task)) <= set(names_of(task))
    for name in names_of(task):
        network = load(reference(task, name))
        assert network.card.target == load_network(task, "rnn").card.target
        assert network.outputs == load_network(task, "rnn").outputs


def test_the_names_follow_the_files(folder):
    assert names_of("hello", folder) == (*CELLS, "rnn-equal", "gru-equal", CONVERTED)
    assert same_parameters("hello", folder) == ("rnn-equal", "lstm", "gru-equal")
    assert names_of("brackets", folder) == same_units("brackets", folder) == ("rnn",)
    assert same_parameters("brackets", folder) == ()
    assert names_of("nothing", folder) == ()


def test_an_lstm_equal_replaces_the_usual_lstm_among_equals(folder):
    network = load_network("hello", "lstm")
    network.card = replace(network.card, task="hello-equal")
    save_network(network, folder)

    assert same_parameters("hello", folder) == ("rnn-equal", "lstm-equal", "gru-equal")
    assert names_of("hello", folder) == (
        *CELLS,
        "rnn-equal",
        "lstm-equal",
        "gru-equal",
        CONVERTED,
    )


def test_each_name_loads_its_network(folder):
    loaded = {
        name: load(reference("hello", name), folder).card for name in names_of("hello", folder)
    }

    assert {name: (card.task, card.cell, card.seed) for name, card in loaded.items()} == {
        "rnn": ("hello", "rnn", 0),
        "lstm": ("hello", "lstm", 0),
        "gru": ("hello", "gru", 0),
        "rnn-equal": ("hello-equal", "rnn", 7),
        "gru-equal": ("hello-equal", "gru", 7),
        "paper-gru": ("hello", "paper-gru", 0),
        CONVERTED: ("hello", "paper-gru", 0),
    }


@pytest.mark.parametrize("task", TASKS)
def test_the_paper_gru_was_trained_itself_and_the_converted_one_was_not(task):
    paper, converted, gru = (
        load(reference(task, name)) for name in ("paper-gru", CONVERTED, "gru")
    )
    assert "--cell paper-gru" in (paper.card.command or "")
    assert paper.card.figures
    assert not converted.card.figures
    for name in ("weight_ih", "weight_hh"):
        trained, same, original = (getattr(each.cell, name) for each in (paper, converted, gru))
        assert torch.equal(same.abs(), original.abs())
        assert (trained.abs() - original.abs()).abs().max() > 0.01


def test_every_cell_has_a_name_of_its_own():
    assert list(SHIPPED_CELLS) == list(CELLS) == [*TORCH_CELLS, "paper-gru"]
    assert list(CELL_NAMES) == list(EVERY_CELL)
    assert len(set(CELL_NAMES.values())) == len(EVERY_CELL)


KNOWN = r"of task 'hello'; there are: rnn, lstm.* gru-converted\."


def test_an_unknown_network_is_refused_with_those_that_exist(folder):
    with pytest.raises(ValueError, match=KNOWN):
        load(reference("hello", "lstm-equal"), folder)
    with pytest.raises(ValueError, match=KNOWN):
        load(NetworkReference("hello", "../hello"), folder)
    with pytest.raises(ValueError, match=r"there are: none\."):
        load(NetworkReference("nothing", "rnn"), folder)


@pytest.mark.parametrize("name", ["gru-paper", "", "../hello", "-equal"])
def test_a_name_that_no_task_has_is_refused(name):
    with pytest.raises(ValueError, match=r"a task can have: rnn, lstm.* gru-converted\."):
        reference("hello", name)


@pytest.mark.parametrize("name", NETWORK_NAMES)
def test_a_reference_is_known_by_its_name(name):
    assert reference("hello", name).name == name


def test_the_tasks_are_those_whose_networks_ship():
    shipped = {task for task, _cell in available_networks()}

    assert set(TASKS) == {task.removesuffix(EQUAL) for task in shipped}
    assert all(set(names_of(task)) <= set(NETWORK_NAMES) for task in TASKS)


def test_a_damaged_file_is_noticed(folder):
    (folder / "hello-equal.rnn.safetensors").write_bytes(b"")
    with pytest.raises(CheckpointError, match="damaged"):
        load(reference("hello", "rnn-equal"), folder)
