"""The papers' GRU: by hand, against its equations in plain NumPy, and beside PyTorch's."""

from math import log

import numpy as np
import pytest
import torch
from hypothesis import given

from core.cells import CELLS, GRUCell, PaperGRUCell
from core.cells.paper_gru import as_paper_gru
from core.trace import unroll
from tests.core.cells.strategies import Case, cases, make_case
from tests.core.cells.worked import filled, numbers


def test_by_hand_for_one_unit():
    """The weights and the token of PyTorch's GRU in test_gru.py, read as the papers do.

    r = σ(ln 3) = 0.75 and z = σ(−ln 3) = 0.25 as there. From here on it differs:
    The reset gate acts on the memory before the product: 0.75 · 0.8 = 0.6, times 1 is 0.6.
    There is one bias, −0.75 + 0.2 = −0.55, out of the reset gate's reach.
    h̃ = tanh(ln 2 + 0.6 − 0.55) = tanh(ln 2 + 0.05) = (4 e^0.1 − 1) / (4 e^0.1 + 1)
      = 3.420684 / 5.420684 = 0.631043.
    z takes the new: h = (1 − 0.25) · 0.8 + 0.25 · 0.631043 = 0.6 + 0.157761 = 0.757761.
    """
    cell = filled(
        PaperGRUCell(1, 1),
        weight_ih=[[log(3)], [-log(3)], [log(2)]],
        weight_hh=[[0], [0], [1]],
        bias_ih=[0, 0, -0.75],
        bias_hh=[0, 0, 0.2],
    )
    state = cell.initial_state(1)._replace(hidden_state=torch.tensor([[0.8]]).double())

    step = cell(torch.tensor([[1.0]]).double(), state)

    assert numbers(step) == pytest.approx(
        {"reset_gate": 0.75, "update_gate": 0.25, "candidate": 0.631043, "hidden_state": 0.757761},
        abs=1e-6,
    )


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))  # exp(-x) would overflow


def chung(case: Case) -> dict[str, np.ndarray]:
    """The equations of Chung et al. (2014), section 3.2, a row of weights for each of r, z, h̃."""
    weights = {name: w.detach().numpy() for name, w in case.cell.named_parameters()}
    w_r, w_z, w = np.split(weights["weight_ih"], 3)
    u_r, u_z, u = np.split(weights["weight_hh"], 3)
    b_r, b_z, b = np.split(weights["bias_ih"] + weights["bias_hh"], 3)
    h = case.state.hidden_state[0].numpy()
    rows = []
    for x in case.inputs.numpy():
        r = sigmoid(w_r @ x + u_r @ h + b_r)
        z = sigmoid(w_z @ x + u_z @ h + b_z)
        proposed = np.tanh(w @ x + u @ (r * h) + b)
        h = (1 - z) * h + z * proposed
        rows.append((r, z, proposed, h))
    columns = [np.array(column) for column in zip(*rows, strict=True)] or [
        np.zeros((0, len(h)))
    ] * 4
    names = ("reset_gate", "update_gate", "candidate", "hidden_state")
    return dict(zip(names, columns, strict=True))


@pytest.mark.parametrize("gain", [0.3, 1, 3])
@pytest.mark.parametrize("sizes", [(0, 2, 3), (1, 1, 1), (9, 3, 4), (70, 2, 5)])
def test_a_trace_follows_the_equations_of_the_paper(sizes, gain):
    case = make_case("paper-gru", sizes, gain=gain)

    trace = unroll(case.cell, case.inputs, case.tokens, case.state)

    for name, expected in chung(case).items():
        np.testing.assert_allclose(trace[name], expected, rtol=0, atol=1e-12)


def flipped(cell: PaperGRUCell) -> GRUCell:
    """Return PyTorch's GRU of the same weights, z's negated: σ(−a) = 1 − σ(a)."""
    other = GRUCell(cell.input_size, cell.hidden_size).double()
    other.load_state_dict(cell.state_dict())
    with torch.no_grad():
        for parameter in other.parameters():
            parameter.chunk(3)[1].neg_()
    return other


def same_but_for_z(case: Case) -> None:
    assert isinstance(case.cell, PaperGRUCell)
    state = type(case.state)(case.state.hidden_state.expand(len(case.inputs), -1))
    papers = case.cell(case.inputs, state)
    torchs = flipped(case.cell)(case.inputs, state)

    for name in ("reset_gate", "candidate", "hidden_state"):
        torch.testing.assert_close(getattr(papers, name), getattr(torchs, name), rtol=0, atol=1e-12)
    torch.testing.assert_close(papers.update_gate, 1 - torchs.update_gate, rtol=0, atol=1e-12)


@given(cases(("paper-gru",)))
def test_with_an_open_reset_gate_it_is_torchs_gru_with_z_flipped(case):
    """r = 1: then it makes no difference on which side of the product it stands."""
    with torch.no_grad():
        for parameter in case.cell.parameters():
            parameter.chunk(3)[0].zero_()
        case.cell.bias_ih.chunk(3)[0].fill_(40)

    same_but_for_z(case)


@given(cases(("paper-gru",)))
def test_where_units_only_see_themselves_it_is_torchs_gru_with_z_flipped(case):
    """A diagonal W_hn and no b_hn: then W (r ⊙ h) = r ⊙ (W h) for any r."""
    with torch.no_grad():
        w_hn = case.cell.weight_hh.chunk(3)[2]
        w_hn.copy_(w_hn.diag().diag())
        case.cell.bias_hh.chunk(3)[2].zero_()

    same_but_for_z(case)


def test_in_general_the_two_forms_differ():
    case = make_case("paper-gru")

    with pytest.raises(AssertionError):
        same_but_for_z(case)


def both(case: Case) -> tuple[Case, Case]:
    """Return a case of PyTorch's GRU, and the same of the papers' with its weights."""
    assert isinstance(case.cell, GRUCell)
    return case, case._replace(cell=as_paper_gru(case.cell))


@given(cases(("gru",)))
def test_as_paper_gru_its_z_is_one_minus_torchs(case):
    """From equal inputs and states; the reset gates are equal."""
    state = type(case.state)(case.state.hidden_state.expand(len(case.inputs), -1))
    torchs, papers = (each.cell(each.inputs, state) for each in both(case))

    torch.testing.assert_close(papers.reset_gate, torchs.reset_gate, rtol=0, atol=1e-12)
    torch.testing.assert_close(papers.update_gate, 1 - torchs.update_gate, rtol=0, atol=1e-12)


@given(cases(("gru",), gains=(0.1, 1.0, 3.0)))
def test_as_paper_gru_with_an_open_reset_gate_the_hidden_states_are_torchs(case):
    """r multiplies b_hn in one and not in the other; where r is 1, that makes no difference."""
    with torch.no_grad():
        for parameter in case.cell.parameters():
            parameter.chunk(3)[0].zero_()
        case.cell.bias_ih.chunk(3)[0].fill_(40)
        case.cell.bias_hh.chunk(3)[2].add_(0.5)
    torchs, papers = (
        unroll(each.cell, each.inputs, each.tokens, each.state) for each in both(case)
    )

    np.testing.assert_allclose(papers["hidden_state"], torchs["hidden_state"], rtol=0, atol=1e-9)


def test_as_paper_gru_with_a_closed_reset_gate_only_the_bias_tells_them_apart():
    """With h = 0 and r = 0, b_hn reaches the papers' candidate and not PyTorch's.

    z = ½ and no weight from x: PyTorch's h = ½ tanh(0) = 0, the papers' h = ½ tanh(b_hn).
    """
    cell = filled(GRUCell(1, 1), bias_ih=[-800, 0, 0], bias_hh=[0, 0, 0.7])
    x, state = torch.ones(1, 1).double(), cell.initial_state(1)

    assert cell(x, state).hidden_state.item() == 0
    assert as_paper_gru(cell)(x, state).hidden_state.item() == pytest.approx(np.tanh(0.7) / 2)


@pytest.mark.parametrize("part", ["weight_hh", "bias_hh"])
def test_as_paper_gru_the_place_of_the_reset_is_a_real_difference(part):
    """Without W_hn and b_hn there is nothing to reset, and no difference; either makes one."""
    case = make_case("gru", (6, 3, 4))
    weights = getattr(case.cell, part).detach().clone()
    for name in ("weight_hh", "bias_hh"):
        case.cell.get_parameter(name).detach().chunk(3)[2].zero_()

    def drift() -> float:
        traces = [unroll(each.cell, each.inputs, each.tokens, each.state) for each in both(case)]
        return float(np.abs(traces[0]["hidden_state"] - traces[1]["hidden_state"]).max())

    assert drift() < 1e-12
    getattr(case.cell, part).detach().copy_(weights)
    assert drift() > 1e-3


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("learns", [True, False])
def test_as_paper_gru_leaves_the_original_alone(dtype, learns):
    cell = make_case("gru", dtype=dtype).cell.requires_grad_(learns)
    assert isinstance(cell, GRUCell)
    before = {name: weight.clone() for name, weight in cell.state_dict().items()}
    random = torch.random.get_rng_state()

    paper = as_paper_gru(cell)
    with torch.no_grad():
        paper.bias_ih.add_(1)

    assert all(torch.equal(before[name], weight) for name, weight in cell.state_dict().items())
    assert {weight.dtype for weight in paper.parameters()} == {dtype}
    assert {weight.requires_grad for weight in paper.parameters()} == {learns}
    assert torch.equal(random, torch.random.get_rng_state())


@pytest.mark.parametrize("name", [name for name in CELLS if name != "gru"])
def test_as_paper_gru_takes_torchs_gru_only(name):
    with pytest.raises(ValueError, match=f"expected a GRUCell, got {CELLS[name].__name__}"):
        as_paper_gru(CELLS[name](2, 2))  # pyright: ignore[reportArgumentType]
