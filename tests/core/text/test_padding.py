from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence

from core.text import Vocabulary
from core.text.padding import SIDES, Code, Fitted, Side, fit, padded

LENGTHS = (3, 7, 1, 5)
LONGEST = 9
TEXTS = [[2 + (5 * row + place) % 11 for place in range(n)] for row, n in enumerate(LENGTHS)]
"""Codes from 2 to 12: 0 is padding, 1 is unknown."""

Layer = torch.nn.RNN | torch.nn.LSTM | torch.nn.GRU
LAYERS = pytest.mark.parametrize("kind", [torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU])
BOTH = pytest.mark.parametrize("side", SIDES)


def make_layer(kind: type[Layer], bias: bool = True) -> Layer:
    """Return a layer from 4 to 3 numbers, all its parameters in use."""
    options: dict[str, Any] = {"bias": bias, "batch_first": True, "dtype": torch.float64}
    layer = kind(4, 3, **options)
    generator = torch.Generator().manual_seed(7)
    for parameter in layer.parameters():
        parameter.data = torch.randn(parameter.shape, generator=generator, dtype=torch.float64)
    return layer.requires_grad_(False)


def vectors(codes: list[tuple[Code, ...]]) -> Tensor:
    """Return a vector for each code, ``(n, T, 4)``; that of padding is zero."""
    table = torch.randn(13, 4, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    table[Vocabulary.PADDING] = 0
    return table[torch.tensor(codes)]


def last_states(layer: Layer, side: Side, masked: bool) -> Tensor:
    """Return the last state of each text, padded on one side and read one step after another."""
    fitted = [fit(text, LONGEST, pad=side) for text in TEXTS]
    inputs = vectors([text.codes for text in fitted])
    parts = 2 if isinstance(layer, torch.nn.LSTM) else 1  # an LSTM has a cell state too
    states = [torch.zeros(1, len(TEXTS), 3, dtype=torch.float64)] * parts
    for t in range(LONGEST):
        _, after = layer(inputs[:, t : t + 1], tuple(states) if parts == 2 else states[0])
        tokens = torch.tensor([text.mask[t] or not masked for text in fitted])[:, None]
        new_states = after if parts == 2 else [after]
        states = [torch.where(tokens, *pair) for pair in zip(new_states, states, strict=True)]
    return states[0]


def packed_states(layer: Layer) -> Tensor:
    inputs = vectors([fit(text, LONGEST).codes for text in TEXTS])
    packed = pack_padded_sequence(inputs, torch.tensor(LENGTHS), True, enforce_sorted=False)
    state = layer(packed)[1]
    return state[0] if isinstance(state, tuple) else state


@LAYERS
@BOTH
def test_masked_padding_on_either_side_is_what_pytorch_packs(kind: type[Layer], side: Side) -> None:
    layer = make_layer(kind)
    torch.testing.assert_close(
        last_states(layer, side, masked=True), packed_states(layer), rtol=0, atol=1e-12
    )


@LAYERS
@BOTH
def test_padding_that_is_not_masked_moves_the_state(kind: type[Layer], side: Side) -> None:
    layer = make_layer(kind)
    moved = (last_states(layer, side, masked=False) - packed_states(layer)).abs().amax((0, 2))
    assert (moved > 1e-6).all()


@LAYERS
def test_before_the_text_it_is_the_bias_that_moves_the_state(kind: type[Layer]) -> None:
    layer = make_layer(kind, bias=False)
    exact = packed_states(layer)
    before = last_states(layer, "before", masked=False)
    after = last_states(layer, "after", masked=False)
    torch.testing.assert_close(before, exact, rtol=0, atol=1e-12)  # from zero, zeros stay zero
    assert ((after - exact).abs().amax((0, 2)) > 1e-6).all()  # from a state, they do not


@given(
    st.lists(st.integers(1, 9), max_size=12),
    st.integers(1, 12),
    st.sampled_from(SIDES),
    st.sampled_from(SIDES),
)
def test_a_fitted_text_is_part_of_the_text_and_padding(
    codes: list[int], length: int, pad: Side, cut: Side
) -> None:
    fitted = fit(codes, length, pad, cut)
    assert len(fitted.codes) == len(fitted.mask) == length
    left = [code for code, token in zip(fitted.codes, fitted.mask, strict=True) if token]
    assert left == [codes[place] for place in fitted.kept]
    assert len(left) == min(len(codes), length)
    assert {c for c, token in zip(fitted.codes, fitted.mask, strict=True) if not token} <= {0}
    assert sorted(fitted.mask, reverse=pad == "after") == list(fitted.mask)
    if len(codes) > length:
        assert fitted.kept == (range(length) if cut == "after" else range(len(codes))[-length:])


@pytest.mark.parametrize(
    ("pad", "cut", "codes", "mask"),
    [
        ("before", "before", (0, 0, 8, 9), (False, False, True, True)),
        ("after", "before", (8, 9, 0, 0), (True, True, False, False)),
    ],
)
def test_a_worked_example(
    pad: Side, cut: Side, codes: tuple[int, ...], mask: tuple[bool, ...]
) -> None:
    assert fit([8, 9], 4, pad, cut) == Fitted(codes, mask, range(2))
    assert fit([5, 6, 7, 8, 9], 2, pad, cut) == Fitted((8, 9), (True, True), range(3, 5))
    assert fit([5, 6, 7, 8, 9], 2, pad) == Fitted((5, 6), (True, True), range(2))
    assert fit([], 1, pad) == Fitted((0,), (False,), range(0))


@pytest.mark.parametrize("length", [0, -1])
def test_a_length_below_one_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"at least 1; got {length}"):
        fit([2], length)


@pytest.mark.parametrize("sides", [{"pad": "left"}, {"cut": "right"}])
def test_an_unknown_side_is_refused(sides: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"'before' or 'after'; got '(left|right)'"):
        fit([2], 3, **sides)


def test_rows_are_padded_at_the_end() -> None:
    assert padded([[2, 3], [4]]).tolist() == [[2, 3], [4, 0]]
