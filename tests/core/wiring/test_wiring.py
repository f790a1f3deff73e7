"""Switches: what fits, what is refused and why, random weights, trained networks."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from core.network import load_network
from core.network.place import CellPlace
from core.wiring import KINDS, Conv, Wiring, random_inputs, switch_name, wire
from core.wiring.names import ARROWS, SWITCHES
from core.wiring.weights import weights_of
from tests.core.wiring.grid import CELLS, SIZES, run, run_source, wirings


@pytest.mark.parametrize(
    ("switches", "message"),
    [
        ({"cell": "tcn"}, "cell to be one of rnn, lstm, gru.*got 'tcn'"),
        ({"hidden_size": 0}, "hidden_size to be a whole number from 1; got 0"),
        ({"kind": "few-to-few"}, "kind to be one of 'one-to-one'"),
        ({"merge": "max"}, "merge to be one of 'concat', 'sum', 'ave', 'mul', None; got 'max'"),
        ({"kind": "one-to-many"}, "expected length"),
        ({"kind": "encoder-decoder"}, "expected target_length"),
        ({"bidirectional": True, "merge": None, "num_layers": 2}, "one tensor for the layer above"),
        (
            {"bidirectional": True, "merge": None, "kind": "encoder-decoder", "target_length": 2},
            "one state for the decoder",
        ),
        (
            {"stateful": True, "kind": "encoder-decoder", "target_length": 2},
            "stateful=False: a decoder",
        ),
        ({"return_sequences": False}, "return_sequences=True for the kind 'many-to-many'; got F"),
        ({"return_sequences": (True,), "num_layers": 2}, "one setting or 2, one for each layer"),
        (
            {"return_sequences": (True, False, True), "num_layers": 3},
            'got False in layer 2 of 3.*of layer 3: Input 0 of layer "gru_2".*in layer 2.$',
        ),
        ({"kind": "many-to-one", "return_sequences": True}, "return_sequences=False for the kind"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(switches, message):
    with pytest.raises(ValueError, match=message):
        Wiring(**{"cell": "gru", **SIZES, **switches})


@pytest.mark.parametrize(
    ("switches", "shape", "message"),
    [
        ({}, (2, 5, 4), r"inputs of shape \(N, T, 3\).*got \(2, 5, 4\)"),
        ({}, (5,), r"got \(5,\)"),
        ({}, (2, 0, 3), r"got \(2, 0, 3\)"),
        ({"batch_size": 3}, (2, 5, 3), r"inputs of shape \(3, T, 3\)"),
        ({"batch_size": 3, "batch_first": False}, (5, 2, 3), r"inputs of shape \(T, 3, 3\)"),
        ({"kind": "one-to-one"}, (2, 5, 3), r"inputs of shape \(N, 1, 3\)"),
        ({"conv": Conv(4, 6)}, (2, 5, 3), "Conv expected 6 steps or more.*got 5"),
    ],
)
def test_inputs_of_another_shape_are_refused(switches, shape, message):
    with pytest.raises(ValueError, match=message):
        wire(Wiring("rnn", **SIZES, **switches), torch.zeros(shape))


@pytest.mark.parametrize("sizes", [{"filters": 0}, {"kernel_size": 1.5}, {"padding": "full"}])
def test_a_convolution_of_no_size_is_refused(sizes):
    with pytest.raises(ValueError, match=f"Conv expected {next(iter(sizes))}"):
        Conv(**{"filters": 2, "kernel_size": 2, **sizes})


def test_a_text_alone_is_a_batch_of_one_and_a_step_alone_a_text_each():
    x = random_inputs(Wiring("rnn", **SIZES), 5, 1)
    wiring = Wiring("rnn", **SIZES)
    np.testing.assert_array_equal(wire(wiring, x[0]).output, wire(wiring, x).output)
    single = Wiring("rnn", **SIZES, kind="one-to-one")
    steps = x[0]
    np.testing.assert_array_equal(
        wire(single, steps).output, wire(single, steps[:, None].numpy()).output
    )


def test_batch_first_turns_the_tensors_and_nothing_else():
    for wiring in wirings((1,), return_state=True):
        if wiring.has_decoder and wiring.teacher_forcing:
            continue
        wired, x, _ = run(wiring)
        turned = wire(replace(wiring, batch_first=False), x.transpose(0, 1))
        assert [a.id for a in turned.arrows] == [a.id for a in wired.arrows]
        for ours, theirs in zip(wired.arrows, turned.arrows, strict=True):
            same = ours.values if ours.values.ndim < 3 else ours.values.swapaxes(0, 1)
            np.testing.assert_array_equal(same, theirs.values)
        np.testing.assert_array_equal(wired.h_n, turned.h_n)


def test_values_of_one_text_do_not_depend_on_the_batch():
    for kind in KINDS:
        wiring = Wiring("lstm", **SIZES, kind=kind, length=3, target_length=3, num_layers=2)
        x = random_inputs(wiring, 4, 3)
        together, alone = wire(wiring, x), wire(wiring, x[1:2])
        np.testing.assert_allclose(together.output[1:2], alone.output, atol=1e-6)


def test_a_seed_gives_the_same_weights_and_leaves_the_process_its_random_numbers():
    wiring = Wiring("gru", **SIZES, conv=Conv(2, 2), bidirectional=True)
    x = random_inputs(wiring)
    before = torch.get_rng_state()
    output = np.asarray(wire(wiring, x).output)
    assert torch.equal(before, torch.get_rng_state())
    np.testing.assert_array_equal(output, wire(wiring, x).output)
    assert np.abs(output - np.asarray(wire(replace(wiring, seed=1), x).output)).max() > 0.01


def test_switching_shows_which_arrows_go_and_which_come():
    every = Wiring("lstm", **SIZES, kind="many-to-many")
    x = random_inputs(every, 3)
    with_all = {arrow.id for arrow in wire(every, x).arrows if not arrow.folded}
    last = Wiring("lstm", **SIZES, kind="many-to-one")
    with_last = {arrow.id for arrow in wire(last, x).arrows if not arrow.folded}

    assert with_all - with_last == {f"cell:0:forward:{t}>output:{t}" for t in range(3)}
    assert with_last - with_all == {"cell:0:forward:2>output"}


def test_an_lstm_has_arrows_that_a_gru_has_not_and_those_are_of_its_cell_state():
    arrows = {}
    for cell in ("lstm", "gru"):
        wiring = Wiring(cell, **SIZES, num_layers=2, return_state=True)
        wired = wire(wiring, random_inputs(wiring))
        arrows[cell] = {arrow.id: arrow.kind for arrow in wired.arrows}
    more = {arrows["lstm"][each] for each in arrows["lstm"].keys() - arrows["gru"].keys()}

    assert more == {f"{kind}cell state" for kind in ("", "initial ", "final ", "returned ")}
    assert not arrows["gru"].keys() - arrows["lstm"].keys()


def test_arrays_cannot_be_written_to():
    wired, *_ = run(Wiring("lstm", **SIZES))
    assert isinstance(wired.output, np.ndarray)
    assert wired.c_n is not None
    for array in (wired.output, wired.h_n, wired.c_n, *(arrow.values for arrow in wired.arrows)):
        assert not array.flags.writeable


def test_all_kinds_of_arrows_come_up():
    kinds = {
        arrow.kind
        for wiring in [*wirings((2,), return_state=True), Wiring("gru", **SIZES, conv=Conv(2, 2))]
        for arrow in run(wiring)[0].arrows
    }
    assert kinds == {*ARROWS} - {"scores", "last symbol"}  # of networks that answer


def test_every_setting_of_a_switch_has_a_name_in_both_dialects():
    for switch, setting in SWITCHES:
        for cell in CELLS:
            assert all(switch_name(switch, setting, cell))


def test_a_stateful_model_goes_on_with_as_many_texts():
    wiring = Wiring("gru", **SIZES, stateful=True)
    first = wire(wiring, random_inputs(wiring, batch_size=2))
    with pytest.raises(ValueError, match=r"batch of 2 texts after one of 2.*got 3 texts"):
        wire(wiring, random_inputs(wiring, batch_size=3), after=first)


@pytest.mark.parametrize("cell", CELLS)
def test_a_trained_network_is_wired_with_its_own_weights(cell):
    network = load_network("hello", cell)
    wiring = Wiring(network=network, kind="many-to-many")
    x = network.vectors(network.encode("hello").codes)
    wired = wire(wiring, x)

    assert (wired.is_trained, wiring.cell, wiring.hidden_size) == (True, cell, 8)
    np.testing.assert_allclose(wired.output[0], network.trace("hello")["hidden_state"], atol=1e-6)
    names = run_source(wired, x[None])
    np.testing.assert_allclose(names["output"], wired.output, atol=1e-6)


def test_a_network_of_several_layers_and_directions_is_read_by_its_places():
    """As a network of two directions, or with a decoder, will have them."""
    for kind, both in (
        ("many-to-one", True),
        ("encoder-decoder", True),
        ("encoder-decoder", False),
    ):
        switches = {"num_layers": 2, "bidirectional": both, "kind": kind, "target_length": 3}
        drawn = Wiring("lstm", **SIZES, **switches)

        network: Any = SimpleNamespace(cells_by_place=weights_of(drawn).cells)
        switches = {"kind": kind, "target_length": 3, "network": network}
        trained = Wiring(**switches)
        x = random_inputs(drawn)
        assert (trained.num_layers, trained.bidirectional, trained.input_size) == (2, both, 3)
        np.testing.assert_array_equal(wire(trained, x).output, wire(drawn, x).output)


def test_a_network_that_does_not_fit_the_switches_is_refused():
    network = load_network("hello", "gru")
    with pytest.raises(ValueError, match=r"expected hidden_size=8.*got 5"):
        Wiring("gru", hidden_size=5, network=network)
    with pytest.raises(ValueError, match="conv=None beside a network"):
        Wiring(network=network, conv=Conv(2, 2))
    with pytest.raises(ValueError, match="cells fit the kind 'encoder-decoder'"):
        Wiring(network=network, kind="encoder-decoder", target_length=2)
    with pytest.raises(ValueError, match="got 'paper-gru'"):
        Wiring(network=load_network("hello", "paper-gru"))
    assert CellPlace() in network.cells_by_place
