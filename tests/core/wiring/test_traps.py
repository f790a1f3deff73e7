"""The traps are measured: the right way is within rounding, the wrong one far away."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from core.wiring import MERGES, Wiring, random_inputs, wire
from core.wiring.traps import torch_layer_of, traps
from tests.core.wiring.grid import CELLS, SIZES

ROUNDING = 1e-6
"""float32; on most machines the right ways differ by 6e-8."""


def by_id(cell: str, merge: Any = "concat", seed: int = 0) -> dict[str, Any]:
    wiring = Wiring(cell, **SIZES, merge=merge, seed=seed)
    return {trap.id: trap for trap in traps(wiring, random_inputs(wiring, 6, 3))}


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_right_is_within_rounding_and_what_is_wrong_is_not(cell):
    for seed in range(5):
        for merge in MERGES[:-1]:
            for trap in by_id(cell, merge, seed).values():
                assert trap.ways[0].is_right
                for way in trap.ways:
                    if way.difference is not None:
                        assert (way.difference < ROUNDING) == way.is_right, way
                        assert way.is_right or way.difference > 1e-5


def test_with_two_directions_the_last_output_is_not_the_last_state():
    wiring = Wiring("lstm", **SIZES, bidirectional=True, kind="many-to-one")
    x = random_inputs(wiring, 6, 3)
    right, wrong = by_id("lstm")["last output"].ways
    layer = torch_layer_of(wiring)
    with torch.no_grad():
        names = {"torch": torch, **dict(zip(("output", "state"), layer(x), strict=True))}
    names["h_n"] = names["state"][0]

    for way in (right, wrong):
        np.testing.assert_array_equal(eval(way.pytorch, names), way.values)
    assert np.array_equal(right.values[:, :4], wrong.values[:, :4])  # the forward half is the same
    apart = np.abs(right.values - wrong.values)[:, 4:].max()
    assert wrong.difference == pytest.approx(apart, abs=ROUNDING)


def test_h_n_has_the_directions_first_whatever_batch_first_says():
    for batch_first in (True, False):
        wiring = Wiring("gru", **SIZES, bidirectional=True, batch_first=batch_first)
        assert wire(wiring, random_inputs(wiring, 6, 3)).h_n.shape == (2, 3, 4)
    state, text, *_ = by_id("gru")["batch first"].ways
    assert (state.shape, text.shape) == ((3, 4), (2, 4))
    np.testing.assert_array_equal(state.values[-1], text.values[-1])


def test_only_the_lstm_returns_two_states(keras):
    trap = by_id("lstm")["states"]
    counts = {way.pytorch.split()[-1]: way.shape for way in trap.ways if way.is_right}
    assert "expected 2, got 1" in trap.error
    assert counts == {"lstm(x)": (2,), "gru(x)": (1,), "rnn(x)": (1,)}
    for name, count in (("LSTM", 2), ("GRU", 1), ("SimpleRNN", 1)):
        layer = getattr(keras.layers, name)(4, return_state=True)
        assert len(layer.compute_output_shape((2, 5, 3))) == 1 + count
    with pytest.raises(ValueError, match="too many values to unpack"):
        _output, (_h_n, _c_n) = nn.GRU(3, 4, num_layers=3)(torch.zeros(5, 2, 3))


def test_stacking_names_the_shapes_and_pytorch_reads_the_batch_as_one_text():
    trap = by_id("rnn")["stacking"]
    assert [way.shape for way in trap.ways] == [(3, 6, 4), (3, 4)]
    assert "expected ndim=3, found ndim=2" in trap.error
    output, _ = nn.RNN(4, 4, batch_first=True)(torch.zeros(trap.ways[1].shape))
    assert output.shape == (3, 4)  # no error: three texts taken as three steps


@pytest.mark.parametrize("cell", CELLS)
def test_padding_before_is_forgotten_more_than_padding_after(cell):
    packed, before, after = by_id(cell)["padding"].ways
    assert packed.is_right
    assert before.difference < after.difference


@pytest.mark.parametrize("cell", CELLS)
def test_without_a_reset_the_second_text_is_read_after_the_first(cell):
    wiring = Wiring(cell, **SIZES, stateful=True)
    x = random_inputs(wiring, 6, 3)
    reset, gone_on = by_id(cell)["stateful"].ways

    carried = wire(wiring, x.flip(1), after=wire(wiring, x))
    np.testing.assert_allclose(gone_on.values, carried.h_n[-1], atol=ROUNDING)
    np.testing.assert_allclose(reset.values, wire(wiring, x.flip(1)).h_n[-1], atol=ROUNDING)


def test_traps_need_a_text_of_two_steps():
    wiring = Wiring("rnn", **SIZES)
    with pytest.raises(ValueError, match=r"traps expected inputs of shape \(N, T, 3\)"):
        traps(wiring, random_inputs(wiring, 1))
