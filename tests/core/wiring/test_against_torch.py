"""Every combination of switches against PyTorch's own layers, stacked and in two directions."""

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.cells.torch_layers import LAYERS
from core.wiring import Conv, Wiring, random_inputs, wire
from core.wiring.weights import weights_of
from tests.core.wiring.grid import CELLS, CONVS, SIZES, load, run, wirings

EXACT = {"rtol": 0, "atol": 1e-6}
MERGED: dict[Any, Any] = {
    "concat": lambda a, b: torch.cat([a, b], -1),
    "sum": lambda a, b: a + b,
    "ave": lambda a, b: (a + b) / 2,
    "mul": lambda a, b: a * b,
}


def same(ours: Any, theirs: Any) -> None:
    if isinstance(ours, tuple):
        assert isinstance(theirs, tuple)
        for mine, expected in zip(ours, theirs, strict=True):
            same(mine, expected)
    elif ours is None:
        assert theirs is None
    else:
        assert ours.shape == tuple(theirs.shape)
        np.testing.assert_allclose(ours, theirs, **EXACT)


def stacked(wiring: Wiring, part: str, inputs: Tensor, first: int) -> nn.RNNBase:
    """Return one layer of PyTorch's with all of ours in it, as ``num_layers`` has them."""
    layer = LAYERS[wiring.cell](
        first,
        wiring.hidden_size,
        wiring.num_layers,
        batch_first=wiring.batch_first,
        bidirectional=wiring.bidirectional,
    )
    weights = weights_of(wiring)
    for number in range(wiring.num_layers):
        load(layer, weights, part, number, number)
    return layer


def split(states: Tensor | tuple) -> tuple[Tensor, Tensor | None]:
    return states if isinstance(states, tuple) else (states, None)


def one_by_one(wiring: Wiring, part: str, x: Tensor):
    """Run layer by layer and merge by hand; return the last layer's output and all states."""
    states, weights = [], weights_of(wiring)
    for number in range(wiring.num_layers):
        layer = LAYERS[wiring.cell](
            x.shape[-1],
            wiring.hidden_size,
            batch_first=wiring.batch_first,
            bidirectional=wiring.bidirectional,
        )
        load(layer, weights, part, number)
        both, last = layer(x)
        states.append(split(last))
        x = both
        if wiring.bidirectional and wiring.merge is not None:
            x = MERGED[wiring.merge](*both.chunk(2, -1))
    h_n, c_n = zip(*states, strict=True)
    return x, torch.cat(h_n), None if c_n[0] is None else torch.cat(c_n)


def last_of(wiring: Wiring, h_n: Tensor) -> Tensor | tuple:
    """Return what ``return_sequences=False`` gives."""
    if not wiring.bidirectional:
        return h_n[-1]
    return (h_n[-2], h_n[-1]) if wiring.merge is None else MERGED[wiring.merge](h_n[-2], h_n[-1])


@pytest.mark.slow
@pytest.mark.parametrize("batch_first", [True, False])
@torch.no_grad()
def test_output_and_states_are_those_of_pytorchs_layers(batch_first):
    layers = (1, 2, 3) if batch_first else (1,)
    for wiring in wirings(layers, batch_first=batch_first, return_state=True):
        if wiring.has_decoder:
            continue
        wired, x, _ = run(wiring)
        if wiring.kind == "one-to-many":
            pad = (0, 0, 0, 3) if batch_first else (0, 0, 0, 0, 0, 3)
            x = nn.functional.pad(x, pad)
        output, h_n, c_n = one_by_one(wiring, "", x)
        if wiring.merge == "concat":  # the same by the one layer that PyTorch has for it
            fused, states = stacked(wiring, "", x, 3)(x)
            torch.testing.assert_close(fused, output, **EXACT)
            torch.testing.assert_close(split(states)[0], h_n, **EXACT)
        if wiring.bidirectional and wiring.merge is None:
            output = output.chunk(2, -1)
        same(wired.output, output if wiring.every_step else last_of(wiring, h_n))
        same(wired.h_n, h_n)
        same(wired.c_n, c_n)


@torch.no_grad()
def test_an_encoder_decoder_is_that_of_pytorchs_layers_called_step_by_step():
    for wiring in wirings(return_state=True):
        if not wiring.has_decoder:
            continue
        wired, x, targets = run(wiring)
        _, h_n, c_n = one_by_one(wiring, "encoder", x)
        same(wired.encoder_h_n, h_n)
        same(wired.encoder_c_n, c_n)
        layer = LAYERS[wiring.cell](wiring.width, wiring.width, wiring.num_layers, batch_first=True)
        for number in range(wiring.num_layers):
            load(layer, weights_of(wiring), "decoder", number, number)
        state = tuple(
            each if not wiring.bidirectional else MERGED[wiring.merge](each[::2], each[1::2])
            for each in (h_n, c_n)
            if each is not None
        )
        state = state if c_n is not None else state[0]
        step, steps = torch.zeros(2, 1, wiring.width), []
        for t in range(wiring.target_length or 0):
            if targets is not None and t:
                step = targets[:, t - 1 : t]
            step, state = layer(step, state)
            steps.append(step)
        same(wired.output, torch.cat(steps, 1))
        same((wired.h_n, wired.c_n), split(state))


@torch.no_grad()
def test_a_convolution_is_that_of_pytorch():
    for conv in CONVS[1:]:
        wiring = Wiring("gru", **SIZES, conv=conv)
        wired, x, _ = run(wiring, 7)
        weights = weights_of(wiring)
        assert weights.conv is not None
        weight, bias = weights.conv
        if conv.padding == "same" and conv.stride == 1:
            theirs = nn.functional.conv1d(x.mT, weight, bias, padding="same")
        elif conv.padding == "causal":  # padded on both sides, and without what comes after
            wide = nn.functional.conv1d(x.mT, weight, bias, conv.stride, conv.kernel_size - 1)
            theirs = wide[..., : -(-7 // conv.stride)]
        elif conv.padding == "valid":
            theirs = nn.functional.conv1d(x.mT, weight, bias, conv.stride)
        else:  # PyTorch has no padding="same" with a stride; Keras is compared elsewhere
            continue
        (ours,) = (a for a in wired.arrows if a.folded and a.kind == "convolved input")
        same(ours.values, theirs.mT)
        layer = nn.GRU(conv.filters, 4, batch_first=True)
        load(layer, weights_of(wiring), "", 0)
        same(wired.output, layer(theirs.mT)[0])


def test_a_causal_window_sees_no_later_step_and_every_window_only_steps_that_are_there():
    sizes = product((1, 2, 3, 5), (1, 2, 3), ("same", "causal"))
    for conv in (Conv(2, *each) for each in sizes):
        for length in range(1, 8):
            windows = conv.windows(length)
            assert len(windows) == -(-length // conv.stride)
            for k, window in enumerate(windows):
                assert {*window} <= {*range(length)}
                if conv.padding == "causal":
                    assert window[-1] == k * conv.stride


@pytest.mark.parametrize("cell", CELLS)
def test_two_batches_of_a_stateful_model_are_one_long_run(cell):
    wiring = Wiring(cell, **SIZES, num_layers=2, stateful=True)
    x = random_inputs(wiring, 7)
    first = wire(wiring, x[:, :3])
    second = wire(wiring, x[:, 3:], after=first)
    long = wire(wiring, x)

    np.testing.assert_allclose(np.hstack([first.output, second.output]), long.output, **EXACT)
    same((second.h_n, second.c_n), (long.h_n, long.c_n))
    reset = wire(wiring, x[:, 3:])
    assert np.abs(reset.h_n - second.h_n).max() > 0.01
    stateless = wire(Wiring(cell, **SIZES, num_layers=2), x[:, 3:], after=first)
    same(stateless.output, reset.output)


@pytest.mark.parametrize("cell", CELLS)
def test_the_backward_direction_is_the_forward_one_on_the_reversed_text(cell):
    wiring = Wiring(cell, **SIZES, bidirectional=True, merge=None)
    x = random_inputs(wiring, 6)
    wired = wire(wiring, x)
    layer = LAYERS[cell](3, 4, batch_first=True)
    weights = weights_of(wiring)
    backward = next(cell for place, cell in weights.cells.items() if place.direction == "backward")
    with torch.no_grad():
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            getattr(layer, f"{name}_l0").copy_(getattr(backward, name))
        theirs = layer(x.flip(1))[0].flip(1)

    same(wired.output[1], theirs)
    order = [a.step for a in wired.arrows if a.direction == "backward" and a.kind == "hidden state"]
    assert order == [None, 5, 4, 3, 2, 1]
