"""PyTorch's own cells and layers are the reference: outputs and gradients, in float64."""

import pytest
import torch
from torch import Tensor, nn

from core.cells import CELLS, GRUCell, LSTMCell, RNNCell
from core.cells.torch_layers import PARAMETERS, load_torch_layer, torch_layer
from core.trace import unroll
from tests.core.cells.strategies import IN_TORCH, Case, make_case

SIZES = [(1, 1, 1), (6, 3, 4), (11, 5, 2)]
TOLERANCE = {"rtol": 0, "atol": 1e-12}
TORCH_CELLS = {"rnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}


def torch_cell(case: Case) -> nn.RNNCellBase:
    cell = case.cell
    theirs = TORCH_CELLS[cell.name](cell.input_size, cell.hidden_size, dtype=torch.float64)
    theirs.load_state_dict(cell.state_dict())
    return theirs


def weighted(states: tuple[Tensor, ...]) -> Tensor:
    """Return a number that depends on every component of every state differently."""
    flat = torch.cat([state.reshape(-1) for state in states])
    return flat @ torch.linspace(-1, 2, len(flat), dtype=flat.dtype)


def leaves(*tensors: Tensor) -> list[Tensor]:
    return [tensor.clone().requires_grad_() for tensor in tensors]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", IN_TORCH)
def test_one_step_and_all_its_gradients_are_those_of_the_torch_cell(name, sizes):
    """The rows of the inputs are a batch here."""
    case = make_case(name, sizes)
    ours, theirs = case.cell, torch_cell(case)
    batch = [part.expand(sizes[0], -1) * torch.rand(sizes[0], 1).double() for part in case.state]
    our_x, *our_parts = our_leaves = leaves(case.inputs, *batch)
    their_x, *their_parts = their_leaves = leaves(case.inputs, *batch)

    step = ours(our_x, type(case.state)(*our_parts))
    result = theirs(their_x, tuple(their_parts) if name == "lstm" else their_parts[0])
    expected = result if name == "lstm" else (result,)
    our_gradients = torch.autograd.grad(weighted(step.state), [*our_leaves, *ours.parameters()])
    their_gradients = torch.autograd.grad(weighted(expected), [*their_leaves, *theirs.parameters()])

    torch.testing.assert_close(tuple(step.state), tuple(expected), **TOLERANCE)
    assert [parameter for parameter, _ in ours.named_parameters()] == list(PARAMETERS)
    for our_gradient, their_gradient in zip(our_gradients, their_gradients, strict=True):
        torch.testing.assert_close(our_gradient, their_gradient, **TOLERANCE)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", IN_TORCH)
def test_a_text_and_its_gradients_are_those_of_the_torch_layer(name, sizes):
    case = make_case(name, sizes)
    ours, theirs = case.cell, torch_layer(case.cell)
    x, *parts = ours_in = leaves(case.inputs, *case.state)
    state, outputs = type(case.state)(*parts), []
    for row in x:
        state = ours(row[None], state).state
        outputs.append(state.hidden_state)
    their_x, *their_parts = theirs_in = leaves(case.inputs, *case.state)
    initial = [part[None] for part in their_parts]

    output, last = theirs(their_x[None], tuple(initial) if name == "lstm" else initial[0])
    final = [part[0] for part in (last if name == "lstm" else (last,))]
    ours_out, theirs_out = (torch.cat(outputs), *state), (output[0], *final)
    our_gradients = torch.autograd.grad(weighted(ours_out), [*ours_in, *ours.parameters()])
    their_gradients = torch.autograd.grad(weighted(theirs_out), [*theirs_in, *theirs.parameters()])

    torch.testing.assert_close(ours_out, theirs_out, **TOLERANCE)
    for our_gradient, their_gradient in zip(our_gradients, their_gradients, strict=True):
        torch.testing.assert_close(our_gradient, their_gradient, **TOLERANCE)


@pytest.mark.parametrize("length", [0, 1, 7, 100])
@pytest.mark.parametrize("name", IN_TORCH)
def test_a_trace_ends_and_runs_as_the_torch_layer(name, length):
    case = make_case(name, (length, 3, 4))
    layer = torch_layer(case.cell)
    initial = tuple(part[None] for part in case.state)

    trace = unroll(case.cell, case.inputs, case.tokens, case.state)

    if length:  # nn.RNN takes no empty text
        output, last = layer(case.inputs[None], initial if name == "lstm" else initial[0])
        shown = torch.tensor(trace["hidden_state"])
        torch.testing.assert_close(shown, output[0].detach(), **TOLERANCE)
        if name == "lstm":
            shown = torch.tensor(trace["cell_state"][-1])
            torch.testing.assert_close(shown, last[1][0, 0].detach(), **TOLERANCE)
    else:
        assert {array.shape for array in trace.activations.values()} == {(0, 4)}


@pytest.mark.parametrize("name", IN_TORCH)
def test_state_dicts_load_untranslated_in_both_directions(name):
    ours, theirs = make_case(name, seed=1).cell, torch_cell(make_case(name, seed=2))

    ours.load_state_dict(theirs.state_dict())
    theirs.load_state_dict(ours.state_dict())

    assert list(ours.state_dict()) == list(theirs.state_dict())


@pytest.mark.parametrize("layer_type", [nn.RNN, nn.LSTM, nn.GRU])
def test_a_layers_state_dict_only_adds_the_layer_to_the_names(layer_type):
    layer = layer_type(3, 4)
    cell = CELLS[layer_type.__name__.lower()](3, 4)

    cell.load_state_dict({name.removesuffix("_l0"): w for name, w in layer.state_dict().items()})

    assert torch.equal(cell.get_parameter("weight_hh"), layer.weight_hh_l0)


def test_each_layer_of_a_stack_can_be_taken_out_and_put_back():
    stack = nn.LSTM(3, 4, num_layers=2).double()
    lower, upper = LSTMCell(3, 4).double(), LSTMCell(4, 4).double()
    load_torch_layer(lower, stack)
    load_torch_layer(upper, stack, index=1)
    x = make_case("lstm", (6, 3, 4)).inputs

    with torch.no_grad():
        expected, _ = stack(x[:, None])
        middle, _ = torch_layer(lower)(x[None])
        output, _ = torch_layer(upper)(middle)

    torch.testing.assert_close(output[0], expected[:, 0], **TOLERANCE)


@pytest.mark.parametrize("cell_type", [RNNCell, LSTMCell, GRUCell])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_weights_copied_to_a_layer_and_back_are_the_same(cell_type, dtype):
    cell, other = cell_type(3, 4).to(dtype), cell_type(3, 4).to(dtype)

    layer = torch_layer(cell)
    load_torch_layer(other, layer)
    nn.init.zeros_(layer.get_parameter("weight_hh_l0"))

    assert layer.batch_first
    for name in PARAMETERS:
        assert torch.equal(getattr(cell, name), getattr(other, name))
        assert getattr(layer, f"{name}_l0").dtype == dtype
    assert cell.weight_hh.abs().min() > 0


def test_a_layer_spends_no_random_number_of_the_process():
    before = torch.get_rng_state()

    torch_layer(LSTMCell(3, 4, torch.Generator()))

    assert torch.equal(before, torch.get_rng_state())


def test_the_papers_gru_has_no_layer_in_torch():
    with pytest.raises(ValueError, match=r"no layer for 'paper-gru'; it has rnn, lstm, gru"):
        torch_layer(CELLS["paper-gru"](3, 4))
