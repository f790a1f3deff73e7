"""Norms of gradients, compared with closed forms, restarted runs and products of steps."""

from collections.abc import Iterator
from math import log2, sqrt

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.gradients.backward import backward
from core.analysis.gradients.reach import reach, reach_in_steps, seed_reach, with_total
from core.analysis.gradients.scaling import log2_rms
from core.analysis.gradients.spectrum import step_jacobian
from core.cells import CELLS, GRUCell, LSTMCell, PaperGRUCell, RNNCell
from core.trace import Trace, unroll
from tests.core.analysis.gradients.by_autograd import forward_pass
from tests.core.analysis.gradients.traces import repeated, still, traced
from tests.core.analysis.in_steps import in_steps
from tests.core.cells.strategies import TAME, Case, cases, make_case
from tests.core.cells.worked import filled

FIELDS = ("hidden", "memory", "along_memory", "through_gates", "total", "total_through_gates")
NOTHING = {("rnn", "along_memory"), ("min-gru", "through_gates")}
"""A plain cell keeps nothing unit by unit, and the minimal GRU's gates do not see the state."""


def rotating(rho: float, size: int = 6) -> RNNCell:
    """Return an RNN whose matrix is ρ times an orthogonal one; its tanh has slope 1 at zero."""
    noise = torch.randn(size, size, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    orthogonal, _ = torch.linalg.qr(noise)
    return filled(RNNCell(2, size), weight_hh=(rho * orthogonal).tolist())


@pytest.mark.parametrize("rho", [1e-3, 0.5, 1.0, 1.1, 50.0])
def test_a_rotation_times_rho_reaches_rho_to_the_k(rho):
    """Far beyond the range of floats: down to 0.001 ** 399."""
    expected = log2(rho) * np.arange(399, -1, -1)
    result = reach(rotating(rho), still(rotating(rho), 400))

    np.testing.assert_allclose(result.hidden, expected, rtol=1e-13, atol=1e-12)
    assert np.array_equal(result.through_gates, result.hidden)
    assert np.isneginf(result.along_memory).all()
    assert result.memory is None


@pytest.mark.parametrize("bias", [-3.0, 0.0, 2.5])
def test_a_zero_weight_lstm_keeps_what_its_forget_gate_says(bias):
    """All gates but f are ½, and c is 0: ∂h_T/∂c_t = ½ σ(b)^k, all of it along the memory."""
    cell = filled(LSTMCell(2, 3), bias_hh=[0] * 3 + [bias] * 3 + [0] * 6)
    result = reach(cell, still(cell, 300))
    expected = -1 - np.arange(299, -1, -1) * log2(1 + np.exp(-bias))

    assert result.memory is not None
    np.testing.assert_allclose(result.memory, expected, rtol=1e-13)
    np.testing.assert_allclose(result.along_memory, expected, rtol=1e-13)
    assert np.isneginf(result.through_gates).all()
    assert np.isneginf(result.hidden[:-1]).all()
    assert result.hidden[-1] == 0


@pytest.mark.parametrize(("kind", "kept"), [(GRUCell, 0.75), (PaperGRUCell, 0.25)])
def test_a_zero_weight_gru_keeps_what_its_update_gate_says(kind, kept):
    """z = σ(ln 3) = ¾ is the share that PyTorch's GRU keeps and that the papers' replaces."""
    cell = filled(kind(2, 3), bias_hh=[0] * 3 + [np.log(3)] * 3 + [0] * 3)
    result = reach(cell, still(cell, 300))
    expected = log2(kept) * np.arange(299, -1, -1)

    np.testing.assert_allclose(result.hidden, expected, rtol=1e-13)
    np.testing.assert_allclose(result.along_memory, expected, rtol=1e-13)
    assert np.isneginf(result.through_gates).all()


def restarted(case: Case, position: int, part: str, nudge: np.ndarray) -> np.ndarray:
    """Return the last hidden state after a nudge to a part of the state after a position."""
    before = traced(case)
    state = {name: before[name][position] for name in case.state._asdict()}
    state[part] = state[part] + nudge
    rest = slice(position + 1, None)
    parts = {name: torch.tensor(row[None]) for name, row in state.items()}
    after = unroll(case.cell, case.inputs[rest], case.tokens[rest], type(case.state)(**parts))
    return after["hidden_state"][-1]


@pytest.mark.parametrize("name", CELLS)
def test_with_its_total_an_lstm_s_memory_is_what_autograd_gives_and_others_are_as_they_are(name):
    case = make_case(name, (7, 3, 4))
    plain = reach(case.cell, traced(case), 5, case.state)
    total = with_total(plain)
    if name != "lstm":
        assert total is plain
        return

    forward = forward_pass(case)
    for norms, variable in ((plain.memory, forward.memory), (total.memory, forward.total)):
        rows = [
            torch.autograd.grad(forward.states[5, unit], variable, retain_graph=True)[0].numpy()
            for unit in range(4)
        ]
        expected = np.linalg.norm(rows, axis=(0, 2)) / sqrt(4)
        assert norms is not None
        np.testing.assert_allclose(2.0**norms, expected, rtol=1e-10)
    assert total.hidden is plain.hidden
    assert total.along_memory is plain.along_memory


@pytest.mark.parametrize("name", CELLS)
def test_reach_agrees_with_small_differences_of_the_last_state(name):
    """From traces that start again after every position."""
    case, small = make_case(name, (6, 3, 4)), 1e-6
    result = reach(case.cell, traced(case), initial=case.state)
    for part, norms in (("hidden_state", result.hidden), ("cell_state", result.memory)):
        if part not in case.state._asdict():
            assert norms is None
            continue
        assert norms is not None
        for position in range(5):
            columns = [
                restarted(case, position, part, small * unit)
                - restarted(case, position, part, -small * unit)
                for unit in np.eye(4)
            ]
            expected = np.linalg.norm(columns) / (2 * small) / sqrt(4)
            assert 2.0 ** norms[position] == pytest.approx(expected, rel=1e-7)


def share_kept(case: Case, trace: Trace, t: int) -> np.ndarray:
    """Return the share of its memory that a step keeps, unit by unit."""
    match case.cell.name:
        case "lstm":
            return trace["forget_gate"][t]
        case "gru":
            return trace["update_gate"][t]
        case "paper-gru" | "min-gru":
            return 1 - trace["update_gate"][t]
    return np.zeros(case.cell.hidden_size)


def by_products(case: Case, trace: Trace, at: int) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """Yield the Jacobians from ``at`` back to each position: products of those of the steps."""
    size, lstm = case.cell.hidden_size, case.cell.name == "lstm"
    product, along = np.eye(size * (1 + lstm)), np.ones(size)
    if lstm:
        along = trace["output_gate"][at] * (1 - np.tanh(trace["cell_state"][at]) ** 2)
    if case.cell.name == "rnn":
        along = np.zeros(size)
    for t in range(at, -1, -1):
        memory = product[:size, size:] if lstm else product
        memory = np.diag(along) if lstm and t == at else memory
        parts = {"along_memory": np.diag(along), "through_gates": memory - np.diag(along)}
        if lstm:
            shown = trace["output_gate"][t] * (1 - np.tanh(trace["cell_state"][t]) ** 2)
            total = memory if t == at else memory + product[:size, :size] * shown
            parts |= {"memory": memory, "total": total}
            parts |= {"total_through_gates": total - np.diag(along)}
        yield t, {"hidden": product[:size, :size], **parts}
        product = product @ step_jacobian(case.cell, trace, t, case.state)
        along = along * share_kept(case, trace, t)


@given(cases(gains=TAME), st.data())
def test_reach_is_the_product_of_the_steps_and_its_paths_add_up_to_the_whole(case, data):
    if not len(case.inputs):
        return
    at, trace = data.draw(st.integers(0, len(case.inputs) - 1)), traced(case)
    result = reach(case.cell, trace, at, case.state)
    for t, jacobians in by_products(case, trace, at):
        for field, jacobian in jacobians.items():
            expected = np.linalg.norm(jacobian) / sqrt(case.cell.hidden_size)
            norm = 2.0 ** getattr(result, field)[t]
            assert norm == pytest.approx(expected, rel=1e-8, abs=1e-13), field


@given(cases(), st.data())
def test_reach_is_one_at_its_own_position_and_nothing_after_it(case, data):
    length = len(case.inputs)
    if not length:
        return
    at = data.draw(st.integers(0, length - 1))
    result = reach(case.cell, traced(case), at, case.state)

    for field in FIELDS:
        norms = getattr(result, field)
        if norms is not None:
            assert norms.shape == (length,)
            assert np.isneginf(norms[at + 1 :]).all()
            assert not np.isnan(norms).any()
    assert result.hidden[at] == 0


@given(cases(("rnn",)))
def test_a_tanh_cell_reaches_no_further_than_its_matrix_stretches(case):
    """Pascanu, Mikolov and Bengio (2013): the norm of every factor is at most that of W."""
    stretch = log2(max(np.linalg.norm(case.cell.weight_hh.detach().numpy(), 2), 1e-300))
    bound = stretch * np.arange(len(case.inputs) - 1, -1, -1)

    assert (reach(case.cell, traced(case), initial=case.state).hidden <= bound + 1e-9).all()


@pytest.mark.parametrize("name", CELLS)
def test_all_units_at_once_agree_with_one_after_the_other(name):
    case = make_case(name, (40, 3, 4), gain=0.5)
    trace = traced(case)
    result = reach(case.cell, trace, 36, case.state)
    alone = []
    for unit in range(4):
        seeds = np.zeros((40, 4))
        seeds[36, unit] = 1
        alone.append(seed_reach(case.cell, trace, seeds, case.state))

    for field in FIELDS:
        norms = getattr(result, field)
        if norms is None:
            continue
        units = np.stack([getattr(each, field) for each in alone])
        looped = [log2_rms(column) for column in units.T]
        np.testing.assert_allclose(norms, looped, rtol=1e-12)


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("sizes", [[0] * 9, [0, -90, 60, 200, -300, 0, 40, 9, 400]])
def test_the_reach_of_seeds_is_the_norm_of_the_gradient(name, sizes):
    case = make_case(name, (9, 3, 4))
    trace, seeds = traced(case), np.random.default_rng(1).normal(size=(9, 4))
    seeds = np.ldexp(seeds, np.array(sizes)[:, None])
    result, back = (
        function(case.cell, trace, seeds, case.state) for function in (seed_reach, backward)
    )
    for field in ("hidden", "memory", "total"):
        norms, rows = getattr(result, field), getattr(back, field)
        assert (norms is None) == (rows is None)
        if rows is not None:
            expected = np.linalg.norm(rows * 2.0 ** back.exponents[:, None], axis=1)
            np.testing.assert_allclose(2.0**norms, expected, rtol=1e-12)


@pytest.mark.parametrize("name", CELLS)
def test_reach_is_a_number_ten_thousand_steps_back(name):
    case = make_case(name, (100, 3, 4), gain=0.1)
    trace, seeds = repeated(traced(case), 100), np.zeros((10_000, 4))
    seeds[-1] = 1
    result = seed_reach(case.cell, trace, seeds)

    assert result.hidden[0] < -8000
    for field in FIELDS:
        norms = getattr(result, field)
        if norms is not None and (name, field) not in NOTHING:
            assert np.isfinite(norms[:9000]).all(), field


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("length", [0, 1])
def test_texts_of_no_token_and_of_one_have_a_reach(name, length):
    case = make_case(name, (length, 3, 4))
    result = reach(case.cell, traced(case), initial=case.state)
    of_seeds = seed_reach(case.cell, traced(case), np.ones((length, 4)), case.state)

    assert result.hidden.tolist() == [0.0] * length
    assert of_seeds.hidden.tolist() == [1.0] * length


@pytest.mark.parametrize(("length", "at"), [(5, -1), (5, 5), (0, 0), (0, 3)])
def test_a_position_that_does_not_exist_is_refused(length, at):
    case = make_case("gru", (length, 3, 4))
    with pytest.raises(ValueError, match=f"one of {length} tokens, numbered from 0; got {at}"):
        reach(case.cell, traced(case), at)


@pytest.mark.parametrize("at", [0, 5, 11])
def test_in_steps_the_shares_rise_to_the_end_and_the_result_is_the_same(at):
    cell = LSTMCell(3, 4, generator=torch.Generator().manual_seed(0)).double()
    trace = still(cell, 12)
    result, shares = in_steps(reach_in_steps(cell, trace, at))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) == at + 1
    for name in FIELDS:
        np.testing.assert_array_equal(getattr(result, name), getattr(reach(cell, trace, at), name))
