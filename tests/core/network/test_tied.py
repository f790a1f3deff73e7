"""Files of networks whose readout follows from their vectors."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load, save

from core.checkpoints import CheckpointError, write_checked
from core.network import ModelCard, Network, load_network, new_network, save_network
from core.network.tied import readout_weights
from core.text import Vocabulary

KEYS = tuple(f"word{number}" for number in range(50))


def tied(keys: tuple[str, ...] = KEYS) -> Network:
    """Return a network of random weights whose readout is the product of two matrices."""
    card = ModelCard("words", "gru", 4, 8, 1, "next-token", "cased-words", keys)
    generator = torch.Generator().manual_seed(0)
    network = new_network(card, Vocabulary(keys), generator).requires_grad_(False)
    network.projection = torch.randn(4, 8, generator=generator)
    vectors = network.get_parameter("embedding.weight")
    vectors.copy_(torch.randn(vectors.shape, generator=generator))
    network.readout.weight.copy_(readout_weights(vectors, network.projection))
    network.readout.bias.zero_()
    return network


def test_the_file_has_the_projection_in_place_of_the_readouts_weights(tmp_path: Path) -> None:
    network = tied()
    path = save_network(network, tmp_path)
    names = set(load(path.read_bytes()))
    assert "projection" in names
    assert "readout.weight" not in names
    loaded = load_network("words", "gru", tmp_path)
    assert {*loaded.state_dict()} == {*network.state_dict()} >= names
    for name, weight in network.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], weight), name
    again = save_network(loaded, tmp_path / "again")
    assert again.read_bytes() == path.read_bytes()


def test_a_score_is_the_product_of_a_word_s_vector_and_the_projected_state() -> None:
    network, state = tied(), torch.randn(8)
    assert network.projection is not None
    vectors = network.get_parameter("embedding.weight")
    expected = vectors[2:] @ (network.projection @ state)
    assert torch.allclose(network.readout(state), expected, atol=1e-5)


def test_a_readout_that_no_longer_follows_from_the_vectors_is_kept(tmp_path: Path) -> None:
    network = tied()
    network.readout.weight[3, 2] += 1
    save_network(network, tmp_path)
    loaded = load_network("words", "gru", tmp_path)
    assert torch.equal(loaded.readout.weight, network.readout.weight)


@pytest.mark.parametrize("shape", [(3, 8), (4, 7), (4,), (4, 8, 1)])
def test_a_projection_of_another_size_is_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    path = save_network(tied(), tmp_path)
    content = path.read_bytes()
    weights = {**load(content), "projection": torch.zeros(shape)}
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])["__metadata__"]
    write_checked(path, save(weights, header))
    with pytest.raises(CheckpointError, match="not a network of this version"):
        load_network("words", "gru", tmp_path)


def test_a_small_file_does_not_become_a_huge_readout(tmp_path: Path) -> None:
    path = save_network(tied(), tmp_path)
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    network = json.loads(json.loads(content[8 : 8 + size])["__metadata__"]["network"])
    network["card"]["hidden_size"] = 10**6
    weights = {name: torch.zeros(1) for name in load(content)}
    write_checked(path, save(weights, {"network": json.dumps(network)}))
    with pytest.raises(CheckpointError, match="not a network of this version"):
        load_network("words", "gru", tmp_path)
