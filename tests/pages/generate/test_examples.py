"""The networks do what the examples of Generate promise."""

import numpy as np
import pytest

import pages.every_view  # noqa: F401
from core import load_network
from core.generation import GenerationRun, generate
from core.sequence_tasks.brackets import illegal
from pages.generate.examples import WRITINGS
from pages.generate.view import GenerateView
from pages.shared.example import Example
from pages.shared.view.link import fits_in_link, parse, to_query

BRANCH, HELLO, HOT = WRITINGS


def written(example: Example) -> GenerationRun:
    view, selection = example.selection.of(GenerateView), example.selection
    sampling = view.sampling
    settings = sampling.temperature, sampling.top_k, sampling.top_p, view.seed
    network = load_network(selection.model, selection.cell)
    return generate(network, selection.text, view.to_write, *settings)


@pytest.mark.parametrize("example", WRITINGS, ids=lambda example: example.title)
def test_every_example_has_a_link_and_opens_at_the_first_token_that_was_written(example: Example):
    selection = example.selection
    assert fits_in_link(selection)
    query = {name: [value] for name, value in to_query(selection).items()}
    assert parse(query) == (selection, ())
    run = written(example)
    assert selection.position == run.prime + 1
    assert selection.unit < run.trace["hidden_state"].shape[1]
    assert run.skipped == ()


def test_somewhere_the_network_is_unsure_and_somewhere_it_is_not() -> None:
    entropy = written(BRANCH).entropy[6:]
    assert entropy.max() > 2
    assert entropy.min() < 0.1


def test_hello_is_spelled_and_its_two_ls_are_told_apart_by_the_state() -> None:
    run = written(HELLO)
    assert run.text.startswith("ello")
    after_l = [t for t, key in enumerate(run.keys[:-1]) if key == "l"][:2]
    assert [run.keys[t + 1] for t in after_l] == ["l", "o"]


def test_hot_brackets_go_wrong_and_cold_ones_do_not() -> None:
    run = written(HOT)
    assert illegal(run.keys)
    cold = generate(run.network, HOT.selection.text, 60, temperature=0.5, seed=run.seed)
    assert not illegal(cold.keys)
    assert np.isfinite(run.log_probability)
