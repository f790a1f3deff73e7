"""What truncation loses, compared with PyTorch's own truncated backpropagation."""

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
def test_truncation_loses_what_detaching_the_state_loses(cell, target, length):
    network, codes = small(cell, target), CODES[target]
    cuts, measure = tuple(range(length, 7, length)), torch_loss(network, codes, 1)
    whole, whole_x = by_autograd(network, codes, measure)
    kept, kept_x = by_autograd(network, codes, measure, cuts)
    full, cut = (
        torch.cat([each[name].flatten() for name in CELL if name in each]) for each in (whole, kept)
    )

    trace = traced(network, codes)
    result = truncated(network, codes, trace, loss(network, codes, trace, 1), length)
    assert result.cuts == cuts
    for norms, gradient in ((result.whole, whole_x), (result.kept, kept_x)):
        np.testing.assert_allclose(2.0**norms, gradient.norm(dim=1), rtol=1e-9, atol=1e-300)
    assert result.share_kept == pytest.approx(float(cut.norm() / full.norm()), rel=1e-9)
    expected = torch.cosine_similarity(full, cut, dim=0).item()
    assert result.cosine == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("length", [7, 100])
def test_chunks_as_long_as_the_text_lose_nothing(cell, length):
    network, codes = small(cell, "next-token"), CODES["next-token"]
    trace = traced(network, codes)
    result = truncated(network, codes, trace, loss(network, codes, trace), length)

    assert result.cuts == ()
    assert np.array_equal(result.whole, result.kept)
    assert result.cosine == pytest.approx(1, abs=1e-12)
    assert result.cosine <= 1
    assert result.share_kept == 1


@pytest.mark.parametrize("cell", CELLS)
def test_one_opinion_s_gradient_is_lost_before_its_chunk_and_kept_within_it(cell):
    network, codes = small(cell, "class"), CODES["class"]
    trace = traced(network, codes)
    result = truncated(network, codes, trace, margin_at(network, trace, 0, 5), 2)

    assert result.cuts == (2, 4, 6)
    assert np.isneginf(result.kept).tolist() == [True] * 4 + [False] * 2 + [True]
    np.testing.assert_allclose(result.kept[4:6], result.whole[4:6], rtol=1e-12)
    assert np.isfinite(result.whole[:6]).all()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("length", [0, 1])
def test_without_a_gradient_there_is_no_angle(target, length):
    network, codes = small("lstm", target), CODES[target][:length]
    trace = traced(network, codes)
    result = truncated(network, codes, trace, loss(network, codes, trace, 1), 3)

    judged = target == "class" and length == 1
    assert result.whole.shape == result.kept.shape == (length,)
    assert np.isnan([result.cosine, result.share_kept]).tolist() == [not judged] * 2
    assert np.isfinite(result.whole).all() == (judged or length == 0)


@pytest.mark.parametrize("length", [0, -3])
def test_a_chunk_without_tokens_is_refused(length):
    network, codes = small("rnn", "class"), CODES["class"]
    trace = traced(network, codes)

    with pytest.raises(ValueError, match=f"at least 1 token, got {length}"):
        truncated(network, codes, trace, loss(network, codes, trace, 1), length)
