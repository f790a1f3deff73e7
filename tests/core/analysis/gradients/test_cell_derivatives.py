"""The derivatives of single steps: what they keep and show, and cells that have none here."""

import numpy as np
import pytest
import torch

from core.analysis.gradients.cell_derivatives import previous, slopes
from core.cells import CELLS
from tests.core.analysis.gradients.traces import traced
from tests.core.cells.strategies import make_case


def test_each_step_keeps_the_share_of_memory_that_the_glossary_gives():
    """The LSTM keeps f, PyTorch's GRU z, the other GRUs 1 − z, and the plain cell nothing."""
    kept = {}
    for name in CELLS:
        case = make_case(name)
        trace = traced(case)
        kept[name] = slopes(case.cell, trace, case.state).kept, trace

    assert kept["rnn"][0] is None
    for name, gate in (("lstm", "forget_gate"), ("gru", "update_gate")):
        assert np.array_equal(kept[name][0], kept[name][1][gate])
    for name in ("paper-gru", "min-gru"):
        assert np.array_equal(kept[name][0], 1 - kept[name][1]["update_gate"])


def test_only_the_lstm_shows_another_state_than_it_keeps():
    case = make_case("lstm")
    trace = traced(case)
    c = torch.tensor(trace["cell_state"], requires_grad=True)
    (torch.tensor(trace["output_gate"]) * torch.tanh(c)).sum().backward()
    shown = slopes(case.cell, trace, case.state).shown

    assert shown is not None
    assert c.grad is not None
    np.testing.assert_allclose(shown, c.grad.numpy(), rtol=1e-12)
    for name in set(CELLS) - {"lstm"}:
        other = make_case(name)
        assert slopes(other.cell, traced(other), other.state).shown is None


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("length", [0, 1, 5])
def test_previous_returns_the_state_before_each_step(name, length):
    case = make_case(name, (length, 3, 4))
    trace = traced(case)
    for quantity, first in case.state._asdict().items():
        expected = np.concatenate([first.numpy(), trace[quantity]])[:length]
        assert np.array_equal(previous(case.cell, trace, quantity, case.state), expected)
        assert not previous(case.cell, trace, quantity)[:1].any()


def test_a_cell_without_a_written_derivative_is_refused():
    other = torch.nn.Linear(1, 1)
    with pytest.raises(TypeError, match="expected one of this package's cells, got Linear"):
        slopes(other, traced(make_case("rnn")))  # pyright: ignore[reportArgumentType]
