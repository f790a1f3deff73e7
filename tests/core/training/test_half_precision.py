"""Rounding to float16 on disk: only where no figure changes, and loaded as float32."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.network import Network, load_network, save_network
from core.training.half_precision import in_half_precision
from core.training.tasks.hello import figures, hello


def trained() -> Network:
    """Return a network whose weights are no numbers of float16."""
    network = load_network("hello", "lstm")
    assert any((each != each.half().float()).any() for each in network.parameters())
    network.card = replace(network.card, figures=figures(network))
    return network


def measuring(after: Mapping[str, float]) -> Network | None:
    """Round a network that was measured as 0.12344 and is measured again as ``after``."""
    network = trained()
    network.card = replace(network.card, figures={"dev_loss": 0.12344, "train_loss": 0.12344})
    return in_half_precision(network, replace(hello(), figures=lambda _: after))


def test_weights_are_rounded_and_the_figures_are_those_of_the_rounded_ones() -> None:
    network = trained()
    before = [each.clone() for each in network.parameters()]

    rounded = in_half_precision(network, hello())

    assert rounded is not None
    assert rounded.card.figures == figures(rounded) != network.card.figures
    for old, new, kept in zip(before, rounded.parameters(), network.parameters(), strict=True):
        assert new.dtype == torch.float32
        assert torch.equal(new, old.half().float())
        assert torch.equal(kept, old)


@pytest.mark.parametrize(
    ("dev", "train", "is_rounded"),
    [(0.12344, 0.12344, True), (0.12336, 0.9, True), (0.12346, 0.12344, False)],
)
def test_a_held_out_figure_keeps_its_four_digits(
    dev: float, train: float, is_rounded: bool
) -> None:
    rounded = measuring({"dev_loss": dev, "train_loss": train})

    assert (rounded is not None) == is_rounded


def test_the_file_is_half_as_large_and_loads_the_same_in_float32(tmp_path: Path) -> None:
    network = load_network("shakespeare", "rnn")
    for each in network.parameters():
        each.copy_(each.half().float())
    whole = save_network(network, tmp_path).stat().st_size
    half = save_network(network, tmp_path, half=True).stat().st_size

    loaded = load_network("shakespeare", "rnn", tmp_path)
    assert half < 0.52 * whole
    for name, weight in loaded.state_dict().items():
        assert weight.dtype == torch.float32
        assert torch.equal(weight, network.state_dict()[name])
