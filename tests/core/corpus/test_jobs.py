"""Jobs in the background: one for each store, few at once, and none that nobody waits for."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from core.corpus.disk.location import VARIABLE
from core.corpus.disk.writer import StoreError
from core.corpus.index.build import traced
from core.corpus.index.state_index import Progress, Store
from core.corpus.jobs import FINISHED, Jobs
from core.jobs.job import Job, Standing
from tests.core.corpus.networks import corpus_of, names, network_of

NETWORK = network_of("rnn")
CORPORA = [corpus_of("hello" * (n + 1)) for n in range(8)]
STORE = traced(NETWORK, CORPORA[0])


class Work:
    """Stands in for the reading of corpora: goes on for as long as a test wants it to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.error: Exception | None = None
        self.begun = self.closed = self.at_once = self.most_at_once = 0

    def __call__(self, network, corpus) -> Generator[Progress, None, Store]:
        self.begun += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            done = 0
            while not self.go_on.is_set():
                yield Progress(done, 1_000)
                done += 1
                self.go_on.wait(0.002)
            if self.error:
                raise self.error
            return STORE
        finally:
            self.closed += 1
            self.at_once -= 1


@pytest.fixture
def work():
    made = Work()
    yield made
    made.go_on.set()


class Clock:
    """Tells the time that a test has set."""

    now, sleep = 0.0, staticmethod(time.sleep)

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("core.jobs.job.time", made)
    return made


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that has to come true."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it has not come true"
        time.sleep(0.002)


def ended(job: Job, visitor: str = "ann") -> Standing:
    assert job.wait(20)
    return job.look(visitor)


def test_a_job_says_how_far_it_is_and_ends_with_the_store(work):
    job = Jobs(work).join(NETWORK, CORPORA[0], "ann")
    until(lambda: job.look("ann").done > 3)
    standing = job.look("ann")

    assert (standing.total, standing.store, standing.over) == (1_000, None, False)
    assert (standing.before, standing.waiting, standing.stopped) == (0, False, False)
    work.go_on.set()
    standing = ended(job)
    assert standing.over
    assert standing.store is STORE
    assert standing.error is None
    assert not standing.stopped


def test_two_threads_that_want_the_same_get_one_job(work):
    jobs, found, ready = Jobs(work), [], threading.Barrier(8)

    def ask(name: str) -> None:
        ready.wait()
        found.append(jobs.join(NETWORK, corpus_of("hello"), name))

    threads = [threading.Thread(target=ask, args=(f"visitor {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work.go_on.set()

    assert len(found) == 8
    assert len(set(found)) == 1
    assert ended(found[0]).store is STORE
    assert work.begun == 1


def test_other_texts_and_other_networks_are_other_jobs(work):
    jobs = Jobs(work)
    wanted = [(NETWORK, CORPORA[0]), (NETWORK, CORPORA[1]), (network_of("gru"), CORPORA[0])]

    assert len({jobs.join(*pair, "ann") for pair in wanted}) == 3


def test_only_so_many_work_at_once_and_the_others_know_how_many_are_before_them(work):
    jobs = Jobs(work, at_once=2)
    running = [jobs.join(NETWORK, corpus, "ann") for corpus in CORPORA[:5]]

    until(lambda: work.begun == 2)
    assert [job.look("ann").before for job in running] == [0, 0, 1, 2, 3]
    running[3].stop()
    assert running[3].wait(20)
    running[0].stop()
    assert running[0].wait(20)
    until(lambda: work.begun == 3)
    assert [job.look("ann").before for job in running] == [0, 0, 0, 0, 1]
    work.go_on.set()
    assert [ended(job).stopped for job in running] == [True, False, False, True, False]
    assert work.most_at_once == 2
    assert work.begun == work.closed == 4, "the one that was stopped while it waited never began"


def test_a_job_that_is_stopped_lets_go_of_everything_and_can_be_begun_again(work):
    jobs = Jobs(work)
    job = jobs.join(NETWORK, CORPORA[0], "ann")
    until(lambda: job.look("ann").done > 0)
    job.stop()

    standing = ended(job)
    assert (standing.stopped, standing.store, standing.error) == (True, None, None)
    assert work.closed == 1
    again = jobs.join(NETWORK, CORPORA[0], "ann")
    assert again is not job
    work.go_on.set()
    assert ended(again).store is STORE


def test_one_visitor_s_leaving_does_not_stop_what_another_waits_for(work):
    jobs = Jobs(work)
    job = jobs.join(NETWORK, CORPORA[0], "ann")
    assert jobs.join(NETWORK, CORPORA[0], "bob") is job
    job.leave("ann")
    assert not job.wait(0.1)
    done = job.look("bob").done
    until(lambda: job.look("bob").done > done + 3)

    job.leave("bob")
    assert job.wait(20)
    assert ended(job).stopped


def test_a_job_that_nobody_has_asked_for_stops_by_itself(work, clock):
    job = Jobs(work, patience=10).join(NETWORK, CORPORA[0], "ann")
    until(lambda: work.begun == 1)
    clock.now = 9.9
    assert not job.wait(0.05)

    clock.now = 10.1
    assert job.wait(20)
    assert ended(job).stopped
    assert work.closed == 1


def test_a_job_that_is_asked_for_again_and_again_goes_on(work, clock):
    job = Jobs(work, patience=10).join(NETWORK, CORPORA[0], "ann")
    for _ in range(5):
        clock.now += 9
        done = job.look("ann").done
        until(lambda: job.look("ann").done > done + 3)  # noqa: B023 - it is called at once
        assert not job.look("ann").over


@pytest.mark.parametrize("error", [StoreError("no room"), ValueError("bad"), MemoryError()])
def test_what_goes_wrong_is_said_and_remembered_until_it_is_tried_again(work, error):
    work.error = error
    work.go_on.set()
    jobs = Jobs(work)
    job = jobs.join(NETWORK, CORPORA[0], "ann")

    standing = ended(job)
    assert standing.error is error
    assert standing.over
    assert not standing.stopped
    assert jobs.join(NETWORK, CORPORA[0], "bob") is job
    work.error = None
    assert ended(jobs.join(NETWORK, CORPORA[0], "bob", again=True)).store is STORE


def test_an_error_while_a_job_is_stopped_is_said_and_the_next_begins(work):
    def does_not_stop_cleanly(network, corpus) -> Generator[Progress, None, Store]:
        try:
            yield Progress(0, 0)
            work.go_on.wait(20)
            yield Progress(0, 0)
        finally:
            raise StoreError("cannot clean up")

    jobs = Jobs(does_not_stop_cleanly, at_once=1)
    first, second = (jobs.join(NETWORK, corpus, "ann") for corpus in CORPORA[:2])
    first.stop()
    work.go_on.set()

    assert str(ended(first).error) == "cannot clean up"
    until(lambda: second.look("ann").before == 0)
    second.stop()
    assert second.wait(20)


def test_a_system_without_another_thread_is_an_error_of_the_job(work, monkeypatch):
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    jobs = Jobs(work, at_once=1)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        job = jobs.join(NETWORK, CORPORA[0], "ann")
    assert "thread" in str(ended(job).error)

    work.go_on.set()
    assert ended(jobs.join(NETWORK, CORPORA[0], "ann", again=True)).store is STORE


def test_some_that_are_over_are_remembered_and_no_more(work):
    jobs = Jobs(work)
    work.go_on.set()
    first = [jobs.join(NETWORK, corpus, "ann") for corpus in CORPORA[:FINISHED]]
    for job in first:
        ended(job)

    assert jobs.join(NETWORK, CORPORA[0], "ann") is first[0]
    for corpus in CORPORA[FINISHED : FINISHED + 2]:
        ended(jobs.join(NETWORK, corpus, "ann"))
    assert jobs.join(NETWORK, CORPORA[0], "ann") is first[0], "it was wanted not long ago"
    assert jobs.join(NETWORK, CORPORA[1], "ann") is not first[1]


def test_without_more_ado_a_store_is_kept_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    standing = ended(Jobs().join(NETWORK, CORPORA[1], "ann"))

    assert standing.store is not None
    assert (standing.done, standing.total) == (10, 10)
    assert (tmp_path / standing.store.key.name).is_dir()


def test_a_folder_that_cannot_be_used_is_an_error_of_the_job(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))

    assert isinstance(ended(Jobs().join(NETWORK, CORPORA[1], "ann")).error, StoreError)


def test_a_job_waits_for_another_process_that_makes_the_same(work):
    def somebody_else_is_at_it(network, corpus) -> Generator[Progress, None, Store]:
        while not work.go_on.is_set():
            yield Progress(0, 0, waiting=True)
            time.sleep(0.002)
        return STORE

    job = Jobs(somebody_else_is_at_it).join(NETWORK, CORPORA[0], "ann")
    until(lambda: job.look("ann").waiting)
    work.go_on.set()
    assert not ended(job).waiting


PROGRAM = """
import sys, time
from pathlib import Path
from core.corpus.disk.cache import keep
from core.corpus.jobs import Jobs
from tests.core.corpus.networks import corpus_of, names, network_of

jobs = Jobs(lambda network, corpus: keep(network, corpus, Path(sys.argv[1])))
job = jobs.join(network_of("lstm"), corpus_of("hello\\n" * 20_000), "ann")
while not job.look("ann").done:
    time.sleep(0.01)
print("at work" if not job.look("ann").over else "over")
"""


def test_a_program_that_ends_stops_its_jobs_first(tmp_path):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=100)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "at work\n", "")
    assert names(tmp_path) == set()
