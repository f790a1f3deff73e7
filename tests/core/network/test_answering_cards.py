"""The networks of numbers that ship: exact on numbers they never saw, and not on longer ones."""

import numpy as np
import pytest

from core.cells.torch_layers import LAYERS
from core.network.answering import (
    OneToMany,
    available_answering_networks,
    load_answering_network,
)
from core.sequence_tasks.held_out_numbers import is_held_out
from core.sequence_tasks.number_words import english, korean, native_korean
from core.training.tasks.registry import ANSWERING_TASKS

SHIPPED = available_answering_networks()
SPELLED = {
    "numerals-english": (english, 99_999),
    "numerals-korean": (korean, 99_999),
    "number-names-english": (english, 999),
    "number-names-korean": (korean, 999),
    "number-names-native": (native_korean, 99),
}
"""Task -> words of a number, and the largest that is learned."""

GOALS = {
    "numerals-english": (0.99, 0.99),
    "numerals-korean": (0.99, 0.99),
    "number-names-english": (0.9, 0.95),
    "number-names-korean": (0.95, 0.95),
    "number-names-native": (0.8, 0.8),  # of ten numbers
}
"""The share of held-out numbers that an RNN has to write exactly, and every gated cell."""


def test_every_task_ships_with_every_cell():
    assert set(SHIPPED) == {(task, cell) for task in SPELLED for cell in LAYERS}


@pytest.mark.parametrize(("task", "cell"), SHIPPED)
def test_shipped_networks_are_exact_on_numbers_that_they_never_saw(task, cell):
    network, (spell, largest) = load_answering_network(task, cell), SPELLED[task]
    unseen = [number for number in range(1, largest + 1, 37 if largest > 999 else 1)]
    unseen = [number for number in unseen if is_held_out(number)]
    pairs = [(spell(number), str(number)) for number in unseen]
    if isinstance(network, OneToMany):
        pairs = [(digits, name) for name, digits in pairs]
    answers = network.answers([text for text, _answer in pairs])
    exact = np.mean([got == right for got, (_text, right) in zip(answers, pairs, strict=True)])

    plain, gated = GOALS[task]
    goal = plain if cell == "rnn" else gated
    assert network.card.figures["dev_exact"] >= goal
    assert exact >= goal


def test_a_number_longer_than_was_learned_is_not_written():
    """The lesson of the screen: the card says how often it is, and this is one that is not."""
    network = load_answering_network("numerals-english", "lstm")

    assert network.card.figures["longer_exact"] < 0.1
    assert network.answer("three hundred and twenty-one").text == "321"
    assert network.answer(english(321_654)).text != "321654"


@pytest.mark.slow
@pytest.mark.parametrize("task", SPELLED)
def test_figures_on_the_cards_are_those_that_are_measured_again(task):
    measured = ANSWERING_TASKS[task]()
    for cell in LAYERS:
        network = load_answering_network(task, cell)
        assert network.card.data == measured.data
        assert measured.figures(network) == network.card.figures
