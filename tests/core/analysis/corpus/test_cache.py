"""Stores on disk: made once, never in halves, and no more of them than there is room for."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from filelock import FileLock

from core.analysis.corpus import cache
from core.analysis.corpus.cache import VARIABLE, cache_folder, keep, kept, make_room
from core.analysis.corpus.files import MANIFEST, REST, STATES, StoreError, Writer
from core.analysis.corpus.store import Store
from core.analysis.corpus.tracing import key_of, run
from tests.core.analysis.corpus.networks import corpus_of, network_of

NETWORK = network_of("rnn")
CORPUS = corpus_of("hello\n" * 100, "lo")
LONG = corpus_of("hello\n" * 8_000)
KEY, LONG_KEY = key_of(NETWORK, CORPUS), key_of(NETWORK, LONG)
PROGRAM = """
import sys
from pathlib import Path
from core.analysis.corpus.cache import keep
from tests.core.analysis.corpus.networks import corpus_of, network_of

steps = keep(network_of("rnn"), corpus_of("hello\\n" * 8_000), Path(sys.argv[1]))
while True:
    try:
        step = next(steps)
    except StopIteration as end:
        store = end.value
        print("store", store.length, flush=True)
        sys.stdin.read()  # holds the store until the test lets go
        break
    print("read" if step.done else "waiting" if step.waiting else "began", flush=True)
"""


def process(folder: Path) -> subprocess.Popen[str]:
    """Begin to keep the long corpus in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    root = Path(__file__).parents[4]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True)


def names(folder: Path) -> set[str]:
    """Return what lies in a folder, but for locks."""
    return {path.name for path in folder.iterdir() if path.suffix != cache.LOCK}


def test_a_corpus_is_read_once_and_then_opened(tmp_path):
    steps = list(keep(NETWORK, CORPUS, tmp_path))
    again = list(keep(NETWORK, CORPUS, tmp_path))

    assert steps[-1].done == 602
    assert again == []
    assert names(tmp_path) == {KEY.name}
    store = kept(KEY, tmp_path)
    assert store is not None
    assert store.length == 602


def test_what_was_not_made_is_not_there(tmp_path):
    assert kept(KEY, tmp_path) is None
    assert kept(KEY, tmp_path / "nowhere") is None


def damage_a_byte(place: Path) -> None:
    content = bytearray((place / STATES).read_bytes())
    content[len(content) // 2] ^= 64
    (place / STATES).write_bytes(content)


DAMAGES = {
    "flipped": damage_a_byte,
    "cut": lambda place: (place / REST).write_bytes((place / REST).read_bytes()[:-9]),
    "no manifest": lambda place: (place / MANIFEST).unlink(),
    "no states": lambda place: (place / STATES).unlink(),
    "empty": lambda place: [path.unlink() for path in place.iterdir()],
    "a file": lambda place: (shutil.rmtree(place), place.write_text("not a store")),
    "another's": lambda place: (place / MANIFEST).write_text(
        (place / MANIFEST).read_text().replace(KEY.corpus, "0" * 64)
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_store_is_found_and_made_anew(tmp_path, damage):
    run(keep(NETWORK, CORPUS, tmp_path))
    damage(tmp_path / KEY.name)
    (tmp_path / f"{KEY.name}{cache.UNFINISHED}").write_text("left by something else")

    assert kept(KEY, tmp_path) is None
    assert [step.done for step in keep(NETWORK, CORPUS, tmp_path)][-1] == 602
    assert kept(KEY, tmp_path) is not None
    assert names(tmp_path) == {KEY.name}


def test_a_damaged_store_in_use_is_made_anew_beside_its_user(tmp_path):
    used = run(keep(NETWORK, CORPUS, tmp_path))
    level = used.blocks[0][0, 0]
    (tmp_path / KEY.name / REST).unlink()

    run(keep(NETWORK, CORPUS, tmp_path))

    assert used.blocks[0][0, 0] == level


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 20])
def test_one_who_stops_leaves_nothing_behind_and_no_lock(tmp_path, steps):
    stopped = keep(NETWORK, LONG, tmp_path)
    for _ in range(steps):
        next(stopped)
    stopped.close()

    assert names(tmp_path) == set()
    with FileLock(tmp_path / f"{LONG_KEY.name}{cache.LOCK}").acquire(timeout=0):
        pass


def test_an_error_while_reading_leaves_nothing_behind(tmp_path):
    broken = network_of("gru")
    broken.cells[0].weight_hh.fill_(float("nan"))

    with pytest.raises(ValueError, match="finite"):
        run(keep(broken, CORPUS, tmp_path))

    assert names(tmp_path) == set()


def test_of_two_at_once_the_second_waits_and_opens_the_first_one_s(tmp_path):
    first, second = keep(NETWORK, LONG, tmp_path), keep(NETWORK, LONG, tmp_path)
    next(first)

    assert next(second).waiting
    assert next(second).waiting
    assert run(first).length == 48_000
    assert list(second) == []


def test_one_who_waits_takes_over_from_one_who_stops(tmp_path):
    first, second = keep(NETWORK, CORPUS, tmp_path), keep(NETWORK, CORPUS, tmp_path)
    next(first)
    next(second)
    first.close()

    assert run(second).length == 602


def lines_until(one: subprocess.Popen[str], last: str) -> list[str]:
    """Read what a process says until it has said this."""
    assert one.stdout
    lines: list[str] = []
    while not lines or lines[-1] != last:
        line = one.stdout.readline()
        assert line, "it has ended without saying so"
        lines.append(line.strip())
    return lines


def test_two_processes_at_once_make_one_whole_store_and_hold_it(tmp_path):
    both = [process(tmp_path), process(tmp_path)]
    said = [lines_until(one, "store 48000") for one in both]

    assert sorted("read" in lines for lines in said) == [False, True], "one of them has read"
    assert names(tmp_path) == {LONG_KEY.name}
    assert kept(LONG_KEY, tmp_path) is not None
    make_room(tmp_path, 0, 0)
    assert names(tmp_path) == {LONG_KEY.name}, "it is in use"
    for one in both:
        one.communicate("")
        assert one.returncode == 0
    make_room(tmp_path, 0, 0)
    assert names(tmp_path) == set()


def test_a_process_killed_halfway_leaves_nothing_that_is_read_as_whole(tmp_path):
    killed = process(tmp_path)
    lines_until(killed, "read")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    assert names(tmp_path) == {f"{LONG_KEY.name}{cache.UNFINISHED}"}, "it was at work"
    assert kept(LONG_KEY, tmp_path) is None
    assert run(keep(NETWORK, LONG, tmp_path)).length == 48_000
    assert names(tmp_path) == {LONG_KEY.name}


class FullDisk(Writer):
    """A disk that is full at some point: the real one cannot be filled here."""

    at = ""

    def add(self, block) -> None:
        if self.at == "add":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().add(block)

    def finish(self, store: Store) -> None:
        super().finish(store)
        if self.at == "finish":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("at", ["add", "finish"])
def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch, at):
    monkeypatch.setattr(cache, "Writer", FullDisk)
    monkeypatch.setattr(FullDisk, "at", at)

    with pytest.raises(StoreError, match=rf"No space left on device.*{VARIABLE}"):
        run(keep(NETWORK, CORPUS, tmp_path))

    assert names(tmp_path) == set()
    monkeypatch.undo()
    assert run(keep(NETWORK, CORPUS, tmp_path)).length == 602, "the lock is free again"


@pytest.mark.parametrize("limit", [10, 3_000, 15_000])
def test_a_limit_of_the_system_is_told_and_leaves_nothing_behind(tmp_path, limit):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(StoreError, match="File too large"):
            run(keep(NETWORK, CORPUS, tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match=r"States cannot be kept in .*file.*Make room there"):
        run(keep(NETWORK, CORPUS, tmp_path / "file" / "folder"))


def test_a_store_that_cannot_be_replaced_is_told(tmp_path, monkeypatch):
    run(keep(NETWORK, CORPUS, tmp_path))
    (tmp_path / KEY.name / MANIFEST).unlink()

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        run(keep(NETWORK, CORPUS, tmp_path))


@pytest.fixture
def three(tmp_path) -> tuple[Path, list[Path]]:
    """Three stores, none in use; the first was used an hour ago, the others later."""
    corpora = [corpus_of("hello" * (n + 100)) for n in range(3)]
    for corpus in corpora:
        run(keep(NETWORK, corpus, tmp_path))
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

    make_room(folder, _bytes(places), 0)
    assert [place.exists() for place in places] == [True, True, True]
    make_room(folder, _bytes(places), 1)
    assert [place.exists() for place in places] == [False, True, True]
    make_room(folder, _bytes(places[1:]) - 1, 0)
    assert [place.exists() for place in places] == [False, False, True]
    make_room(folder, 0, 0)
    assert names(folder) == set()


def test_opening_is_using(three):
    folder, places = three
    assert list(keep(NETWORK, corpus_of("hello" * 100), folder)) == []

    make_room(folder, _bytes(places) - 1, 0)

    assert [place.exists() for place in places] == [True, False, True]


def test_a_store_in_use_stays_and_may_go_when_it_is_not_used_any_more(three):
    folder, places = three
    store = kept(key_of(NETWORK, corpus_of("hello" * 100)), folder)
    _used(places[0], 3)

    make_room(folder, 0, 0)
    assert [place.exists() for place in places] == [True, False, False]
    assert store is not None
    del store
    make_room(folder, 0, 0)
    assert names(folder) == set()


def test_a_store_that_is_being_made_stays(three):
    folder, places = three
    with FileLock(folder / f"{places[0].name}{cache.LOCK}"):
        make_room(folder, 0, 0)

    assert [place.exists() for place in places] == [True, False, False]


def test_what_a_killed_process_has_left_goes_and_what_one_is_making_stays(three):
    folder, _ = three
    left, making = (folder / f"{16 * c}-{16 * c}{cache.UNFINISHED}" for c in "ab")
    for place in (left, making):
        place.mkdir()
        (place / STATES).write_bytes(b"half")

    with FileLock(folder / f"{making.stem}{cache.LOCK}"):
        make_room(folder, cache.LIMIT, 0)

    assert not left.exists()
    assert making.exists()


def test_nothing_but_stores_is_removed(three):
    folder, _ = three
    (folder / "thesis").mkdir()
    (folder / "thesis" / "chapter.txt").write_text("mine")
    (folder / "notes.txt").write_text("mine")

    make_room(folder, 0, 0)

    assert names(folder) == {"thesis", "notes.txt"}


def test_making_keeps_to_the_limit_and_spares_itself(three):
    folder, _ = three
    own = run(keep(NETWORK, CORPUS, folder, limit=0))

    assert names(folder) == {own.key.name}


def test_a_disk_with_little_room_loses_what_is_old(three, monkeypatch):
    folder, places = three
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))

    make_room(folder, cache.LIMIT, 1_001)

    assert [place.exists() for place in places] == [False, True, True]


def test_the_folder_is_the_one_that_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "a" / "b"))

    assert cache_folder() == tmp_path / "a" / "b"
    assert cache_folder().is_dir()


def test_a_folder_that_is_named_and_cannot_be_used_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))

    with pytest.raises(StoreError, match=f"cannot be written to.*{VARIABLE}"):
        cache_folder()


def test_without_a_name_it_is_in_the_user_s_caches_or_among_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cache_folder() == tmp_path / "caches" / "gatescope"

    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    own = cache_folder()
    assert own.parent == tmp_path
    assert own.name.startswith("gatescope")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "gatescope"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="everybody has temporary files of his own")
def test_a_folder_of_somebody_else_among_temporary_files_is_not_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    mine = os.getuid()
    theirs = tmp_path / f"gatescope-{mine + 1}"
    theirs.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)

    with pytest.raises(StoreError, match="cannot be written to"):
        cache_folder()
