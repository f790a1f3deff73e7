"""What is said of a second direction, a second layer or windows, with the numbers of the cards."""

from dataclasses import replace

import pytest

from core import load_network
from core.network.catalogue import TASKS, NetworkReference
from pages.shared import cached, gain
from tests.pages.screens import opened

SHAPED = [name for name, task in TASKS.items() if task.plain]


@pytest.mark.parametrize("task", SHAPED)
def test_a_network_with_more_is_compared_with_the_plain_one_of_its_cell(task):
    card, plain = (load_network(each, "gru").card for each in (task, TASKS[task].plain or ""))
    assert (card.cell, card.data, card.hidden_size) == (plain.cell, plain.data, plain.hidden_size)

    said = gain.sentence(card)

    assert said is not None
    assert f"{card.figures[FIGURE[card.target]]:.4f}" in said
    assert f"{plain.figures[FIGURE[card.target]]:.4f}" in said


FIGURE = {"class": "dev_accuracy", "token-class": "dev_f1", "next-token": "dev_loss"}


@pytest.mark.parametrize(
    ("figure", "said"),
    [(0.95, "gains much"), (0.76, "gains little"), (0.75, "gains nothing"), (0.7, "gains nothing")],
)
def test_a_small_gain_is_called_small_and_a_loss_no_gain(figure, said, monkeypatch):
    card = load_network("spacing-english-both", "lstm").card
    plain = replace(load_network("spacing-english", "lstm").card, figures={"dev_f1": 0.75})
    measured = replace(card, figures={"dev_f1": figure})
    shipped = {"spacing-english": plain, "spacing-english-both": measured}
    cards = {NetworkReference(task, "lstm"): each for task, each in shipped.items()}
    monkeypatch.setattr(cached, "card", cards.get)

    text = gain.sentence(measured)

    assert text is not None
    assert said in text
    assert f"LSTM: held-out F1 of the spaces {figure:.4f} with it, 0.7500 without it." in text


def test_nothing_is_said_of_a_plain_network_or_one_that_was_not_measured():
    assert gain.sentence(load_network("spacing-english", "lstm").card) is None
    card = load_network("spacing-english-both", "lstm").card
    assert gain.sentence(replace(card, figures={})) is None


def test_the_gain_stands_beside_the_direction():
    app = opened(lang="en", model="spacing-english-both")
    assert app.segmented_control(key="cell_place").options == ["forwards", "backwards"]
    assert any("The second direction gains much" in caption.value for caption in app.caption)
