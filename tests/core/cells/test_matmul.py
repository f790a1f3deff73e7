"""Two libraries multiply; both must give the same product."""

import pytest
import torch
from torch.nn.functional import linear

from core.cells.matmul import MANY_ROWS, product


def matrix(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    generator = torch.Generator().manual_seed(sum(shape))
    return torch.randn(shape, generator=generator, dtype=dtype)


@pytest.fixture
def calls(monkeypatch):
    """The number of rows of each product that PyTorch's default library computes."""
    rows = []

    def counted(x, weight):
        rows.append(len(x))
        return linear(x, weight)

    monkeypatch.setattr("core.cells.matmul.linear", counted)
    return rows


SIZES = [(MANY_ROWS, 1, 1), (MANY_ROWS + 1, 64, 384), (333, 7, 5), (2000, 64, 256)]


@pytest.mark.parametrize(("rows", "n", "m"), SIZES)
def test_for_many_rows_the_other_library_gives_the_same_product(rows, n, m, calls):
    x, weight = matrix(rows, n), matrix(m, n)

    with torch.inference_mode():
        fast = product(x, weight)

    exact = linear(x.double(), weight.double())
    assert calls == []
    assert fast.shape == (rows, m)
    assert float((fast - exact).abs().max()) < 1e-5 * max(1, n**0.5)
    assert float((fast - linear(x, weight)).abs().max()) < 1e-5 * max(1, n**0.5)


def test_rows_and_weights_may_be_views(calls):
    x, weight = matrix(7, 100).T, matrix(12, 14)[3:9, ::2]

    with torch.no_grad():
        torch.testing.assert_close(product(x, weight), x @ weight.T, rtol=0, atol=1e-5)

    assert calls == []


@pytest.mark.parametrize("rows", [0, 1, MANY_ROWS - 1])
def test_few_rows_stay_with_the_default_library(rows, calls):
    with torch.no_grad():
        assert product(matrix(rows, 3), matrix(4, 3)).shape == (rows, 4)

    assert calls == [rows]


def test_float64_stays_exact(calls):
    x, weight = matrix(100, 30, dtype=torch.float64), matrix(4, 30, dtype=torch.float64)

    assert torch.equal(product(x, weight), linear(x, weight))
    assert calls == [100]


@pytest.mark.parametrize("which", [0, 1])
def test_where_a_gradient_is_needed_it_is_computed(which, calls):
    pair = [matrix(100, 3), matrix(4, 3)]
    pair[which].requires_grad_()

    product(*pair).sum().backward()

    other = pair[1 - which].sum(0)
    torch.testing.assert_close(pair[which].grad, other.expand_as(pair[which]))
    assert calls == [100]


def test_with_gradients_switched_off_the_other_library_is_used(calls):
    x = matrix(100, 3).requires_grad_()

    with torch.no_grad():
        assert not product(x, matrix(4, 3)).requires_grad

    assert calls == []


def test_without_one_dnn_all_stays_with_the_default_library(calls, monkeypatch):
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)

    with torch.no_grad():
        product(matrix(100, 3), matrix(4, 3))

    assert calls == [100]
