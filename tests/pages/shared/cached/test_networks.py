"""Networks and readings are kept up to so many bytes, and what was given up is loaded again."""

from itertools import product

import pytest

from core.network.catalogue import CELLS, TASKS, NetworkReference, reference
from pages.shared import cached
from pages.shared.cached.networks import MOST_READ, MOST_WEIGHTS, views
from tests.pages.conftest import forget_networks

LARGE = reference("stories", "rnn")


def held() -> int:
    """Return the bytes of all weights that are kept."""
    return sum(
        each.nbytes for kept in views.cache.values() for each in kept[None].state_dict().values()
    )


def test_of_all_networks_only_so_many_bytes_are_kept_and_the_latest_stay():
    before = {
        named: cached.weights(named)
        for named in (NetworkReference(task, cell) for task, cell in product(TASKS, CELLS))
    }
    assert 0 < held() <= MOST_WEIGHTS
    last = [*before][-1]
    assert cached.network(last) is cached.network(last)

    cached.weights.clear()
    assert {named: cached.weights(named) for named in before} == before


def test_texts_that_are_read_take_only_so_many_bytes(monkeypatch: pytest.MonkeyPatch):
    forget_networks()
    texts = [f"{number} " + "he is my friend and I am his . " * 40 for number in range(6)]
    sizes = [
        sum(array.nbytes for array in (read.opinions, read.scores))
        for read in (cached.reading(LARGE, text) for text in texts)
    ]

    assert sum(sizes) > MOST_READ  # all of them would be too much
    assert 0 < cached.reading.cache.currsize <= MOST_READ
    monkeypatch.setattr(cached.networks, "read", lambda *_: pytest.fail("it was given up"))
    assert cached.reading(LARGE, texts[-1]).text.startswith("5")


def test_what_cannot_be_loaded_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    forget_networks()
    tries = []

    def load(named: NetworkReference) -> None:
        tries.append(named)
        raise ValueError("There is no such network.")

    monkeypatch.setattr(cached.networks, "load", load)
    for _ in range(2):
        with pytest.raises(cached.networks.CheckpointError, match="no such network"):
            cached.network(LARGE)
    assert len(tries) == 2


def test_a_network_is_the_same_one_however_it_is_asked_for():
    both = reference("english-reviews-both", "lstm")
    whole = cached.network(both)

    for place in whole.cells_by_place:
        seen = cached.network(both._replace(place=place))
        assert seen is cached.network(both._replace(place=place))
        assert seen.place == place
        assert seen.readout.weight is whole.readout.weight
