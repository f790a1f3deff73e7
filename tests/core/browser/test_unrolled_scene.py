"""What the cell above the tokens is sent: its weights as they are, and a run on one token alone."""

import math
import re

import numpy as np
import pytest
import torch

from core.browser.payload import pack
from core.browser.scene import KINDS, Cue, Unrolled
from core.browser.unrolled_scene import MOST_DOTS, Alone, pack_weights, read_alone, trained_kind
from core.browser.unrolled_words import unrolled_words
from core.cells.torch_layers import layer_of
from core.network import Network, load_network
from core.network.windows import Convolution
from core.training.live import LiveTraining, Settings
from tests.core.browser.test_payload import make_scene, make_trace
from tests.core.network.shapes import shaped
from tests.payload import Bytes, parts, read_arrays, unpack


def sent(network: Network, alone: Alone | None = None) -> tuple[dict, np.ndarray, Bytes]:
    """Return what is said about the weights, their levels, and the numbers after these."""
    where, about, numbers = parts(pack_weights(network, "name", alone))
    assert where == {"id": "name"}
    shape = len(about["matrices"]), about["side"], about["side"]
    count = math.prod(shape)
    levels = numbers.take("i1", count + -count % 4)[:count]
    return about, levels.reshape(shape).astype(float), numbers


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "paper-gru"])
def test_every_weight_is_sent_as_finely_as_a_palette_shows_it(cell):
    network = load_network("hello", cell)
    about, levels, rest = sent(network)
    weight = network.cell.get_parameter("weight_hh").detach().numpy()

    assert not rest.left
    assert about["largest"] == np.abs(weight).max()
    blocks = dict(zip(network.cell.blocks, np.split(weight, len(levels)), strict=True))
    assert len(blocks) == len(about["matrices"])
    for matrix, level in zip(about["matrices"], levels, strict=True):
        shown = level * about["largest"] / 127
        np.testing.assert_allclose(shown, blocks[matrix["name"]], atol=about["largest"] / 250)
        quantities = {each.name: each for each in network.cell.quantities}
        assert f"{matrix['symbol']} " in quantities[matrix["name"]].equation
        assert matrix["symbol"].startswith("W_{h")


def test_a_cell_that_feeds_nothing_back_has_no_matrix_to_show():
    network = LiveTraining("brackets", Settings(cell="min-gru", hidden_size=5)).network
    about, levels, rest = sent(network)

    assert (about["matrices"], about["rows"], levels.size, rest.left) == ([], 5, 0, b"")


def test_a_dot_of_a_large_matrix_is_the_largest_weight_of_its_block():
    network = load_network("shakespeare", "gru")
    about, levels, _ = sent(network)
    first = network.cell.get_parameter("weight_hh").detach().numpy()[:256]  # of the reset gate

    assert (about["rows"], about["side"], about["block"]) == (256, MOST_DOTS, 2)
    assert levels.size <= 3 * MOST_DOTS**2
    for row, column in ((0, 0), (17, 101), (127, 127)):
        block = first[2 * row : 2 * row + 2, 2 * column : 2 * column + 2].reshape(-1)
        largest = block[np.abs(block).argmax()]
        assert levels[0, row, column] == pytest.approx(127 * largest / about["largest"], abs=0.51)


def test_one_to_many_is_a_run_of_the_network_on_the_first_token_and_zeros():
    network = load_network("english-reviews", "lstm")
    codes = network.encode("good film at last").codes
    alone = read_alone(network, codes, ("bad", "good"), "digest")
    inputs = network.inputs(codes).clone()
    inputs[1:] = 0
    hidden, _state = layer_of(network.cell)(inputs[None])

    np.testing.assert_allclose(alone.trace["hidden_state"], hidden[0].detach(), atol=1e-6)
    shares = torch.softmax(network.readout(hidden[0]), -1)[:, 1].tolist()
    assert alone.said is not None
    assert [output for output, _ in alone.said] == ["good"] * 4
    assert [share for _, share in alone.said] == pytest.approx(shares, abs=1e-5)

    about, _, rest = sent(network, alone)
    states = read_arrays(about["alone"]["arrays_in_order"], rest)
    assert states.keys() == {"cell_state", "hidden_state"}
    for name, state in states.items():
        np.testing.assert_array_equal(state, alone.trace[name])
    assert about["alone"]["digest"] == "digest"


@pytest.mark.parametrize(
    "shape",
    [
        {"layers": 2, "target": "class"},
        {"bidirectional": True, "target": "token-class"},
        {"convolution": Convolution(filters=6, kernel_size=3, stride=2), "target": "class"},
    ],
    ids=["stack", "both", "windows"],
)
def test_what_is_sent_is_of_the_cell_that_is_looked_at(shape):
    whole = shaped("lstm", **shape)
    codes = whole.encode("hellohelloh").codes
    for place, cell in whole.cells_by_place.items():
        network = whole.at(place)
        alone = read_alone(network, codes, network.outputs, "digest")
        first = network.inputs(codes)[:1].clone()
        about, _, _ = sent(network, alone)

        assert about["largest"] == float(cell.get_parameter("weight_hh").abs().max())
        assert len(alone.trace) == len(whole.spans(len(codes)))
        hidden = layer_of(cell)(first[None])[0][0, 0].detach()
        np.testing.assert_allclose(alone.trace["hidden_state"][0], hidden, atol=1e-6)
        assert (alone.said is None) == ("bidirectional" in shape)
        is_read_once = shape["target"] == "class" and place.layer == whole.card.num_layers - 1
        assert (trained_kind(network) == "many-to-one") == is_read_once


def test_each_network_is_of_the_kind_it_was_trained_as():
    kinds = {task: trained_kind(load_network(task, "rnn")) for task in ("hello", "english-reviews")}
    assert kinds == {"hello": "many-to-many", "english-reviews": "many-to-one"}


def test_the_stepper_is_told_no_more_than_how_the_cell_stands():
    scene, cue = make_scene(make_trace()), Cue(3, 1, 0)
    unrolled = Unrolled("folded", None, "many-to-one", "weights")
    where, content, arrays = unpack(pack(scene, cue, "key", str, unrolled))
    without = pack(scene, cue, "key", str)

    assert where["unrolled"] == {"form": "folded", "kind": None}
    assert content["unrolled"]["weights"] == "weights"
    assert arrays.keys() == unpack(without)[2].keys()
    assert len(pack(scene, cue, "key", str, unrolled)) - len(without) < 2500
    assert "unrolled" not in unpack(without)[0] | unpack(without)[1]


def test_every_kind_has_its_words():
    known = unrolled_words(str)
    assert {f"says_{kind}" for kind in KINDS} | {*KINDS} <= known.keys()
    assert all(re.search(r"\w", text) for name, text in known.items() if name != "said_nothing")
