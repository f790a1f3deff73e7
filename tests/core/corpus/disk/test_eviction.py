"""The least recently used indexes go, and none that somebody uses or makes."""

import os
import shutil
import time
from pathlib import Path

import pytest
from filelock import FileLock

from core.corpus.disk.cache import load, load_or_build
from core.corpus.disk.eviction import LOCK, UNFINISHED, evict
from core.corpus.disk.writer import MANIFEST, STATES
from core.corpus.index.build import key_of, run
from tests.core.corpus.networks import corpus_of, names, network_of

NETWORK = network_of("rnn")


@pytest.fixture
def three(tmp_path) -> tuple[Path, list[Path]]:
    """Three indexes, none in use; the first was used an hour ago, the others later."""
    corpora = [corpus_of("hello" * (n + 100)) for n in range(3)]
    for corpus in corpora:
        run(load_or_build(NETWORK, corpus, tmp_path))
    places = [tmp_path / key_of(NETWORK, corpus).name for corpus in corpora]
    for hours, place in zip((3, 2, 1), places, strict=True):
        _used(place, hours)
    return tmp_path, places


def _used(place: Path, hours: float) -> None:
    then = time.time() - 3600 * hours
    os.utime(place / MANIFEST, (then, then))


def _bytes(places: list[Path]) -> int:
    return sum(path.stat().st_size for place in places for path in place.iterdir())


def test_the_least_recently_used_go_first_and_no_more_than_must(three):
    folder, places = three

    evict(folder, _bytes(places), 0)
    assert [place.exists() for place in places] == [True, True, True]
    evict(folder, _bytes(places), 1)
    assert [place.exists() for place in places] == [False, True, True]
    evict(folder, _bytes(places[1:]) - 1, 0)
    assert [place.exists() for place in places] == [False, False, True]
    evict(folder, 0, 0)
    assert names(folder) == set()


def test_opening_is_using(three):
    folder, places = three
    assert list(load_or_build(NETWORK, corpus_of("hello" * 100), folder)) == []

    evict(folder, _bytes(places) - 1, 0)

    assert [place.exists() for place in places] == [True, False, True]


def test_a_store_in_use_stays_and_may_go_when_it_is_not_used_any_more(three):
    folder, places = three
    index = load(key_of(NETWORK, corpus_of("hello" * 100)), folder)
    _used(places[0], 3)

    evict(folder, 0, 0)
    assert [place.exists() for place in places] == [True, False, False]
    assert index is not None
    del index
    evict(folder, 0, 0)
    assert names(folder) == set()


def test_a_store_that_is_being_made_stays(three):
    folder, places = three
    with FileLock(folder / f"{places[0].name}{LOCK}"):
        evict(folder, 0, 0)

    assert [place.exists() for place in places] == [True, False, False]


def test_what_a_killed_process_has_left_goes_and_what_one_is_making_stays(three):
    folder, _ = three
    left, making = (folder / f"{16 * c}-{16 * c}{UNFINISHED}" for c in "ab")
    for place in (left, making):
        place.mkdir()
        (place / STATES).write_bytes(b"half")

    with FileLock(folder / f"{making.stem}{LOCK}"):
        evict(folder, 2**30, 0)

    assert not left.exists()
    assert making.exists()


def test_nothing_but_stores_is_removed(three):
    folder, _ = three
    (folder / "thesis").mkdir()
    (folder / "thesis" / "chapter.txt").write_text("mine")
    (folder / "notes.txt").write_text("mine")

    evict(folder, 0, 0)

    assert names(folder) == {"thesis", "notes.txt"}


def test_a_disk_with_little_room_loses_what_is_old(three, monkeypatch):
    folder, places = three
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))

    evict(folder, 2**30, 1_001)

    assert [place.exists() for place in places] == [False, True, True]


def test_making_keeps_to_the_limit_and_spares_itself(three):
    folder, _ = three
    own = run(load_or_build(NETWORK, corpus_of("hello"), folder, limit=0))

    assert names(folder) == {own.key.name}


def test_of_two_that_are_made_at_once_the_last_to_end_keeps_to_the_limit(tmp_path):
    first = load_or_build(NETWORK, corpus_of("hello"), tmp_path, limit=0)
    next(first)
    run(load_or_build(NETWORK, corpus_of("helo"), tmp_path, limit=0))
    assert len(names(tmp_path)) == 2

    own = run(first)

    assert names(tmp_path) == {own.key.name}
