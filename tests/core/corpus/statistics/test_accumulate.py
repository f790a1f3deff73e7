"""Sums over chunks give the statistics of the whole; known weights give known saturation."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS, GRUCell, LSTMCell, RNNCell
from core.corpus.statistics.accumulate import BLOCK, UnitSums
from core.corpus.statistics.records import UnitStatistics
from core.trace import Trace, unroll

N_CODES = 7
LENGTHS = [1, 3, 1_200, 40, 900, 2]


def trace_of(cell, length: int, seed: int = 0) -> Trace:
    inputs = 3 * torch.randn(length, cell.input_size, generator=torch.Generator().manual_seed(seed))
    return unroll(cell, inputs, ["a"] * length)


def cut(trace: Trace, start: int, stop: int) -> Trace:
    activations = {name: array[start:stop] for name, array in trace.activations.items()}
    return Trace(trace.tokens[start:stop], trace.quantities, activations, {})


CELL = LSTMCell(4, 3, torch.Generator().manual_seed(0))
TRACES = [trace_of(CELL, length, seed) for seed, length in enumerate(LENGTHS)]
CODES = [np.random.default_rng(length).integers(0, N_CODES - 1, length) for length in LENGTHS]


def statistics_of(cuts: set[int]) -> UnitStatistics:
    """Return the statistics of the documents above, each cut at these places."""
    sums = UnitSums(CELL.quantities, CELL.hidden_size, N_CODES)
    for trace, codes in zip(TRACES, CODES, strict=True):
        places = [0, *sorted(place for place in cuts if place < len(trace)), len(trace)]
        for start, stop in pairwise(places):
            sums.add(cut(trace, start, stop), codes[start:stop], start == 0)
    return sums.statistics()


WHOLE = statistics_of(set())


def test_the_statistics_are_those_of_all_tokens():
    assert WHOLE.length == sum(LENGTHS) > BLOCK
    assert set(WHOLE.moments) == {quantity.name for quantity in CELL.quantities}
    for name, moments in WHOLE.moments.items():
        values = np.concatenate([trace[name] for trace in TRACES]).astype(float)
        np.testing.assert_allclose(moments.mean, values.mean(0), atol=1e-12)
        np.testing.assert_allclose(moments.std, values.std(0), rtol=1e-9)
        np.testing.assert_array_equal(moments.smallest, values.min(0))
        np.testing.assert_array_equal(moments.largest, values.max(0))


def test_saturation_is_the_share_of_tokens_beyond_a_tenth():
    assert set(WHOLE.saturation) == {"input_gate", "forget_gate", "output_gate"}
    for name, saturation in WHOLE.saturation.items():
        values = np.concatenate([trace[name] for trace in TRACES])
        np.testing.assert_array_equal(saturation.left, (values < np.float32(0.1)).mean(0))
        np.testing.assert_array_equal(saturation.right, (values > np.float32(0.9)).mean(0))
        assert (saturation.left > 0).any()


def test_means_by_token_are_those_of_the_tokens_that_occur():
    hidden = np.concatenate([trace["hidden_state"] for trace in TRACES])
    codes = np.concatenate(CODES)

    assert WHOLE.codes.tolist() == sorted(set(codes.tolist()))
    assert WHOLE.code_counts.sum() == WHOLE.length
    for code, count, mean in zip(WHOLE.codes, WHOLE.code_counts, WHOLE.code_means, strict=True):
        assert count == (codes == code).sum()
        np.testing.assert_allclose(mean, hidden[codes == code].mean(0), atol=1e-6)


@given(st.sets(st.integers(1, max(LENGTHS)), max_size=12))
def test_how_the_documents_are_cut_into_chunks_makes_no_difference(cuts):
    for name, array in statistics_of(cuts).arrays().items():
        np.testing.assert_array_equal(array, WHOLE.arrays()[name])


def test_statistics_come_back_from_arrays_as_they_were():
    backwards = dict(sorted(WHOLE.arrays().items(), reverse=True))  # files have their own order
    again = UnitStatistics.from_arrays(backwards)

    assert again.length == WHOLE.length
    assert list(again.moments) == list(WHOLE.moments)
    assert list(again.saturation) == ["input_gate", "forget_gate", "output_gate"]
    with pytest.raises(ValueError, match="read-only"):
        again.code_means[:] = 0
    assert again.arrays().keys() == WHOLE.arrays().keys()
    for name, array in again.arrays().items():
        np.testing.assert_array_equal(array, WHOLE.arrays()[name])
    missing = WHOLE.arrays()
    del missing["codes"]
    with pytest.raises(KeyError, match="codes"):
        UnitStatistics.from_arrays(missing)


@pytest.mark.parametrize(("logit", "left", "right"), [(-2.3, 1, 0), (2.3, 0, 1), (2.1, 0, 0)])
@pytest.mark.parametrize("kind", [LSTMCell, GRUCell])
def test_gates_of_known_bias_are_saturated_as_they_must_be(kind, logit, left, right):
    """Without weights, a gate is the logistic function of its bias at every token."""
    assert 1 / (1 + math.exp(-2.1)) < 0.9 < 1 / (1 + math.exp(-2.3))
    cell = kind(2, 4, torch.Generator().manual_seed(0))
    with torch.no_grad():
        for weights in (cell.weight_ih, cell.weight_hh, cell.bias_hh):
            weights.zero_()
        cell.bias_ih.fill_(logit)
    trace = trace_of(cell.requires_grad_(False), 100)
    sums = UnitSums(cell.quantities, 4, 0)
    sums.add(trace, np.zeros(100), True)

    saturation = sums.statistics().saturation

    assert len(saturation) == (3 if kind is LSTMCell else 2)  # the candidate is no gate
    for shares in saturation.values():
        np.testing.assert_array_equal(shares.left, [left] * 4)
        np.testing.assert_array_equal(shares.right, [right] * 4)


def test_a_unit_that_never_changes_has_no_correlation_length():
    hidden = np.random.default_rng(0).random((3_000, 2)).astype(np.float32)
    hidden[:, 1] = 0.1  # its sums of squares do not cancel to the last bit
    trace = Trace(("a",) * 3_000, RNNCell.quantities, {"hidden_state": hidden}, {})
    sums = UnitSums(RNNCell.quantities, 2, 0)
    sums.add(trace, np.zeros(3_000), True)

    statistics = sums.statistics()

    assert statistics.correlation_lengths[0] == 1
    assert np.isnan(statistics.correlation_lengths[1])
    assert statistics.moments["hidden_state"].std[1] == 0
    assert statistics.saturation == {}


def test_a_network_of_numbers_has_no_means_by_token():
    sums = UnitSums(CELL.quantities, CELL.hidden_size, 0)
    sums.add(TRACES[3], np.linspace(-1, 1, 40, dtype=np.float32), True)

    statistics = sums.statistics()

    assert (len(statistics.codes), statistics.code_means.shape) == (0, (0, 3))


@pytest.mark.parametrize("length", [0, 1, 5])
@pytest.mark.parametrize("kind", CELLS.values(), ids=list(CELLS))
def test_of_few_tokens_or_none_unknown_statistics_are_nan(kind, length):
    cell = kind(2, 3, torch.Generator().manual_seed(0)).requires_grad_(False)
    sums = UnitSums(cell.quantities, 3, N_CODES)
    sums.add(trace_of(cell, length), np.arange(length), True)

    statistics = sums.statistics()

    assert statistics.length == length
    assert np.isnan(statistics.correlation_lengths).all()
    assert len(statistics.codes) == length
    for moments in statistics.moments.values():
        assert np.isnan(moments.mean).all() == (length == 0)
        assert np.isnan(moments.largest).all() == (length == 0)
