"""Indexes on disk: built once, read only if complete, and never left half-built."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from core.corpus.disk import cache
from core.corpus.disk.arrays import to_arrays
from core.corpus.disk.cache import load, load_or_build, traced_once
from core.corpus.disk.eviction import UNFINISHED, clear_up, evict
from core.corpus.disk.location import VARIABLE
from core.corpus.disk.locks import LOCK, acquired, build_lock, give_back
from core.corpus.disk.writer import MANIFEST, REST, STATES, StateIndexError, Writer
from core.corpus.index.build import key_of, traced
from core.corpus.index.state_index import Progress, StateIndex
from core.jobs.steps import Blocked, run
from tests.core.corpus.networks import corpus_of, names, network_of

NETWORK = network_of("rnn")
CORPUS = corpus_of("hello\n" * 100, "lo")
LONG = corpus_of("hello\n" * 8_000)
KEY, LONG_KEY = key_of(NETWORK, CORPUS), key_of(NETWORK, LONG)
PROGRAM = """
import sys
import threading
import time
from pathlib import Path
from core.corpus.disk.cache import load_or_build
from tests.core.corpus.networks import corpus_of, names, network_of

steps = load_or_build(network_of("rnn"), corpus_of("hello\\n" * 8_000), Path(sys.argv[1]))
while True:
    try:
        step = next(steps)
    except StopIteration as end:
        index = end.value
        print("index", index.length, flush=True)
        sys.stdin.read()  # holds the index until the test lets go
        break
    done = getattr(step, "done", None)
    print("waiting" if done is None else "read" if done else "began", flush=True)
    if done and sys.argv[2:]:
        sys.stdin.read()  # stays halfway
"""


def start_process(folder: Path, *halfway: str) -> subprocess.Popen[str]:
    """Start a process that builds the index of the long corpus, or that stops halfway."""
    command = [sys.executable, "-c", PROGRAM, str(folder), *halfway]
    root = Path(__file__).parents[4]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True)


def test_a_corpus_is_read_once_and_then_opened(tmp_path):
    steps = list(load_or_build(NETWORK, CORPUS, tmp_path))
    again = list(load_or_build(NETWORK, CORPUS, tmp_path))

    assert steps[-1].done == 602
    assert again == []
    assert names(tmp_path) == {KEY.name}
    index = load(KEY, tmp_path)
    assert index is not None
    assert index.length == 602


def test_what_is_traced_once_is_only_opened_from_then_on(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    first = traced_once(NETWORK, CORPUS)
    monkeypatch.delattr(cache, "trace_corpus")  # nothing can be read any more

    again = traced_once(NETWORK, CORPUS)

    in_memory = to_arrays(traced(NETWORK, CORPUS))
    for index in (first, again):
        assert index.key == KEY
        for name, array in to_arrays(index).items():
            assert np.array_equal(array, in_memory[name])
    assert np.array_equal(again.column(1), first.column(1))


def test_an_index_that_was_not_built_does_not_load(tmp_path):
    assert load(KEY, tmp_path) is None
    assert load(KEY, tmp_path / "nowhere") is None


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
    "a file": lambda place: (shutil.rmtree(place), place.write_text("not an index")),
    "another's": lambda place: (place / MANIFEST).write_text(
        (place / MANIFEST).read_text().replace(KEY.corpus, "0" * 64)
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_detected_and_built_again(tmp_path, damage):
    run(load_or_build(NETWORK, CORPUS, tmp_path))
    damage(tmp_path / KEY.name)
    (tmp_path / f"{KEY.name}{UNFINISHED}").write_text("left by something else")

    assert load(KEY, tmp_path) is None
    assert [step.done for step in load_or_build(NETWORK, CORPUS, tmp_path)][-1] == 602
    assert load(KEY, tmp_path) is not None
    assert names(tmp_path) == {KEY.name}


def test_a_damaged_index_in_use_is_built_again_beside_its_user(tmp_path):
    used = run(load_or_build(NETWORK, CORPUS, tmp_path))
    level = used.blocks[0][0, 0]
    (tmp_path / KEY.name / REST).unlink()

    run(load_or_build(NETWORK, CORPUS, tmp_path))

    assert used.blocks[0][0, 0] == level


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 20])
def test_a_build_that_is_stopped_leaves_no_files_and_no_lock(tmp_path, steps):
    stopped = load_or_build(NETWORK, LONG, tmp_path)
    for _ in range(steps):
        next(stopped)
    stopped.close()

    assert names(tmp_path) == set()


def test_an_error_while_building_leaves_nothing_behind(tmp_path):
    broken = network_of("gru")
    broken.cell.get_parameter("weight_hh").fill_(float("nan"))

    with pytest.raises(ValueError, match="finite"):
        run(load_or_build(broken, CORPUS, tmp_path))

    assert names(tmp_path) == set()


def test_of_two_builds_at_once_the_second_waits_for_the_first_one_s_index(tmp_path):
    first, second = load_or_build(NETWORK, LONG, tmp_path), load_or_build(NETWORK, LONG, tmp_path)
    next(first)

    assert isinstance(next(second), Blocked)
    assert isinstance(next(second), Blocked)
    assert run(first).length == 48_000
    assert list(second) == [Progress(0, 0)], "it only takes its turn again"


def test_a_build_that_waits_takes_over_from_one_that_stops(tmp_path):
    first, second = (
        load_or_build(NETWORK, CORPUS, tmp_path),
        load_or_build(NETWORK, CORPUS, tmp_path),
    )
    next(first)
    assert isinstance(next(second), Blocked)
    first.close()

    assert run(second).length == 602


def lines_until(process: subprocess.Popen[str], last: str) -> list[str]:
    """Return the lines that a process prints, up to this one."""
    assert process.stdout
    lines: list[str] = []
    while not lines or lines[-1] != last:
        line = process.stdout.readline()
        assert line, "the process has ended without this line"
        lines.append(line.strip())
    return lines


@pytest.mark.slow
def test_two_processes_at_once_build_one_index_and_both_lock_it(tmp_path):
    both = [start_process(tmp_path), start_process(tmp_path)]
    printed = [lines_until(process, "index 48000") for process in both]

    assert sorted("read" in lines for lines in printed) == [False, True], "one of them has read"
    assert names(tmp_path) == {LONG_KEY.name}
    assert load(LONG_KEY, tmp_path) is not None
    evict(tmp_path, 0, 0)
    assert names(tmp_path) == {LONG_KEY.name}, "it is in use"
    for process in both:
        process.communicate("")
        assert process.returncode == 0
    evict(tmp_path, 0, 0)
    assert names(tmp_path) == set()


@pytest.mark.slow
def test_a_process_killed_halfway_leaves_nothing_that_is_read_as_whole(tmp_path):
    killed = start_process(tmp_path, "halfway")
    lines_until(killed, "read")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    left = {f"{LONG_KEY.name}{ending}" for ending in (UNFINISHED, LOCK)}
    assert names(tmp_path) == left, "it was still building"
    assert load(LONG_KEY, tmp_path) is None
    assert run(load_or_build(NETWORK, LONG, tmp_path)).length == 48_000
    assert names(tmp_path) == {LONG_KEY.name}


@pytest.mark.slow
def test_what_a_killed_process_has_left_is_cleared_up_once_it_is_dead(tmp_path):
    killed = start_process(tmp_path, "halfway")
    lines_until(killed, "read")
    left = names(tmp_path)
    clear_up(tmp_path)
    assert names(tmp_path) == left, "it is alive"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    clear_up(tmp_path)

    assert names(tmp_path) == set()


@pytest.mark.slow
def test_of_many_builds_at_once_each_holds_its_lock_alone(tmp_path):
    holders, most = [0], [0]

    def build() -> None:
        for _ in range(60):
            lock = build_lock(tmp_path, KEY.name)
            while not acquired(lock):
                time.sleep(0.0002)
            holders[0] += 1
            most[0] = max(most[0], holders[0])
            time.sleep(0.0002)
            holders[0] -= 1
            give_back(lock)

    threads = [threading.Thread(target=build) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1]
    assert names(tmp_path) == set()


class FullDisk(Writer):
    """A disk that is full at some point: the real one cannot be filled here."""

    at = ""

    def add(self, block) -> None:
        if self.at == "add":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().add(block)

    def finish(self, index: StateIndex) -> None:
        super().finish(index)
        if self.at == "finish":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("at", ["add", "finish"])
def test_a_full_disk_is_reported_and_leaves_nothing_behind(tmp_path, monkeypatch, at):
    monkeypatch.setattr(cache, "Writer", FullDisk)
    monkeypatch.setattr(FullDisk, "at", at)

    with pytest.raises(StateIndexError, match=rf"No space left on device.*{VARIABLE}"):
        run(load_or_build(NETWORK, CORPUS, tmp_path))

    assert names(tmp_path) == set()
    monkeypatch.undo()
    assert run(load_or_build(NETWORK, CORPUS, tmp_path)).length == 602, "the lock is free again"


@pytest.mark.parametrize("at", ["disk.cache.mark_in_use", "disk.reader.file_hash"])
def test_an_index_that_cannot_be_opened_now_does_not_count_as_damaged(tmp_path, monkeypatch, at):
    run(load_or_build(NETWORK, CORPUS, tmp_path))
    inode = (tmp_path / KEY.name).stat().st_ino

    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(f"core.corpus.{at}", refuse)
    with pytest.raises(StateIndexError, match="Too many open files"):
        run(load_or_build(NETWORK, CORPUS, tmp_path))
    monkeypatch.undo()

    assert list(load_or_build(NETWORK, CORPUS, tmp_path)) == []
    assert (tmp_path / KEY.name).stat().st_ino == inode


@pytest.mark.parametrize("limit", [10, 3_000, 15_000])
def test_a_file_size_limit_is_reported_and_leaves_nothing_behind(tmp_path, limit):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(StateIndexError, match="File too large"):
            run(load_or_build(NETWORK, CORPUS, tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StateIndexError, match=r"States cannot be kept in .*file.*Make room there"):
        run(load_or_build(NETWORK, CORPUS, tmp_path / "file" / "folder"))


def test_an_index_that_cannot_be_replaced_is_reported(tmp_path, monkeypatch):
    run(load_or_build(NETWORK, CORPUS, tmp_path))
    (tmp_path / KEY.name / MANIFEST).unlink()

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StateIndexError, match="Permission denied"):
        run(load_or_build(NETWORK, CORPUS, tmp_path))
