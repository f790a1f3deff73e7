"""Networks in memory: equal bytes for equal networks, the same network back, nothing hostile."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import CheckpointError, Network
from core.network.files import fingerprint
from core.network.in_bytes import example_in, from_bytes, to_bytes
from core.network.windows import Convolution
from tests.core.generation.number_networks import predictor
from tests.core.network.shapes import shaped

NETWORKS: dict[str, Callable[[], Network]] = {
    "one layer": shaped,
    "two layers, two-way": lambda: shaped("gru", layers=2, bidirectional=True),
    "windows": lambda: shaped("rnn", convolution=Convolution(4, 3, 2), target="class"),
    "numbers": predictor,
}


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_a_network_comes_back_from_its_bytes(make: Callable[[], Network]):
    network = make()

    back = from_bytes(to_bytes(network))

    assert back.card == network.card
    assert back.vocabulary.keys == network.vocabulary.keys
    assert fingerprint(back) == fingerprint(network)
    assert not any(weight.requires_grad for weight in back.parameters())


def test_bytes_tell_networks_and_examples_apart_and_nothing_else():
    network, same, other = shaped(), shaped(), shaped("gru")

    assert to_bytes(network, "hello") == to_bytes(same.requires_grad_(True), "hello")
    assert len({to_bytes(each, text) for each in (network, other) for text in ("", "hello")}) == 4


def test_the_example_stands_in_the_file():
    assert example_in(to_bytes(shaped(), "안녕")) == "안녕"
    assert example_in(to_bytes(shaped())) == ""


HOSTILE: dict[str, Any] = {
    "cell": "lambda",
    "tokenizer": ["characters"],
    "target": "answer",
    "hidden_size": 10**9,
    "input_size": 4.0,
    "num_layers": 0,
    "bidirectional": "no",
    "outputs": ["joined", "\ud800"],
    "task": {"a": 1},
    "figures": {"dev_loss": "0.1"},
    "loss_curve": [0.1, None],
    "seconds": "1",
    "command": ["rm"],
    "data": ["file"],
    "convolution": {"filters": 1.5, "kernel_size": 2, "stride": 1},
    "projected_size": 2,
    "made_up": 1,
}


@pytest.mark.parametrize("field", HOSTILE)
def test_a_card_that_cannot_be_is_refused_in_one_line(field: str):
    with pytest.raises(
        CheckpointError, match="not a network that Gatescope has written"
    ) as refused:
        from_bytes(with_header(lambda header: header["card"].update({field: HOSTILE[field]})))

    assert "\n" not in str(refused.value)


def test_keys_that_are_no_texts_or_not_as_many_as_the_vectors_are_refused():
    for keys in ([1, 2, 3, 4], ["h"], "helo" * 2, None):
        with pytest.raises(CheckpointError):
            from_bytes(with_header(lambda header, keys=keys: header.update(vocabulary=keys)))


def test_weights_that_are_no_numbers_are_refused():
    network = shaped()
    with torch.no_grad():
        network.readout.bias[0] = torch.nan

    with pytest.raises(CheckpointError, match="finite"):
        from_bytes(to_bytes(network))


@given(content=st.binary(max_size=64))
def test_any_bytes_are_refused(content: bytes):
    with pytest.raises(CheckpointError):
        from_bytes(content)


@settings(max_examples=40)
@given(cut=st.integers(0, 1_500), byte=st.integers(0, 255))
def test_a_damaged_file_is_another_network_or_none(cut: int, byte: int):
    content = bytearray(to_bytes(shaped()))
    content[cut % len(content)] = byte

    try:
        network = from_bytes(bytes(content))
    except CheckpointError:
        return
    assert isinstance(network, Network)


def with_header(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a network's bytes with another card or vocabulary in them."""
    content = to_bytes(shaped())
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    about = json.loads(header["__metadata__"]["network"])
    change(about)
    header["__metadata__"]["network"] = json.dumps(about)
    written = json.dumps(header).encode()
    return len(written).to_bytes(8, "little") + written + content[8 + size :]
