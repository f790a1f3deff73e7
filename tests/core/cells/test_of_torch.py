"""Our cells from PyTorch's layers compute what those compute."""

import itertools

import pytest
import torch
from torch import nn

from core.cells import from_torch
from core.trace import unroll

KINDS = {
    "rnn": lambda **options: nn.RNN(3, 4, **options),
    "relu": lambda **options: nn.RNN(3, 4, nonlinearity="relu", **options),
    "lstm": lambda **options: nn.LSTM(3, 4, **options),
    "gru": lambda **options: nn.GRU(3, 4, **options),
    "projected": lambda **options: nn.LSTM(3, 4, proj_size=2, **options),
}
INPUTS = torch.randn(7, 3, generator=torch.Generator().manual_seed(1))


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("layers", "two_way", "bias"), [*itertools.product((1, 3), (False, True), (True, False))]
)
def test_a_stack_of_cells_has_the_layers_states(kind, layers, two_way, bias):
    layer = KINDS[kind](num_layers=layers, bidirectional=two_way, bias=bias)
    cells = from_torch(layer)
    assert len(cells) == layers * (1 + two_way)

    read = INPUTS
    for number in range(layers):
        states = []
        for way in range(1 + two_way):
            cell = cells[number * (1 + two_way) + way]
            seen = read.flip(0) if way else read
            hidden = torch.tensor(unroll(cell, seen, [""] * len(seen))["hidden_state"])
            states.append(hidden.flip(0) if way else hidden)
        read = torch.cat(states, 1)

    with torch.inference_mode():
        expected = layer(INPUTS)[0]
    assert torch.allclose(read, expected, atol=1e-6)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(
    "cell",
    [
        lambda bias: nn.RNNCell(3, 4, bias),
        lambda bias: nn.RNNCell(3, 4, bias, nonlinearity="relu"),
        lambda bias: nn.LSTMCell(3, 4, bias),
        lambda bias: nn.GRUCell(3, 4, bias),
    ],
)
def test_a_cell_has_its_steps(cell, bias):
    theirs = cell(bias)
    (ours,) = from_torch(theirs)
    with torch.inference_mode():
        state = theirs(INPUTS[:1])
        state = theirs(INPUTS[1:2], state)
    hidden = state[0] if isinstance(state, tuple) else state
    shown = torch.tensor(unroll(ours, INPUTS[:2], ["", ""])["hidden_state"])
    assert torch.allclose(shown[-1:], hidden, atol=1e-6)


def test_weights_are_copies_in_the_modules_type_and_no_random_number_is_drawn():
    layer = nn.GRU(3, 4, dtype=torch.float64)
    before = torch.get_rng_state()
    (cell,) = from_torch(layer)
    assert torch.equal(torch.get_rng_state(), before)
    assert cell.weight_ih.dtype == torch.float64
    with torch.no_grad():
        layer.get_parameter("weight_ih_l0").zero_()
    assert cell.weight_ih.any()


def test_something_else_is_refused():
    with pytest.raises(TypeError, match=r"got Linear.*model\.lstm"):
        from_torch(nn.Linear(2, 2))  # type: ignore[arg-type]
