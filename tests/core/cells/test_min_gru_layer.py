"""The minimal GRU in parallel: the cell's own steps are the reference, gradients included."""

from functools import partial

import pytest
import torch
from hypothesis import given
from torch import Tensor
from torch.func import functional_call

from core.cells import MinGRUCell
from core.cells.gated_unit import GRUState
from core.cells.min_gru_layer import MinGRULayer
from core.cells.torch_layers import layer_of, load_torch_layer
from tests.core.cells.strategies import TAME, Case, cases, make_case

assert_close = partial(torch.testing.assert_close, rtol=1e-10, atol=1e-12)


def batch(case: Case, texts: int = 3) -> tuple[Tensor, Tensor]:
    """Return several texts ``(texts, T, input_size)`` and a state for each."""
    shares = torch.linspace(-1, 1, texts, dtype=torch.float64)[:, None]
    return case.inputs * shares[:, :, None], case.state.hidden_state * shares


def step_by_step(cell: MinGRUCell, x: Tensor, first: Tensor) -> Tensor:
    states = [GRUState(first)]
    for position in range(x.shape[1]):
        states.append(cell(x[:, position], states[-1]).state)
    hidden = [state.hidden_state for state in states[1:]]
    return torch.stack(hidden, 1) if hidden else x.new_zeros(len(x), 0, first.shape[1])


@given(cases(("min-gru",), gains=TAME))
def test_states_and_gradients_are_those_of_the_cell_step_by_step(case: Case) -> None:
    layer = layer_of(case.cell)
    x, first = (each.clone().requires_grad_() for each in batch(case))

    ours, last = layer(x, first[None])
    theirs = step_by_step(case.cell, x, first)  # pyright: ignore[reportArgumentType]

    assert_close(ours, theirs)
    assert torch.equal(last[0], ours[:, -1] if len(case.inputs) else first)
    slopes = torch.linspace(-1, 2, ours.numel(), dtype=ours.dtype).view(ours.shape)
    of_ours = torch.autograd.grad((ours * slopes).sum(), [x, first, *layer.parameters()])
    of_theirs = torch.autograd.grad(
        (theirs * slopes).sum() + 0 * first.sum(),
        [x, first, *case.cell.parameters()],
        materialize_grads=True,
    )
    for our, their in zip(of_ours, of_theirs, strict=True):
        assert_close(our, their)


def test_gradients_are_the_slopes_that_small_changes_show() -> None:
    case = make_case("min-gru")
    layer = layer_of(case.cell)
    names = [name for name, _ in layer.named_parameters()]
    x, first = (each.clone().requires_grad_() for each in batch(case))

    def hidden(x: Tensor, first: Tensor, *weights: Tensor) -> Tensor:
        return functional_call(layer, dict(zip(names, weights, strict=True)), (x, first[None]))[0]

    assert torch.autograd.gradcheck(hidden, (x, first, *layer.parameters()))


def test_a_text_in_two_parts_ends_as_the_whole_one() -> None:
    case = make_case("min-gru", (9, 3, 4))
    layer = layer_of(case.cell)
    x, first = batch(case)

    whole, _ = layer(x)
    beginning, state = layer(x[:, :4])
    rest, _ = layer(x[:, 4:], state)
    assert_close(torch.cat([beginning, rest], 1), whole)
    assert not torch.equal(layer(x, first[None])[0], whole)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_weights_are_copied_there_and_back_unchanged(dtype: torch.dtype) -> None:
    cell, other = (make_case("min-gru", seed=seed, dtype=dtype).cell for seed in (0, 1))

    layer = layer_of(cell)
    assert isinstance(layer, MinGRULayer)
    load_torch_layer(other, layer)
    torch.nn.init.zeros_(layer.weight_ih_l0)
    for weight, copy in zip(cell.parameters(), other.parameters(), strict=True):
        assert torch.equal(weight, copy)
        assert copy.dtype == dtype
    assert cell.weight_ih.abs().min() > 0
