"""The PyTorch source is run: it leaves every number behind that an arrow says it does."""

import numpy as np
import pytest
import torch

from core.wiring import Conv, Wiring, random_inputs, source, wire
from tests.core.wiring.grid import CELLS, CONVS, SIZES, run, run_source, targets_of, wirings

EXACT = {"rtol": 0, "atol": 1e-6}


def compare(wired, names):
    """Evaluate every arrow's expression among the variables of the source."""
    with torch.no_grad():
        for arrow in wired.arrows:
            value = eval(arrow.pytorch, names)
            assert tuple(value.shape) == arrow.shape == arrow.values.shape, arrow
            assert np.abs(value.numpy() - arrow.values).max() <= 1e-6, arrow
    result = names["output" if wired.wiring.every_step else "last"]
    pairs = (
        zip(result, wired.output, strict=True)
        if isinstance(wired.output, tuple)
        else [(result, wired.output)]
    )
    for theirs, ours in pairs:
        np.testing.assert_allclose(theirs, ours, **EXACT)
    np.testing.assert_allclose(names["h_n"], wired.h_n, **EXACT)
    assert (wired.c_n is None) == ("c_n" not in names)
    if wired.c_n is not None:
        np.testing.assert_allclose(names["c_n"], wired.c_n, **EXACT)


@pytest.mark.slow
@pytest.mark.parametrize("batch_first", [True, False])
def test_every_expression_gives_the_values_of_its_arrow(batch_first):
    layers = (1, 2) if batch_first else (1,)
    for wiring in wirings(layers, batch_first=batch_first, return_state=True):
        wired, inputs, targets = run(wiring)
        compare(wired, run_source(wired, inputs, targets))


@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("conv", CONVS)
def test_every_expression_behind_a_convolution_gives_the_values_of_its_arrow(conv, batch_first):
    for kind in ("many-to-one", "one-to-many"):
        switches = {"conv": conv, "bidirectional": True, "batch_first": batch_first, "length": 6}
        wiring = Wiring("lstm", **SIZES, **switches, kind=kind)
        wired, inputs, _ = run(wiring, 7)
        compare(wired, run_source(wired, inputs))


@pytest.mark.slow
@pytest.mark.parametrize("batch_first", [True, False])
def test_run_again_the_source_of_a_stateful_model_carries_on(batch_first):
    for wiring in wirings((2,), stateful=True, batch_first=batch_first):
        if wiring.kind not in ("many-to-one", "many-to-many"):
            continue
        inputs = random_inputs(wiring, 3)
        first = wire(wiring, inputs)
        compare(first, run_source(first, inputs))
        second = wire(wiring, inputs, after=first)
        compare(second, run_source(second, inputs, times=2))


def test_every_arrow_belongs_to_a_line_and_lines_know_only_arrows_that_are_there():
    for wiring in wirings((1, 2), return_state=True):
        wired, *_ = run(wiring)
        for dialect in ("pytorch", "keras"):
            made = [name for line in source(wired, dialect) for name in line.arrows]
            assert sorted(made) == sorted(arrow.id for arrow in wired.arrows)


def test_an_id_is_that_of_one_arrow_between_nodes_that_are_there():
    for wiring in wirings((1, 2), return_state=True):
        wired, *_ = run(wiring)
        ids = [arrow.id for arrow in wired.arrows]
        assert len({*ids}) == len(ids)
        known = {node.id for node in wired.nodes}
        assert {end for arrow in wired.arrows for end in (arrow.source, arrow.target)} == known


def test_what_the_source_of_an_encoder_decoder_looks_like():
    wiring = Wiring("lstm", **SIZES, bidirectional=True, kind="encoder-decoder", target_length=3)
    wired = wire(wiring, random_inputs(wiring))

    assert [line.text for line in source(wired, "pytorch")][3:] == [
        "x = torch.randn(2, 5, 3)",
        "encoder = nn.LSTM(3, 4, batch_first=True, bidirectional=True)",
        "decoder = nn.LSTM(8, 8, batch_first=True)",
        "encoded, (h, c) = encoder(x)",
        "state = (torch.cat([h[:1], h[1:]], dim=-1), torch.cat([c[:1], c[1:]], dim=-1))",
        "step = torch.zeros(2, 1, 8)",
        "steps, states = [], []",
        "for t in range(3):",
        "    step, state = decoder(step, state)",
        "    states.append(state)",
        "    steps.append(step)",
        "output = torch.cat(steps, dim=1)  # (2, 3, 8)",
        "h_n = torch.cat([state[0]])",
        "c_n = torch.cat([state[1]])",
    ]


def test_a_line_and_its_arrow_know_each_other():
    wiring = Wiring("gru", **SIZES, num_layers=2, conv=Conv(5, 2), kind="many-to-one")
    wired = wire(wiring, random_inputs(wiring))
    by_arrow = {name: line.text for line in source(wired, "pytorch") for name in line.arrows}

    assert by_arrow["input:0>convolution:0"].startswith("x = ")
    assert by_arrow["convolution:1>cell:0:forward:1"].startswith("convolved = conv(")
    assert by_arrow["cell:0:forward:1>cell:0:forward:2"].startswith("output_0, h_0 = gru_0(")
    assert by_arrow["cell:0:forward:1>cell:1:forward:1"].startswith("output_0, h_0 = gru_0(")
    assert by_arrow["cell:1:forward:3>h_n:1:forward"] == "h_n = torch.cat([h_0, h_1])"
    assert by_arrow["cell:1:forward:3>output"] == "last = output[:, -1]  # (2, 4)"
    assert by_arrow["folded:weight_hh:1:forward>layer:1:forward"].startswith("gru_1 = nn.GRU(4, 4")


@pytest.mark.parametrize("cell", CELLS)
def test_targets_are_given_only_to_a_decoder_that_is_forced(cell):
    forced = Wiring(cell, **SIZES, kind="encoder-decoder", target_length=3, teacher_forcing=True)
    free = Wiring(cell, **SIZES, kind="encoder-decoder", target_length=3)
    inputs = random_inputs(free)

    with pytest.raises(ValueError, match="expected targets with teacher_forcing"):
        wire(forced, inputs)
    with pytest.raises(ValueError, match="expected targets with teacher_forcing"):
        wire(free, inputs, targets_of(forced))
