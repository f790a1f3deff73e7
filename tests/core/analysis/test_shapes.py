"""Analyses of any cell of any network: upper layers, the backward direction, windows."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from core.analysis.gradients.backward import backward
from core.analysis.gradients.objectives import loss, margin_at
from core.analysis.gradients.parameter_gradients import parameter_gradients
from core.analysis.memory.first_token import first_token_left
from core.analysis.memory.ledger import carry, left
from core.analysis.memory.output_shares import readout_shares
from core.analysis.padded import read_padded
from core.analysis.reading import read
from core.analysis.what_if import what_if, what_if_possible
from core.analysis.what_if.ablation import silence_each
from core.cells.torch_layers import LAYERS
from core.edits import Hold, Remove, Replace
from core.network import Network
from core.network.place import CellPlace
from core.network.windows import Convolution
from core.trace import unroll
from tests.core.network.shapes import shaped

TEXT, WINDOWS = "hellohello", Convolution(filters=6, kernel_size=3, stride=2)
SHAPES = {
    "stack": {"layers": 3},
    "both": {"layers": 2, "bidirectional": True},
    "windows": {"layers": 2, "bidirectional": True, "convolution": WINDOWS},
    "class": {"bidirectional": True, "target": "class"},
}
PLACES = [
    (shape, cell, place)
    for shape, options in SHAPES.items()
    for cell in (*LAYERS, "paper-gru")
    for place in shaped(cell, **options).cells_by_place
]
every_cell = pytest.mark.parametrize(
    ("shape", "cell", "place"),
    [
        pytest.param(*each, id=f"{each[0]}-{each[1]}-{each[2].layer}-{each[2].direction}")
        for each in PLACES
    ],
)


@pytest.fixture(autouse=True)
def without_gradients() -> Iterator[None]:
    with torch.inference_mode():
        yield


def seen(shape: str, cell: str, place: CellPlace) -> Network:
    return shaped(cell, **SHAPES[shape]).at(place)


@every_cell
def test_a_reading_agrees_with_torch(shape: str, cell: str, place: CellPlace) -> None:
    reading = read(seen(shape, cell, place), TEXT)
    assert len(reading.tokens) == len(reading.trace) == len(reading.opinions)
    assert (reading.fidelity is None) == (cell == "paper-gru")
    assert (reading.fidelity or 0) < 1e-5


@every_cell
def test_a_value_that_is_held_where_it_is_anyway_changes_nothing(
    shape: str, cell: str, place: CellPlace
) -> None:
    network = seen(shape, cell, place)
    reading = read(network, TEXT)
    value = float(reading.trace["hidden_state"][1, 2])
    result = what_if(network, reading, [Hold("hidden_state", value, 2, 1, 2)])
    np.testing.assert_allclose(result.opinions_after, reading.opinions, atol=1e-6)


@every_cell
def test_a_silenced_unit_moves_the_opinion_as_a_hold_does(
    shape: str, cell: str, place: CellPlace
) -> None:
    network = seen(shape, cell, place)
    reading = read(network, TEXT)
    sweep = silence_each(network, reading, output=1)
    for unit in (0, 4):
        result = what_if(network, reading, [Hold("hidden_state", 0.0, unit, 0, None)])
        moved = result.opinions_after[:, 1] - reading.opinions[:, 1]
        np.testing.assert_allclose(sweep.signed[unit], moved, atol=1e-6)


@every_cell
def test_the_ledger_of_any_cell_sums_to_its_memory(shape: str, cell: str, place: CellPlace) -> None:
    network = seen(shape, cell, place)
    trace = network.trace(TEXT)
    kept = carry(network.cell, trace)
    np.testing.assert_allclose(left(kept, len(trace) - 1).sum(0), kept.memory[-1], atol=1e-5)


@every_cell
def test_shares_are_of_the_readouts_own_part(shape: str, cell: str, place: CellPlace) -> None:
    network = seen(shape, cell, place)
    trace = network.trace(TEXT)
    if place.layer < network.card.num_layers - 1:
        with pytest.raises(ValueError, match="expected a cell of the last layer"):
            readout_shares(network, trace, 0, 1)
        return
    shares = readout_shares(network, trace, 0, 1)
    assert shares.tokens.sum() + shares.bias == pytest.approx(shares.total, abs=1e-5)
    weight = network.readout.weight.double().numpy()
    rows = weight[:, 5:] if place.direction == "backward" else weight[:, :5]
    own = (rows[0] - rows[1:].mean(0)) @ trace["hidden_state"][1].astype(float)
    assert shares.total - shares.bias == pytest.approx(own, abs=1e-5)


@every_cell
def test_what_is_left_of_the_first_token_is_measured(
    shape: str, cell: str, place: CellPlace
) -> None:
    network = seen(shape, cell, place)
    influence = first_token_left(network, TEXT, "o")
    codes = network.encode(TEXT).codes
    changed = (network.encode("o").codes[0], *codes[1:])
    opinions = []
    for each in (codes, changed):
        trace = unroll(network.cell, network.inputs(each), [""] * len(network.spans(len(each))))
        opinions.append(network.opinions(trace, each))
    assert np.abs(influence.opinion - np.abs(opinions[0] - opinions[1]).max(1)).max() < 1e-5
    assert np.isfinite(influence.gradient).all()


@every_cell
def test_the_gradient_of_a_margin_is_its_slope(shape: str, cell: str, place: CellPlace) -> None:
    """By finite differences of what the cell reads at the second step, in float64."""
    network = seen(shape, cell, place).double()
    if not network.readout_reads_cell:
        pytest.skip("a later layer reads it")
    inputs = network.inputs(network.encode(TEXT).codes).double()

    def margin(read: torch.Tensor) -> float:
        trace = unroll(network.cell, read, [""] * len(read))
        return margin_at(network, trace, 0, len(read) - 1).value

    trace = unroll(network.cell, inputs, [""] * len(inputs))
    back = backward(network.cell, trace, margin_at(network, trace, 0, len(trace) - 1).seeds)
    gradient = np.ldexp(back.preactivations, back.exponents[:, None])
    slope = (gradient @ network.cell.weight_ih.numpy())[1]
    for number in range(3):
        step = torch.zeros_like(inputs)
        step[1, number] = 1e-6
        numeric = (margin(inputs + step) - margin(inputs - step)) / 2e-6
        assert slope[number] == pytest.approx(numeric, abs=1e-7)


def test_the_loss_of_an_upper_layer_is_differentiated() -> None:
    network = shaped("gru", layers=2, target="next-token")
    codes, trace = network.encode(TEXT).codes, network.trace(TEXT)
    gradients = parameter_gradients(network, codes, trace, loss(network, codes, trace))
    assert gradients["weight_ih"].shape == (15, 5)
    assert "embedding.weight" not in gradients, "the layer below reads the vectors"


def test_no_token_of_a_window_is_taken_alone() -> None:
    network = seen("windows", "gru", CellPlace())
    reading = read(network, TEXT)
    for edit in (Remove(1), Replace(0, "o")):
        with pytest.raises(ValueError, match="no step reads a single token"):
            what_if(network, reading, [edit])
    result = what_if_possible(network, reading, [Remove(1), Hold("hidden_state", 0.5, 0, 0, None)])
    assert result.left_out == (0,)
    assert [notice.values for notice in result.notices] == [{"count": 1}]
    assert (result.after["hidden_state"][:, 0] == 0.5).all()


def test_padding_is_refused_where_the_last_state_does_not_decide() -> None:
    for shape in ("both", "windows", "class"):
        with pytest.raises(ValueError, match="read_padded expected a network of one direction"):
            read_padded(shaped("gru", **SHAPES[shape]), TEXT, 4, "after", "after")
