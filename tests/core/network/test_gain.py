"""What a second direction, a second layer or windows gain, from the cards of two networks."""

from dataclasses import replace

import pytest

from core.network import ModelCard, load_network
from core.network.gain import Gain, gain
from core.network.windows import Convolution


@pytest.fixture(scope="module")
def card() -> ModelCard:
    return load_network("hello", "lstm").card


@pytest.mark.parametrize(
    ("target", "changes", "expected"),
    [
        ("token-class", {"bidirectional": True}, ("direction", "dev_f1")),
        ("next-token", {"num_layers": 2}, ("layer", "dev_loss")),
        ("class", {"convolution": Convolution(8, 4, 2)}, ("windows", "dev_accuracy")),
    ],
)
def test_the_figure_by_which_a_network_is_judged_is_compared(card, target, changes, expected):
    plain = replace(card, target=target, figures={expected[1]: 0.5})
    more = replace(plain, **changes, figures={expected[1]: 0.75})
    assert gain(more, plain) == Gain(*expected, without=0.5, figure_with=0.75)


@pytest.mark.parametrize(
    ("figure", "without", "figure_with", "share"),
    [
        ("dev_f1", 0.75, 0.95, 0.8),  # of what was missing
        ("dev_accuracy", 0.8, 0.78, -0.1),
        ("dev_loss", 2.0, 1.5, 0.25),
        ("dev_loss", 0.0, 0.0, 0.0),
    ],
)
def test_the_share_is_that_of_the_errors_or_of_the_loss(figure, without, figure_with, share):
    assert Gain("layer", figure, without, figure_with).share == pytest.approx(share)


def test_a_second_direction_finds_most_of_the_spaces_that_one_does_not():
    """The lesson of the tasks: a character says little about the space behind it."""
    for language in ("english", "korean"):
        cards = [load_network(f"spacing-{language}{both}", "lstm").card for both in ("-both", "")]
        assert gain(*cards).share > 0.3
