"""One output that somebody knows, compared with what the opened network computes."""

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from core.imported import find_networks, open_network
from core.imported.known_output import compare_output, numbers_in
from core.imported.refusals import Refusal
from core.network import Network

KEYS = list("abcdefg")


class Model(nn.Module):
    """A network as somebody else has written it."""

    def __init__(self) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(3)
        self.encoder = nn.Embedding(7, 5)
        self.rnn = nn.LSTM(5, 6, 2, batch_first=True)
        self.decoder = nn.Linear(6, 7)
        for weight in self.parameters():
            nn.init.normal_(weight, 0, 0.5, generator=generator)

    def forward(self, codes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states, (_, cell) = self.rnn(self.encoder(codes))
        return self.decoder(states), cell


@pytest.fixture(scope="module")
def model() -> Model:
    return Model().eval()


@pytest.fixture(scope="module")
def network(model: Model) -> Network:
    content = save(model.state_dict())
    found = find_networks(content)[0]
    return open_network(content, found, vocabulary=KEYS, tokenizer="characters")


@pytest.mark.parametrize("tokens", ["g", "abca", "feedabac"])
def test_what_the_program_prints_is_found_and_close(model: Model, network: Network, tokens: str):
    codes = torch.tensor([[KEYS.index(letter) for letter in tokens]])
    scores, cell = model(codes)
    torch.set_printoptions(precision=9)
    try:
        printed = {
            "scores of the readout after the last token": str(scores[0, -1]),
            "output after the last token": str(scores[0, -1].softmax(-1)),
            "cell state after the last token": str(cell[-1, 0]),
            "outputs": str(scores.softmax(-1).tolist()),
        }
    finally:
        torch.set_printoptions(profile="default")
    for name, text in printed.items():
        known = compare_output(network, tokens, text)
        assert known.difference < 1e-6
        assert known.name in (name, name.replace("outputs", "output after the last token"))


def test_another_networks_output_is_far_away(network: Network):
    known = compare_output(network, "abc", str(np.linspace(-1, 1, 6).tolist()))
    assert known.difference > 0.1
    assert known.numbers == 6


def test_an_output_of_another_length_says_which_there_are(network: Network):
    with pytest.raises(Refusal, match=r"output: 5\..* 6, 7, 12, 14"):
        compare_output(network, "ab", "1 2 3 4 5")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("tensor([[ 0.25, -1.5e-3]], grad_fn=<AddmmBackward0>)", [0.25, -0.0015]),
        ("array([1., 2.], dtype=float32)", [1, 2]),
        ("tensor([3, 4], device='cuda:0', size=(1, 2))", [3, 4]),
        ("[.5 -.5\n 1e3]", [0.5, -0.5, 1000]),
    ],
)
def test_numbers_are_read_as_programs_print_them(text: str, numbers: list[float]):
    assert numbers_in(text).tolist() == numbers


@pytest.mark.parametrize("text", ["", "tensor([])", "none"])
def test_an_output_without_numbers_is_refused(text: str):
    with pytest.raises(Refusal, match="no number"):
        numbers_in(text)
