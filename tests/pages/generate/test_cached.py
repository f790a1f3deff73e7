"""What was written is kept up to so many bytes, and the latest of it always."""

import gc
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from core.generation.tree import Recipe
from core.jobs.steps import Steps
from core.network.catalogue import reference
from core.network.in_bytes import to_bytes
from pages.generate import cached
from pages.shared.cached.jobs import jobs
from pages.shared.cached.own_networks import shared_network
from tests.pages.own import LINE, made

NAMED = reference("shakespeare", "lstm")


@pytest.fixture(autouse=True)
def _nothing_kept():
    cached.trees.clear()
    yield
    cached.trees.clear()


def key(number: int) -> cached.Key:
    return cached.Key(NAMED, Recipe("a", number), 0)


def tree(nbytes: int) -> Any:
    return SimpleNamespace(run=SimpleNamespace(nbytes=nbytes))


def test_the_latest_are_kept_up_to_so_many_bytes():
    third = cached.MOST_WRITTEN // 3
    for number in range(5):
        cached.keep(key(number), tree(third))

    assert [number for number in range(5) if cached.peek(key(number))] == [2, 3, 4]


def test_the_latest_is_kept_alone_however_long_it_is():
    cached.keep(key(0), tree(10))
    longest = cached.keep(key(1), tree(10 * cached.MOST_WRITTEN))

    assert cached.peek(key(1)) is longest
    assert cached.peek(key(0)) is None


def test_the_job_that_wrote_it_is_forgotten_with_it():
    keys, begun = [key(number) for number in range(2)], []

    def work(mine: cached.Key) -> Steps[float, bool]:
        begun.append(mine)
        yield 1.0
        return True

    for mine in (*keys, *keys, keys[0]):
        assert jobs().join(mine.job, partial(work, mine), "visitor").wait(10)
        cached.keep(mine, tree(cached.MOST_WRITTEN))
    assert begun == [*keys, *keys, keys[0]]

    assert jobs().join(keys[0].job, partial(work, keys[0]), "visitor").wait(10)
    assert len(begun) == 5  # it is kept, and its job remembered


def test_what_two_sessions_have_written_is_kept_once():
    first = cached.keep(key(0), tree(10))

    assert cached.keep(key(0), tree(10)) is first


def test_what_a_network_of_a_session_wrote_goes_once_no_session_has_it():
    """A tree refers to its network, which would be kept for nobody."""
    own = shared_network(to_bytes(made(seed=78), LINE))
    written = cached.Key(own.reference, Recipe("(", 3), 0)
    cached.keep(written, tree(1))
    cached.keep(key(0), tree(1))
    assert cached.peek(written) is not None

    del own
    gc.collect()
    cached.keep(key(1), tree(1))

    assert cached.peek(written) is None
    assert cached.peek(key(0)) is not None
