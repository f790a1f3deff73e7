"""The papers' GRU over whole texts: the cell's own steps are the reference, gradients included."""

from functools import partial

import pytest
import torch
from hypothesis import given
from torch import Tensor
from torch.func import functional_call

from core.cells import PaperGRUCell
from core.cells.gated_unit import GRUState
from core.cells.paper_gru_layer import PaperGRULayer
from core.cells.torch_layers import PARAMETERS, layer_of, load_torch_layer
from tests.core.cells.strategies import TAME, Case, cases, make_case

assert_close = partial(torch.testing.assert_close, rtol=1e-10, atol=1e-12)


def batch(case: Case, texts: int = 3) -> tuple[Tensor, Tensor]:
    """Return several texts ``(texts, T, input_size)`` and a state for each."""
    shares = torch.linspace(-1, 1, texts, dtype=torch.float64)[:, None]
    return case.inputs * shares[:, :, None], case.state.hidden_state * shares


def step_by_step(cell: PaperGRUCell, x: Tensor, first: Tensor) -> Tensor:
    states = [GRUState(first)]
    for position in range(x.shape[1]):
        states.append(cell(x[:, position], states[-1]).state)
    hidden = [state.hidden_state for state in states[1:]]
    return torch.stack(hidden, 1) if hidden else x.new_zeros(len(x), 0, first.shape[1])


@given(cases(("paper-gru",), gains=TAME))
def test_states_and_gradients_are_those_of_the_cell_step_by_step(case: Case) -> None:
    layer = layer_of(case.cell)
    x, first = (each.clone().requires_grad_() for each in batch(case))

    ours, last = layer(x, first[None])
    theirs = step_by_step(case.cell, x, first)  # pyright: ignore[reportArgumentType]

    assert_close(ours, theirs)
    assert torch.equal(last[0], ours[:, -1] if len(case.inputs) else first)
    slopes = torch.linspace(-1, 2, ours.numel(), dtype=ours.dtype).view(ours.shape)
    weights = [getattr(case.cell, name) for name in PARAMETERS]
    copies = [layer.get_parameter(f"{name}_l0") for name in PARAMETERS]
    of_ours = torch.autograd.grad((ours * slopes).sum(), [x, first, *copies])
    of_theirs = torch.autograd.grad(
        (theirs * slopes).sum() + 0 * first.sum(), [x, first, *weights], materialize_grads=True
    )
    for our, their in zip(of_ours, of_theirs, strict=True):
        assert_close(our, their)


def test_gradients_are_the_slopes_that_small_changes_show() -> None:
    case = make_case("paper-gru")
    layer = layer_of(case.cell)
    names = [name for name, _ in layer.named_parameters()]
    x, first = (each.clone().requires_grad_() for each in batch(case))

    def hidden(x: Tensor, first: Tensor, *weights: Tensor) -> Tensor:
        return functional_call(layer, dict(zip(names, weights, strict=True)), (x, first[None]))[0]

    assert torch.autograd.gradcheck(hidden, (x, first, *layer.parameters()))


def test_without_a_state_a_text_starts_from_zeros() -> None:
    case = make_case("paper-gru")
    layer = layer_of(case.cell)
    x, first = batch(case)

    assert torch.equal(layer(x)[0], layer(x, torch.zeros_like(first)[None])[0])
    assert not torch.equal(layer(x)[0], layer(x, first[None])[0])


def test_a_text_in_two_parts_ends_as_the_whole_one() -> None:
    case = make_case("paper-gru", (9, 3, 4))
    layer = layer_of(case.cell)
    x, _ = batch(case)

    whole, _ = layer(x)
    first, state = layer(x[:, :4])
    second, _ = layer(x[:, 4:], state)
    assert_close(torch.cat([first, second], 1), whole)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_weights_are_copied_there_and_back_unchanged(dtype: torch.dtype) -> None:
    cell, other = (make_case("paper-gru", seed=seed, dtype=dtype).cell for seed in (0, 1))

    layer = layer_of(cell)
    assert isinstance(layer, PaperGRULayer)
    load_torch_layer(other, layer)
    torch.nn.init.zeros_(layer.weight_hh_l0)
    for name in PARAMETERS:
        assert torch.equal(getattr(cell, name), getattr(other, name))
        assert getattr(other, name).dtype == dtype
    assert cell.get_parameter("weight_hh").abs().min() > 0
