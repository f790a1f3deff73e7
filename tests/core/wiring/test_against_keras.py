"""Every combination of switches against Keras: its shapes, and its numbers on equal weights."""

from typing import Any

import numpy as np
import pytest
import torch

from core.cells import RecurrentCell
from core.parameters.conventions import CONVENTIONS
from core.wiring import Conv, Wired, Wiring, random_inputs, source, wire
from core.wiring.names import LAYERS
from core.wiring.variables import Variables
from core.wiring.weights import Weights, weights_of
from tests.core.wiring.grid import CELLS, CONVS, SIZES, execute, parts, run, wirings

EXACT = {"rtol": 0, "atol": 1e-6}


def laid_out(cell: RecurrentCell) -> list[np.ndarray]:
    """Return a cell's weights as Keras has them: kernel, recurrent kernel, bias."""
    own, rules = cell.blocks, CONVENTIONS["keras"].blocks
    order = [own.index(block) for block in rules.get(cell.name, own)]

    def reordered(tensor: torch.Tensor) -> np.ndarray:
        chunks = tensor.chunk(len(own))
        return torch.cat([chunks[i] for i in order]).numpy()

    bias = [reordered(cell.bias_ih), reordered(cell.get_parameter("bias_hh"))]
    summed = np.stack(bias) if cell.name == "gru" else bias[0] + bias[1]
    return [reordered(cell.weight_ih).T, reordered(cell.get_parameter("weight_hh")).T, summed]


def set_weights(layer: Any, weights: Weights, part: str, number: int) -> None:
    cells = [c for at, c in weights.cells.items() if (at.part, at.layer) == (part, number)]
    layer.set_weights([array for cell in cells for array in laid_out(cell)])


def same(ours: tuple, theirs: Any) -> None:
    given = theirs if isinstance(theirs, (list, tuple)) else [theirs]
    for mine, expected in zip(ours, given, strict=True):
        assert mine.shape == tuple(expected.shape)
        np.testing.assert_allclose(mine, expected.detach().numpy(), **EXACT)


def arrow_shape(wired: Wired, target: str) -> tuple[int, ...]:
    shapes = {a.shape for a in wired.arrows if a.folded and a.target == target}
    (shape,) = shapes
    return shape


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
def test_shapes_on_the_arrows_are_those_that_keras_computes(keras, cell):
    """A layer alone and the layer below it, for every merge, sequences or not, states or not."""
    for wiring in wirings(return_state=True):
        if wiring.cell != cell or wiring.has_decoder or wiring.num_layers > 2:
            continue
        wired, *_ = run(wiring)
        shape: Any = (2, {"one-to-one": 1, "one-to-many": 4}.get(wiring.kind, 4), 3)
        for number in range(wiring.num_layers):
            top = number == wiring.num_layers - 1
            layer = getattr(keras.layers, LAYERS[cell].keras)(
                4, return_sequences=wiring.every_step or not top, return_state=top
            )
            if wiring.bidirectional:
                layer = keras.layers.Bidirectional(layer, merge_mode=wiring.merge)
            shape = layer.compute_output_shape(shape)
            if not top:
                readers = {a.shape for a in wired.arrows if a.folded and a.kind == "layer output"}
                assert readers == {tuple(shape)}
        assert [tuple(each) for each in shape] == [each.shape for each in wired.returned]
        assert arrow_shape(wired, "output") == wired.returned[0].shape


def test_shapes_behind_a_convolution_are_those_that_keras_computes(keras):
    for conv in CONVS[1:]:
        for length in (5, 6, 7):
            wired, x, _ = run(Wiring("rnn", **SIZES, conv=conv), length)
            layer = keras.layers.Conv1D(
                conv.filters, conv.kernel_size, strides=conv.stride, padding=conv.padding
            )
            shapes = {a.shape for a in wired.arrows if a.folded and a.kind == "convolved input"}
            assert shapes == {layer.compute_output_shape(tuple(x.shape))}


def run_source(wired: Wired) -> dict[str, Any]:
    """Run the Keras source and give its layers our weights; return its variables."""
    names: dict[str, Any] = {}
    execute(source(wired, "keras"), names, "import", "input", "make", "run")
    weights = weights_of(wired.wiring)
    for part in parts(wired.wiring):
        for number in range(wired.wiring.num_layers):
            layer = names[Variables(wired.wiring).layer(part, number)]
            set_weights(layer, weights, part, number)
    if weights.conv is not None:
        kernel, bias = weights.conv
        names["conv"].set_weights([kernel.permute(2, 1, 0).numpy(), bias.numpy()])
    if wired.wiring.writer is not None:
        readout = wired.wiring.writer.readout
        names["readout"].set_weights([readout.weight.T.numpy(), readout.bias.numpy()])
    return names


STACKED = ("many-to-one", "encoder-decoder")
"""What a second layer is compared for: a model takes Keras long, and the top is as without one."""
BEHIND = [
    Wiring("gru", **SIZES, conv=conv, kind=kind, length=7, bidirectional=True, merge="ave")
    for conv in CONVS[1:]
    for kind in ("many-to-one", "one-to-many")
]


@pytest.mark.slow
@pytest.mark.usefixtures("keras")  # the source imports it
def test_the_keras_source_computes_the_same():
    for wiring in [*wirings((1, 2), return_state=True), *BEHIND]:
        if wiring.num_layers == 2 and (wiring.kind not in STACKED or wiring.teacher_forcing):
            continue
        wired, x, targets = run(wiring, 7 if wiring.conv else 4)
        with torch.no_grad():
            theirs = run_source(wired)["model"](x if targets is None else [x, targets])
        same(wired.returned, theirs)


@pytest.mark.slow
@pytest.mark.usefixtures("keras")
@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("cell", CELLS)
def test_a_stateful_keras_model_carries_on_until_it_is_reset(cell, both):
    wiring = Wiring(cell, **SIZES, num_layers=2, bidirectional=both, stateful=True)
    x, y = random_inputs(wiring, 3), random_inputs(wiring, 3, seed=5)
    first = wire(wiring, x)
    second = wire(wiring, y, after=first)
    names = run_source(first)
    names["reset"]()
    with torch.no_grad():
        same((first.output,), names["model"](x))
        same((second.output,), names["model"](y))
        names["reset"]()
        same((wire(wiring, y).output,), names["model"](y))


def test_stacking_without_every_step_is_what_keras_refuses(keras):
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2"):
        keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(4), keras.layers.LSTM(4)])
    expected = (
        r"return_sequences=True in every layer but the last; got False in layer 1 of 2.*ndim=2"
    )
    with pytest.raises(ValueError, match=expected):
        Wiring("lstm", **SIZES, num_layers=2, return_sequences=(False, True))
    assert Wiring("lstm", **SIZES, num_layers=2, return_sequences=(True, True)).every_step


def test_what_the_keras_source_looks_like():
    wiring = Wiring(
        "lstm",
        **SIZES,
        num_layers=2,
        bidirectional=True,
        merge="sum",
        kind="many-to-one",
        return_state=True,
        conv=Conv(5, 3, padding="causal"),
    )
    wired = wire(wiring, random_inputs(wiring))

    assert [line.text for line in source(wired, "keras")] == [
        "import keras",
        "from keras import layers",
        "",
        "inputs = keras.Input((5, 3))",
        'conv = layers.Conv1D(5, 3, padding="causal")',
        'lstm_0 = layers.Bidirectional(layers.LSTM(4, return_sequences=True), merge_mode="sum")',
        'lstm_1 = layers.Bidirectional(layers.LSTM(4, return_state=True), merge_mode="sum")',
        "convolved = conv(inputs)  # (2, 5, 5)",
        "output_0 = lstm_0(convolved)  # (2, 5, 4)",
        "output, *states = lstm_1(output_0)  # (2, 4)",
        "model = keras.Model(inputs, [output, *states])",
    ]
