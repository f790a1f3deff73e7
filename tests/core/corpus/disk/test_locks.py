"""A store in use is known to be, as far as the file system can tell."""

import errno
import os
from pathlib import Path

import pytest

from core.corpus.disk.cache import keep
from core.corpus.disk.locks import hold, unused
from core.corpus.disk.writer import MANIFEST
from core.corpus.index.build import key_of, run, traced
from core.corpus.index.state_index import Store
from tests.core.corpus.networks import corpus_of, network_of

fcntl = pytest.importorskip("fcntl")

NETWORK, CORPUS = network_of("rnn"), corpus_of("hello")


@pytest.fixture
def place(tmp_path) -> Path:
    run(keep(NETWORK, CORPUS, tmp_path))
    return tmp_path / key_of(NETWORK, CORPUS).name


@pytest.fixture
def store() -> Store:
    return traced(NETWORK, CORPUS)


def is_unused(place: Path) -> bool:
    with unused(place) as free:
        return free


def test_a_store_is_in_use_until_the_last_of_its_users_has_gone(place):
    store, other = traced(NETWORK, CORPUS), traced(NETWORK, CORPUS)
    assert is_unused(place)
    hold(store, place)
    hold(other, place)

    assert not is_unused(place)
    del store
    assert not is_unused(place)
    del other
    assert is_unused(place)


def test_nobody_can_begin_to_use_what_is_being_removed(place, store):
    with unused(place) as free:
        assert free
        with pytest.raises(BlockingIOError):
            hold(store, place)


def test_what_is_gone_cannot_be_held(place, store):
    (place / MANIFEST).unlink()

    with pytest.raises(FileNotFoundError):
        hold(store, place)
    assert is_unused(place)


def test_a_file_system_without_locks_does_without(place, store, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    hold(store, place)

    monkeypatch.undo()
    assert is_unused(place)


def test_other_errors_are_not_kept_quiet(place, store, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="Input/output"):
        hold(store, place)
