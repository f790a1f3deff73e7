"""Generate opens on a network that writes, at the first token that it wrote."""

import pytest

import pages.every_view  # noqa: F401
from core import load_network
from core.generation import generate
from core.network.catalogue import TASKS
from pages.generate.opening import OPENINGS
from pages.generate.writers import suited, writers
from pages.shared import frame
from pages.shared.view import openings
from pages.shared.view.selection import Selection


def shown(task: str) -> Selection:
    return openings.opened_on(Selection(text=TASKS[task].example, model=task), frame.GENERATE)


@pytest.mark.parametrize("task", TASKS)
def test_whatever_is_looked_at_the_screen_opens_on_a_network_that_writes(task: str) -> None:
    assert shown(task).model in writers()


@pytest.mark.parametrize("task", sorted(OPENINGS))
def test_it_opens_at_the_first_token_after_the_prime_and_all_of_the_prime_is_read(task: str):
    selection = shown(task)
    run = generate(load_network(selection.model, selection.cell), selection.text, 3)

    assert run.skipped == ()
    assert selection.position == run.prime + 1
    assert selection.position - 1 < len(run.keys)


def test_the_networks_that_write_are_those_whose_cards_say_so() -> None:
    for task in TASKS:
        target = load_network(task, "lstm").card.target
        assert (task in writers("next-token")) == (target == "next-token")
        assert (task in writers("next-value")) == (target == "next-value")
        assert (task in writers()) == (target in ("next-token", "next-value"))


def test_a_text_is_written_on_by_a_network_that_knows_its_letters() -> None:
    able = writers("next-token")
    assert TASKS[suited("ROMEO:", "english-reviews")].script == "Latin"
    assert suited("def f(x):", "python-source") == "python-source"
    assert suited("(1(2", "brackets") == "brackets"
    assert suited("To be", "brackets") in able
    hangul = [task for task in able if TASKS[task].script == "Hangul"]
    assert suited("정말 좋은", "korean-reviews") == (hangul or able)[0]
