"""The work is counted again, as torch does it: matrix products by torch's own counter, the rest by
watching every element-wise product that the cells compute."""

import itertools

import pytest
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

from core.cells import CELLS, PaperGRUCell, RecurrentCell
from core.parameters.conventions import CONVENTIONS
from core.parameters.cost import FLOAT16, FLOAT32, memory_bytes, multiply_adds, products_per_unit
from core.parameters.count import count_parameters

LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
SIZES = [(1, 1), (8, 16), (7, 5)]
EVERY = [
    (name, *sizes, layers, both)
    for name, sizes, layers, both in itertools.product(LAYERS, SIZES, (1, 2, 3), (False, True))
]
KEPT_APART = {"gru": 1}
"""Our GRU takes r ⊙ (W h + b) apart into r ⊙ W h and r ⊙ b, to show each: one product more."""


class Products(TorchDispatchMode):
    """Counts the results of element-wise products of two tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if func.overloadpacket in (torch.ops.aten.mul, torch.ops.aten.mul_):
            assert all(isinstance(factor, Tensor) for factor in args)
            self.count += result.numel()
        return result


def cells(name: str, sizes: tuple[int, int], layers: int, both: bool) -> list[RecurrentCell]:
    """Return a cell for each layer and direction."""
    input_size, hidden_size = sizes
    above = hidden_size * (1 + both)
    inputs = [input_size] + [above] * (layers - 1)
    return [CELLS[name](size, hidden_size) for size in inputs for _ in range(1 + both)]


def element_wise(cell: RecurrentCell) -> int:
    with Products() as products:
        cell(torch.ones(1, cell.input_size), cell.initial_state(1))
    return products.count - KEPT_APART.get(cell.name, 0) * cell.hidden_size


def in_matrices(module: nn.Module, *inputs: object) -> int:
    with FlopCounterMode(display=False) as counter:
        module(*inputs)
    assert counter.get_total_flops() % 2 == 0  # a product and a sum each
    return counter.get_total_flops() // 2


@pytest.mark.parametrize(("name", "inputs", "hidden", "layers", "both"), EVERY)
def test_every_multiplication_of_our_cells_is_counted(name, inputs, hidden, layers, both):
    stack = cells(name, (inputs, hidden), layers, both)

    done = sum(
        in_matrices(cell, torch.ones(1, cell.input_size), cell.initial_state(1))
        + element_wise(cell)
        for cell in stack
    )

    assert multiply_adds(count_parameters(name, inputs, hidden, layers, both)) == done


@pytest.mark.parametrize(("name", "inputs", "hidden", "layers", "both"), EVERY)
def test_matrices_are_multiplied_as_often_in_torchs_own_layer(name, inputs, hidden, layers, both):
    # In float64 the layer is not one fused kernel, into which the counter could not look.
    layer = LAYERS[name](inputs, hidden, layers, bidirectional=both, dtype=torch.float64)
    element_wise = products_per_unit(name) * hidden * layers * (1 + both)

    done = in_matrices(layer, torch.ones(1, 1, inputs, dtype=torch.float64))

    assert (
        multiply_adds(count_parameters(name, inputs, hidden, layers, both)) == done + element_wise
    )


@pytest.mark.parametrize("proj_size", [1, 3])
def test_a_projection_is_multiplied_once_for_each_of_its_weights(proj_size):
    layer = nn.LSTM(8, 5, 2, bidirectional=True, dtype=torch.float64, proj_size=proj_size)
    table = count_parameters("lstm", 8, 5, 2, True, proj_size=proj_size)

    done = in_matrices(layer, torch.ones(1, 1, 8, dtype=torch.float64))

    assert multiply_adds(table) == done + products_per_unit("lstm") * 5 * 2 * 2


def test_the_papers_gru_has_as_many_products_as_pytorchs():
    assert element_wise(PaperGRUCell(2, 5)) == 5 * products_per_unit("paper-gru") == 5 * 3


@pytest.mark.parametrize("name", LAYERS)
def test_biases_and_layout_do_not_change_the_work(name):
    counted = {
        multiply_adds(count_parameters(name, 8, 16, 2, True, convention))
        for convention in CONVENTIONS
    }

    assert len(counted) == 1


def test_the_work_of_a_small_gru_is_that_counted_by_hand():
    """Three blocks of 3 × 2 and 3 × 3 weights are 45; three element-wise products of 3 are 9."""
    assert multiply_adds(count_parameters("gru", 2, 3)) == 54


@pytest.mark.parametrize(
    ("dtype", "bytes_per_number"), [(torch.float32, FLOAT32), (torch.float16, FLOAT16)]
)
def test_memory_is_what_torchs_own_layer_holds(dtype, bytes_per_number):
    layer = nn.LSTM(8, 16, 2, bidirectional=True, dtype=dtype)
    total = count_parameters("lstm", 8, 16, 2, True).total

    assert memory_bytes(total, bytes_per_number) == sum(p.nbytes for p in layer.parameters())
