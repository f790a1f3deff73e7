"""An index in use is locked, if the file system has locks."""

import errno
import os
from pathlib import Path

import pytest

from core.corpus.disk.cache import load_or_build
from core.corpus.disk.locks import mark_in_use, unused
from core.corpus.disk.writer import MANIFEST
from core.corpus.index.build import key_of, traced
from core.corpus.index.state_index import StateIndex
from core.jobs.steps import run
from tests.core.corpus.networks import corpus_of, network_of

fcntl = pytest.importorskip("fcntl")

NETWORK, CORPUS = network_of("rnn"), corpus_of("hello")


@pytest.fixture
def place(tmp_path) -> Path:
    run(load_or_build(NETWORK, CORPUS, tmp_path))
    return tmp_path / key_of(NETWORK, CORPUS).name


@pytest.fixture
def index() -> StateIndex:
    return traced(NETWORK, CORPUS)


def is_unused(place: Path) -> bool:
    with unused(place) as free:
        return free


def test_an_index_is_in_use_until_the_last_of_its_users_has_gone(place):
    index, other = traced(NETWORK, CORPUS), traced(NETWORK, CORPUS)
    assert is_unused(place)
    mark_in_use(index, place)
    mark_in_use(other, place)

    assert not is_unused(place)
    del index
    assert not is_unused(place)
    del other
    assert is_unused(place)


def test_an_index_that_is_being_removed_cannot_be_used(place, index):
    with unused(place) as free:
        assert free
        with pytest.raises(BlockingIOError):
            mark_in_use(index, place)


def test_an_index_that_is_gone_cannot_be_locked(place, index):
    (place / MANIFEST).unlink()

    with pytest.raises(FileNotFoundError):
        mark_in_use(index, place)
    assert is_unused(place)


def test_a_file_system_without_locks_is_no_error(place, index, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    mark_in_use(index, place)

    monkeypatch.undo()
    assert is_unused(place)


def test_other_errors_of_the_file_system_are_raised(place, index, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="Input/output"):
        mark_in_use(index, place)
