"""The least recently used indexes are removed, but none that is in use or being built."""

import os
import shutil
import time
from pathlib import Path

import pytest
from filelock import FileLock

from core.corpus.disk.cache import load, load_or_build
from core.corpus.disk.eviction import UNFINISHED, clear_up, evict
from core.corpus.disk.locks import LOCK
from core.corpus.disk.writer import MANIFEST, STATES
from core.corpus.index.build import key_of
from core.jobs.steps import run
from tests.core.corpus.networks import corpus_of, names, network_of

NETWORK = network_of("rnn")


@pytest.fixture
def three(tmp_path) -> tuple[Path, list[Path]]:
    """Three indexes, none in use; the first was used three hours ago, the others later."""
    corpora = [corpus_of("hello" * (n + 100)) for n in range(3)]
    for corpus in corpora:
        run(load_or_build(NETWORK, corpus, tmp_path))
    places = [tmp_path / key_of(NETWORK, corpus).name for corpus in corpora]
    for hours, place in zip((3, 2, 1), places, strict=True):
        _set_last_use(place, hours)
    return tmp_path, places


def _set_last_use(place: Path, hours: float) -> None:
    then = time.time() - 3600 * hours
    os.utime(place / MANIFEST, (then, then))


def _bytes(places: list[Path]) -> int:
    return sum(path.stat().st_size for place in places for path in place.iterdir())


def test_the_least_recently_used_go_first_and_no_more_than_needed(three):
    folder, places = three

    evict(folder, _bytes(places), 0)
    assert [place.exists() for place in places] == [True, True, True]
    evict(folder, _bytes(places), 1)
    assert [place.exists() for place in places] == [False, True, True]
    evict(folder, _bytes(places[1:]) - 1, 0)
    assert [place.exists() for place in places] == [False, False, True]
    evict(folder, 0, 0)
    assert names(folder) == set()


def test_opening_an_index_counts_as_using_it(three):
    folder, places = three
    assert list(load_or_build(NETWORK, corpus_of("hello" * 100), folder)) == []

    evict(folder, _bytes(places) - 1, 0)

    assert [place.exists() for place in places] == [True, False, True]


def test_an_index_in_use_stays_until_it_is_no_longer_used(three):
    folder, places = three
    index = load(key_of(NETWORK, corpus_of("hello" * 100)), folder)
    _set_last_use(places[0], 3)

    evict(folder, 0, 0)
    assert [place.exists() for place in places] == [True, False, False]
    assert index is not None
    del index
    evict(folder, 0, 0)
    assert names(folder) == set()


def test_an_index_that_is_being_built_stays(three):
    folder, places = three
    with FileLock(folder / f"{places[0].name}{LOCK}"):
        evict(folder, 0, 0)

    assert [place.exists() for place in places] == [True, False, False]


def test_abandoned_files_go_and_those_being_written_stay(three):
    folder, _ = three
    abandoned, unfinished = (folder / f"{16 * c}-{16 * c}{UNFINISHED}" for c in "ab")
    for place in (abandoned, unfinished):
        place.mkdir()
        (place / STATES).write_bytes(b"half")

    with FileLock(folder / f"{unfinished.stem}{LOCK}"):
        evict(folder, 2**30, 0)

    assert not abandoned.exists()
    assert unfinished.exists()


def test_a_lock_that_nobody_holds_goes_and_those_of_others_stay(tmp_path):
    held, left = (tmp_path / f"{16 * c}-{16 * c}{LOCK}" for c in "ab")
    ours = tmp_path / "thesis.lock"
    for path in (left, ours):
        path.touch()

    with FileLock(held):
        clear_up(tmp_path)
        assert names(tmp_path) == {held.name, ours.name}


def test_an_index_whose_lock_cannot_be_taken_stays(three):
    folder, places = three
    (folder / f"{places[0].name}{LOCK}").mkdir()  # as unusable as a file of somebody else

    evict(folder, 0, 0)

    assert [place.exists() for place in places] == [True, False, False]


def test_nothing_but_indexes_is_removed(three):
    folder, _ = three
    (folder / "thesis").mkdir()
    (folder / "thesis" / "chapter.txt").write_text("mine")
    (folder / "notes.txt").write_text("mine")

    evict(folder, 0, 0)

    assert names(folder) == {"thesis", "notes.txt"}


def test_on_a_nearly_full_disk_the_oldest_index_goes(three, monkeypatch):
    folder, places = three
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))

    evict(folder, 2**30, 1_001)

    assert [place.exists() for place in places] == [False, True, True]


def test_building_keeps_to_the_limit_and_spares_its_own_index(three):
    folder, _ = three
    own = run(load_or_build(NETWORK, corpus_of("hello"), folder, limit=0))

    assert names(folder) == {own.key.name}


def test_of_two_builds_at_once_the_last_to_end_keeps_to_the_limit(tmp_path):
    first = load_or_build(NETWORK, corpus_of("hello"), tmp_path, limit=0)
    next(first)
    run(load_or_build(NETWORK, corpus_of("helo"), tmp_path, limit=0))
    assert len([name for name in names(tmp_path) if not name.endswith(LOCK)]) == 2

    own = run(first)

    assert names(tmp_path) == {own.key.name}
