"""What truncation loses: against PyTorch's own truncated backpropagation."""

import numpy as np
import pytest
import torch

from core.analysis.gradients.objectives import loss, margin_at
from core.analysis.gradients.truncation import truncated
from core.cells import CELLS
from tests.core.analysis.gradients.small_networks import (
    CODES,
    EVERY,
    TARGETS,
    by_autograd,
    small,
    torch_loss,
    traced,
)

CELL = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@pytest.mark.parametrize(("cell", "target"), EVERY)
@pytest.mark.parametrize("length", [1, 3])
def test_it_is_what_detaching_the_state_loses(cell, target, length):
    network, codes = small(cell, target), CODES[target]
    cuts, measure = tuple(range(length, 7, length)), torch_loss(network, codes, 1)
    whole, whole_x = by_autograd(network, codes, measure)
    kept, kept_x = by_autograd(network, codes, measure, cuts)
    one, other = (torch.cat([each[name].flatten() for name in CELL]) for each in (whole, kept))

    trace = traced(network, codes)
    found = truncated(network, codes, trace, loss(network, codes, trace, 1), length)
    assert found.cuts == cuts
    for norms, gradient in ((found.whole, whole_x), (found.kept, kept_x)):
        np.testing.assert_allclose(2.0**norms, gradient.norm(dim=1), rtol=1e-9, atol=1e-300)
    assert found.share_kept == pytest.approx(float(other.norm() / one.norm()), rel=1e-9)
    expected = torch.cosine_similarity(one, other, dim=0).item()
    assert found.cosine == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("length", [7, 100])
def test_chunks_as_long_as_the_text_lose_nothing(cell, length):
    network, codes = small(cell, "next-token"), CODES["next-token"]
    trace = traced(network, codes)
    found = truncated(network, codes, trace, loss(network, codes, trace), length)

    assert found.cuts == ()
    assert np.array_equal(found.whole, found.kept)
    assert found.cosine == pytest.approx(1, abs=1e-12)
    assert found.cosine <= 1
    assert found.share_kept == 1


@pytest.mark.parametrize("cell", CELLS)
def test_of_one_opinion_all_before_its_chunk_is_lost_and_nothing_after(cell):
    network, codes = small(cell, "class"), CODES["class"]
    trace = traced(network, codes)
    found = truncated(network, codes, trace, margin_at(network, trace, 0, 5), 2)

    assert found.cuts == (2, 4, 6)
    assert np.isneginf(found.kept).tolist() == [True] * 4 + [False] * 2 + [True]
    np.testing.assert_allclose(found.kept[4:6], found.whole[4:6], rtol=1e-12)
    assert np.isfinite(found.whole[:6]).all()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("length", [0, 1])
def test_without_a_gradient_there_is_no_angle_either(target, length):
    network, codes = small("lstm", target), CODES[target][:length]
    trace = traced(network, codes)
    found = truncated(network, codes, trace, loss(network, codes, trace, 1), 3)

    judged = target == "class" and length == 1
    assert found.whole.shape == found.kept.shape == (length,)
    assert np.isnan([found.cosine, found.share_kept]).tolist() == [not judged] * 2
    assert np.isfinite(found.whole).all() == (judged or length == 0)


@pytest.mark.parametrize("length", [0, -3])
def test_a_chunk_has_a_token(length):
    network, codes = small("rnn", "class"), CODES["class"]
    trace = traced(network, codes)

    with pytest.raises(ValueError, match=f"at least 1 token, got {length}"):
        truncated(network, codes, trace, loss(network, codes, trace, 1), length)
