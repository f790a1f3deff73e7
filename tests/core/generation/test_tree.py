"""Trees of runs: each branch is the library's own, whatever order they are made in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.generation import GenerationRun, Sampling, generate
from core.generation.tree import CHUNK, Branch, Recipe, Tree, grow_in_steps, single
from core.jobs.steps import run as run_steps
from core.network import Network
from core.trace import digest
from tests.core.generation.networks import LETTERS, writer

NETWORK = writer()
SAMPLING = Sampling(1.5, 6, 0.9)


def grown(recipe: Recipe, shown: int = 0, network: Network = NETWORK) -> Tree:
    return run_steps(grow_in_steps(network, recipe, shown))


def by_hand(recipe: Recipe, number: int, network: Network = NETWORK) -> GenerationRun:
    """Return one run of a tree, made of nothing but the run that it leaves."""
    if number == 0:
        sampling = recipe.sampling
        settings = sampling.temperature, sampling.top_k, sampling.top_p
        return generate(network, recipe.prime, recipe.length, *settings, recipe.seed, recipe.stop)
    branch = recipe.branches[number - 1]
    parent = by_hand(recipe, branch.parent, network)
    total = len(recipe.prime) + recipe.length
    return parent.branch(branch.position, network.outputs[branch.output], total)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    prime = draw(st.text(st.sampled_from(LETTERS), max_size=5))
    length = draw(st.integers(1, 2 * CHUNK + 5))
    places, outputs = st.integers(0, len(prime) + length - 1), st.integers(0, len(LETTERS) - 1)
    branches: list[Branch] = []
    for number in range(draw(st.integers(0, 5))):
        parent = draw(st.integers(0, number))
        branches.append(Branch(parent, draw(places), draw(outputs)))
    return Recipe(prime, length, SAMPLING, draw(st.integers(0, 9)), None, tuple(branches))


@settings(max_examples=30, deadline=None)
@given(recipes(), st.data())
def test_every_run_of_a_tree_is_the_one_made_by_hand(recipe: Recipe, data: st.DataObject) -> None:
    shown = data.draw(st.integers(0, len(recipe.branches)))
    tree = grown(recipe, shown)

    assert tree.shown == shown
    assert len(tree.outcomes) == len(recipe.branches) + 1
    for number, outcome in enumerate(tree.outcomes):
        expected = by_hand(recipe, number)
        assert outcome is not None
        assert (outcome.keys, outcome.prime) == (expected.keys, expected.prime)
        assert outcome.text == expected.text
        assert outcome.log_probability == expected.log_probability
        assert outcome.kept_log_probability == expected.kept_log_probabilities.sum()
    own = by_hand(recipe, shown)
    assert tree.run.keys == own.keys
    assert tree.digest == digest(own.trace)
    assert tree.loops == own.loops()


@pytest.mark.parametrize("branch", [Branch(0, 40, 1), Branch(0, 3, 99)])
def test_a_branch_that_is_not_possible_leaves_a_gap_and_so_do_those_that_leave_it(branch: Branch):
    recipe = Recipe("ab", 8, SAMPLING, branches=(branch, Branch(1, 4, 2), Branch(0, 4, 2)))

    tree = grown(recipe, shown=2)

    assert [outcome is None for outcome in tree.outcomes] == [False, True, True, False]
    assert tree.shown == 0, "the first run stands for one that is not possible"
    assert tree.run.keys == by_hand(recipe, 0).keys


@settings(max_examples=10, deadline=None)
@given(recipes(), st.integers(1, 30))
def test_no_run_of_a_tree_is_longer_than_its_recipe_lets_it_be(recipe: Recipe, most: int) -> None:
    most += len(recipe.prime)
    free, tree = grown(replace(recipe, branches=())), grown(replace(recipe, most=most))
    first = tree.outcomes[0]
    assert first is not None
    assert free.outcomes[0] is not None
    assert first.keys == free.outcomes[0].keys[:most]
    assert all(len(each.keys) <= most for each in tree.outcomes if each)


def test_a_text_ends_at_its_stop_and_its_branches_at_theirs():
    recipe = Recipe("ab", 60, SAMPLING, 3, "g", (Branch(0, 1, LETTERS.index("g")),))

    first, branch = grown(recipe).outcomes

    assert first is not None
    assert branch is not None
    assert len(first.keys) < 62
    assert first.keys.index("g") == len(first.keys) - 1
    assert branch.keys[1] == "g"
    assert branch.keys.index("g", 2) == len(branch.keys) - 1, "one chosen by hand ends nothing"


def test_what_is_yielded_is_the_beginning_of_what_comes_and_its_share_rises():
    recipe = Recipe("ab", 3 * CHUNK, SAMPLING, branches=(Branch(0, 10, 1),))
    growth = [*grow_in_steps(NETWORK, recipe, 0)]

    shares = [step.share for step in growth]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 1
    whole = by_hand(recipe, 0)
    first = growth[0].run
    assert len(first.keys) == 2 + CHUNK
    assert first.keys == whole.keys[: 2 + CHUNK]


def test_a_run_that_was_stopped_is_the_tree_of_a_shorter_text():
    growth = next(grow_in_steps(NETWORK, Recipe("ab", 100, SAMPLING), 0))

    tree, whole = single(growth.run), grown(Recipe("ab", CHUNK, SAMPLING))

    assert tree.outcomes == whole.outcomes
    np.testing.assert_array_equal(tree.run.trace["hidden_state"], whole.run.trace["hidden_state"])
