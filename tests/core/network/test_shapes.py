"""Layers, directions and windows against PyTorch's own, seen from each of their cells."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.cells.torch_layers import LAYERS, PARAMETERS
from core.network import Network, load_network, save_network
from core.network.batch_layers import BatchLayers
from core.network.place import CellPlace
from core.network.windows import Convolution
from tests.core.network.shapes import TARGETS, shaped

pytestmark = pytest.mark.usefixtures("without_gradients")
TEXT, CONVOLUTION = "hellohehello", Convolution(filters=6, kernel_size=4, stride=2)
SHAPES = [
    pytest.param(*shape, id=f"{shape[0]}-{shape[1]}-{'two' if shape[2] else 'one'}-{at}")
    for at, shape in enumerate(product(LAYERS, (1, 2), (False, True), (None, CONVOLUTION)))
]
shapes = pytest.mark.parametrize(("cell", "layers", "bidirectional", "convolution"), SHAPES)


@pytest.fixture
def without_gradients() -> Iterator[None]:
    with torch.inference_mode():
        yield


def in_torch(network: Network) -> nn.RNNBase:
    """PyTorch's layers with the network's weights."""
    card = network.card
    stack = LAYERS[card.cell](
        card.first_size, card.hidden_size, card.num_layers, batch_first=True,
        bidirectional=card.bidirectional,
    )  # fmt: skip
    weights = {
        f"{name}_l{place.layer}{'_reverse' if place.direction == 'backward' else ''}": weight
        for place, cell in network.cells_by_place.items()
        for name in PARAMETERS
        for weight in [getattr(cell, name)]
    }
    stack.load_state_dict(weights)
    return stack


def first_inputs(network: Network, text: str) -> Tensor:
    """What the first layer reads, with PyTorch's own convolution, ``(1, S, first_size)``."""
    read = network.vectors(network.encode(text).codes)[None]
    if network.windows is None:
        return read
    sizes = network.windows.sizes
    filters = nn.Conv1d(read.shape[2], sizes.filters, sizes.kernel_size, sizes.stride)
    filters.load_state_dict(network.windows.state_dict())
    spans = sizes.spans(read.shape[1])
    missing = spans[-1].start + sizes.kernel_size - read.shape[1]
    filled = nn.functional.pad(read, (0, 0, 0, missing))
    return filters(filled.transpose(1, 2)).relu().transpose(1, 2)


@shapes
def test_the_last_layer_and_the_readout_are_those_of_torch(
    cell: str, layers: int, bidirectional: bool, convolution: Convolution | None
) -> None:
    network = shaped(cell, layers, bidirectional, convolution)
    output, _state = in_torch(network)(first_inputs(network, TEXT))
    traces = {place: network.trace(TEXT, place) for place in network.cells_by_place}
    last = [each["hidden_state"] for place, each in traces.items() if place.layer == layers - 1]
    turned = [last[0], *(each[::-1] for each in last[1:])]
    np.testing.assert_allclose(np.concatenate(turned, 1), output[0], atol=1e-6)

    expected = network.readout(output[0]).softmax(-1).numpy()
    for place, trace in traces.items():
        seen = network.at(place)
        opinions = seen.opinions(trace, seen.encode(TEXT).codes)
        order = slice(None, None, -1) if place.direction == "backward" else slice(None)
        np.testing.assert_allclose(opinions[order], expected, atol=1e-6)


@shapes
def test_a_prediction_joins_the_last_state_of_each_direction(
    cell: str, layers: int, bidirectional: bool, convolution: Convolution | None
) -> None:
    network = shaped(cell, layers, bidirectional, convolution, target="class")
    texts = [TEXT, "h", "hello", "", "lo"]
    expected = np.zeros((len(texts), network.card.last_size), np.float32)
    for row, text in enumerate(texts):
        if text:
            _output, state = in_torch(network)(first_inputs(network, text))
            hidden = state[0] if isinstance(state, tuple) else state
            expected[row] = torch.cat([*hidden[-network.directions :]], -1)[0]
    scores = network.readout(torch.from_numpy(expected))
    np.testing.assert_allclose(network.predict(texts), scores.softmax(-1), atol=1e-6)


@pytest.mark.parametrize("cell", [*LAYERS, "paper-gru"])
def test_the_opinion_on_the_way_is_that_on_the_text_read_so_far(cell: str) -> None:
    network = shaped(cell, bidirectional=True, target="class")
    forward, backward = (network.at(place) for place in network.cells_by_place)
    codes = forward.encode(TEXT).codes
    on_the_way = forward.opinions(forward.trace(TEXT), codes)
    beginnings = [TEXT[: end + 1] for end in range(len(TEXT))]
    np.testing.assert_allclose(on_the_way, network.predict(beginnings), atol=1e-6)

    on_the_way = backward.opinions(backward.trace(TEXT), backward.encode(TEXT).codes)
    endings = [TEXT[-end - 1 :] for end in range(len(TEXT))]
    np.testing.assert_allclose(on_the_way, network.predict(endings), atol=1e-6)


def test_the_other_direction_has_to_be_told_what_was_read() -> None:
    network = shaped(bidirectional=True)
    with pytest.raises(ValueError, match="expected the codes of the tokens"):
        network.opinions(network.trace(TEXT))


@pytest.mark.parametrize("bidirectional", [False, True])
def test_states_of_a_lower_layer_lead_to_the_same_opinions(bidirectional: bool) -> None:
    network = shaped(layers=3, bidirectional=bidirectional).at(CellPlace(layer=1))
    trace, codes = network.trace(TEXT), network.encode(TEXT).codes
    runs = np.stack([trace["hidden_state"], 0 * trace["hidden_state"]])
    opinions = network.opinions_of(runs, codes)
    np.testing.assert_allclose(opinions[0], network.opinions(trace, codes), atol=1e-6)
    assert np.abs(opinions[1] - opinions[0]).max() > 1e-3


def test_the_backward_direction_reads_from_the_end() -> None:
    network = shaped(bidirectional=True)
    backward = network.trace("hello", layer=0, direction="backward")
    assert backward.tokens == ("o", "l", "l", "e", "h")
    turned = shaped(bidirectional=True)
    turned.layers[0].load_state_dict(turned.layers[1].state_dict())
    expected = turned.trace("olleh", direction="forward")
    assert np.array_equal(backward["hidden_state"], expected["hidden_state"])
    assert (
        network.at(backward_place := CellPlace(direction="backward")).trace("hello").tokens[0]
        == "o"
    )
    assert network.at(backward_place).place == backward_place
    assert network.place.direction == "forward", "the network itself is looked at as before"


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_step_names_the_tokens_of_its_window(direction: str) -> None:
    network = shaped(bidirectional=True, convolution=CONVOLUTION)
    network = network.at(CellPlace(direction="backward" if direction == "backward" else "forward"))
    encoded = network.encode("hello")
    labels = ["h e l l", "l l o"]
    assert network.step_labels(encoded) == (labels if direction == "forward" else labels[::-1])
    for label, span in zip(network.step_labels(encoded), network.spans(5), strict=True):
        assert sorted(label.split()) == sorted(
            encoded.text[encoded.tokens[at].start] for at in span
        )


@pytest.mark.parametrize("length", range(12))
@pytest.mark.parametrize("sizes", [(1, 1), (3, 1), (3, 2), (3, 3), (5, 2)])
def test_every_token_is_in_a_window(length: int, sizes: tuple[int, int]) -> None:
    convolution = Convolution(2, *sizes)
    spans = convolution.spans(length)
    assert len(spans) == convolution.steps(length)
    assert {place for span in spans for place in span} == {*range(length)}
    assert all(spans), "none is empty"


@pytest.mark.parametrize("sizes", [(0, 3, 1), (2, 0, 1), (2, 3, 0), (2, 3, 4)])
def test_sizes_that_cannot_be_are_refused(sizes: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Convolution expected sizes"):
        Convolution(*sizes)


@shapes
def test_a_batch_reads_each_text_as_if_it_were_alone(
    cell: str, layers: int, bidirectional: bool, convolution: Convolution | None
) -> None:
    network = shaped(cell, layers, bidirectional, convolution)
    texts, batch = [TEXT, "hel", "hello"], BatchLayers(network)
    rows = [network.vectors(network.encode(text).codes) for text in texts]
    lengths = torch.tensor([len(row) for row in rows])
    together, _states = batch(nn.utils.rnn.pad_sequence(rows, batch_first=True), lengths)
    for text, row, hidden in zip(texts, rows, together, strict=True):
        alone = batch(row[None])[0][0]
        assert torch.allclose(hidden[: len(alone)], alone, atol=1e-6), text


@pytest.mark.parametrize("target", TARGETS)
def test_a_network_is_loaded_in_its_shape(target: str, tmp_path) -> None:
    network = shaped("gru", 2, True, CONVOLUTION, target)
    save_network(network, tmp_path)
    loaded = load_network("hello", "gru", tmp_path)
    assert loaded.card == network.card
    assert np.array_equal(loaded.predict([TEXT]), network.predict([TEXT]))


@shapes
def test_a_text_without_tokens_has_no_opinions(
    cell: str, layers: int, bidirectional: bool, convolution: Convolution | None
) -> None:
    for target in ("class", "token-class"):
        network = shaped(cell, layers, bidirectional, convolution, target)
        for place in network.cells_by_place:
            if target == "class" and bidirectional and (layers > 1 or convolution):
                continue
            assert network.at(place).opinions(network.trace("", place), ()).shape == (0, 2)
