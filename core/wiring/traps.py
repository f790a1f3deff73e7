"""Where recurrent layers surprise: what was expected, what came, and the measured difference.

Every number is of PyTorch's own layer with a model's weights, compared with the states that our
cells compute step by step.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence

from ..cells.torch_layers import LAYERS, PARAMETERS
from .names import MERGES
from .run import merged
from .weights import weights_of
from .wired import wire
from .wiring import Wiring


@dataclass(frozen=True, eq=False)
class Way:
    """One way to write it.

    Attributes:
        pytorch: the expression in PyTorch.
        keras: what Keras calls the same; empty where it has no such thing.
        shape: of what the expression gives.
        values: what it gives; ``None`` where only the shape counts.
        difference: the largest difference from what it should be; ``None`` where nothing is
            measured.
        is_right: whether it is the right one.
    """

    pytorch: str
    keras: str
    shape: tuple[int, ...]
    values: np.ndarray | None
    difference: float | None
    is_right: bool


@dataclass(frozen=True)
class Trap:
    """One trap: the ways to write it, right and wrong.

    Attributes:
        id: ``last output``, ``batch first``, ``states``, ``stacking``, ``stateful``, ``padding``.
        ways: to write it, the right one first where one is right.
        error: what is raised, where the wrong way does not run; else empty.
    """

    id: str
    ways: tuple[Way, ...]
    error: str = ""


def traps(wiring: Wiring, inputs: Tensor | np.ndarray, zeros: int = 3) -> tuple[Trap, ...]:
    """Return every trap, measured on one layer of a model.

    Args:
        wiring: its cell, sizes, merge and seed, of which the weights are drawn; other switches are
            set as each trap needs them.
        inputs: ``(N, T, input_size)``, at least 2 steps.
        zeros: steps of padding.

    Raises:
        ValueError: if the inputs have another shape, or fewer than 2 steps.
    """
    plain = Wiring(wiring.cell, wiring.input_size, wiring.hidden_size, seed=wiring.seed)
    x = torch.as_tensor(np.asarray(inputs), dtype=torch.float32)
    if x.dim() != 3 or x.shape[2] != plain.input_size or x.shape[1] < 2 or not len(x):
        raise ValueError(
            f"traps expected inputs of shape (N, T, {plain.input_size}) with T from 2; got "
            f"{tuple(x.shape)}."
        )
    merge = wiring.merge or "concat"
    both = replace(plain, bidirectional=True, merge=merge, kind="many-to-one")
    with torch.no_grad():
        return (
            last_output(both, x),
            batch_first(both, x),
            states(plain, x),
            stacking(plain, x),
            stateful(replace(plain, stateful=True), x),
            padding(plain, x, zeros),
        )


def torch_layer_of(wiring: Wiring) -> nn.RNNBase:
    """Return PyTorch's layer with the weights of a model of one layer, in all its directions."""
    sizes = wiring.input_size, wiring.hidden_size
    both = wiring.bidirectional
    layer = LAYERS[wiring.cell](*sizes, batch_first=True, bidirectional=both, device="meta")
    weights = {
        f"{name}_l0{'_reverse' * (place.direction == 'backward')}": getattr(cell, name)
        for place, cell in weights_of(wiring).cells.items()
        for name in PARAMETERS
    }
    layer.load_state_dict(weights, assign=True)
    return layer.requires_grad_(False)


def last_output(wiring: Wiring, x: Tensor) -> Trap:
    """With two directions, ``output[:, -1]`` has the backward one after a single step.

    It began at the last step: what it has read of the text stands at the first, and in h_n.
    """
    output, h_n = _run(torch_layer_of(wiring), x)
    expected, merge = wire(wiring, x).output, MERGES[wiring.merge].pytorch
    assert isinstance(expected, np.ndarray)
    size = wiring.hidden_size
    right = _merged(wiring, h_n[-2], h_n[-1])
    wrong = _merged(wiring, output[:, -1, :size], output[:, -1, size:])
    whole = "output[:, -1]"
    if wiring.merge != "concat":
        whole = merge.format(a=f"output[:, -1, :{size}]", b=f"output[:, -1, {size}:]")
    every = f'Bidirectional(return_sequences=True, merge_mode="{wiring.merge}")[:, -1]'
    one = f'Bidirectional(return_sequences=False, merge_mode="{wiring.merge}")'
    return Trap(
        "last output",
        (
            _way(merge.format(a="h_n[-2]", b="h_n[-1]"), one, right, expected, True),
            _way(whole, every, wrong, expected, False),
        ),
    )


def batch_first(wiring: Wiring, x: Tensor) -> Trap:
    """``h_n`` is ``(directions, N, hidden_size)`` with batch_first, too: ``h_n[:, -1]`` is a text.

    Taken as a step, it is both directions of the last text of the batch.
    """
    output, h_n = _run(torch_layer_of(wiring), x)
    return Trap(
        "batch first",
        (
            Way("h_n[-1]", "state_h", tuple(h_n[-1].shape), h_n[-1].numpy(), None, True),
            Way("h_n[:, -1]", "", tuple(h_n[:, -1].shape), h_n[:, -1].numpy(), None, False),
            Way("h_n", "", tuple(h_n.shape), None, None, True),
            Way("output", "", tuple(output.shape), None, None, True),
        ),
    )


def states(wiring: Wiring, x: Tensor) -> Trap:
    """An LSTM returns two states where an RNN and a GRU return one: unpacking must know the cell.

    ``output, (h_n, c_n) = gru(x)`` fails, or takes two layers for two states. The shape of a way is
    the number of states.
    """
    ways: list[Way] = []
    for cell in ("lstm", "gru", "rnn"):
        wired = wire(replace(wiring, cell=cell, return_state=True), x)
        names = "output, (h_n, c_n)" if cell == "lstm" else "output, h_n"
        in_keras = "output, state_h, state_c" if cell == "lstm" else "output, state_h"
        count = (len(wired.returned) - 1,)
        ways.append(Way(f"{names} = {cell}(x)", in_keras, count, None, None, True))
    error = ""
    try:
        _output, (_h_n, _c_n) = torch_layer_of(replace(wiring, cell="gru"))(x)
    except ValueError as refused:
        error = str(refused)
    count = (len(wire(replace(wiring, cell="gru"), x).h_n),)
    ways.append(Way("output, (h_n, c_n) = gru(x)", "", count, None, None, False))
    return Trap("states", tuple(ways), error)


def stacking(wiring: Wiring, x: Tensor) -> Trap:
    """A layer on top needs every step of the one below; PyTorch would read a batch as one text."""
    every = wire(wiring, x).output
    last = wire(replace(wiring, kind="many-to-one"), x).output
    error = ""
    try:
        Wiring(wiring.cell, 1, 1, num_layers=2, return_sequences=(False, True))
    except ValueError as refused:
        error = str(refused)
    assert isinstance(every, np.ndarray)
    assert isinstance(last, np.ndarray)
    return Trap(
        "stacking",
        (
            Way("output", "return_sequences=True", every.shape, every, None, True),
            Way("output[:, -1]", "return_sequences=False", last.shape, last, None, False),
        ),
        error,
    )


def stateful(wiring: Wiring, x: Tensor) -> Trap:
    """Without a reset, a stateful model reads the second text after the first.

    The first text is the batch as it is, the second its steps in reversed order.
    """
    second = x.flip(1)
    layer = torch_layer_of(wiring)
    alone = wire(wiring, second)
    _, state = layer(x)
    _, right = _run(layer, second)
    _, wrong = _run(layer, second, state)
    gone_on = _way("layer(x, state)", "stateful=True", wrong[-1], alone.h_n[-1], False)
    reset = _way("layer(x)", "reset_state()", right[-1], alone.h_n[-1], True)
    return Trap("stateful", (reset, gone_on))


def padding(wiring: Wiring, x: Tensor, zeros: int) -> Trap:
    """What the last hidden state becomes when steps of zeros stand before or after the text.

    Zeros are read like a token. Before the text they move the state that it starts from; after
    it they are what was read last. Packed, they are not read.
    """
    layer = torch_layer_of(wiring)
    expected = wire(wiring, x).h_n[-1]
    before = nn.functional.pad(x, (0, 0, zeros, 0))
    after = nn.functional.pad(x, (0, 0, 0, zeros))
    packed = pack_padded_sequence(after, torch.full((len(x),), x.shape[1]), batch_first=True)
    ways = (
        ("pack_padded_sequence(after, lengths)", "Masking()", _run(layer, packed)[1][-1], True),
        ("nn.functional.pad(x, (0, 0, n, 0))", 'padding="pre"', _run(layer, before)[1][-1], False),
        ("nn.functional.pad(x, (0, 0, 0, n))", 'padding="post"', _run(layer, after)[1][-1], False),
    )
    return Trap(
        "padding",
        tuple(_way(torch_, keras, got, expected, ok) for torch_, keras, got, ok in ways),
    )


def _run(layer: nn.RNNBase, *arguments: object) -> tuple[Tensor, Tensor]:
    """Return the output and h_n."""
    output, state = layer(*arguments)
    return output, state[0] if isinstance(state, tuple) else state


def _merged(wiring: Wiring, forward: Tensor, backward: Tensor) -> Tensor:
    return merged(wiring.merge, (forward, backward))


def _way(pytorch: str, keras: str, got: Tensor, expected: np.ndarray, is_right: bool) -> Way:
    values = got.numpy()
    difference = float(np.abs(values - expected).max())
    return Way(pytorch, keras, values.shape, values, difference, is_right)
