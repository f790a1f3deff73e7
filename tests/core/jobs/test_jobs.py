"""Jobs in the background: one for each key, few at once, and none that nobody waits for."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from core.jobs.job import Job
from core.jobs.jobs import FINISHED, Jobs
from core.jobs.status import Status
from core.jobs.steps import Blocked, Steps
from core.jobs.turns import NoRoom
from core.jobs.watch import Watch

RESULT = ["what the work returns"]


class Work:
    """Work that goes on until a test ends it, and counts how many run at the same time."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.error: Exception | None = None
        self.begun = self.closed = self.at_once = self.most_at_once = 0

    def __call__(self) -> Generator[int, None, list[str]]:
        self.begun += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            done = 0
            while not self.go_on.is_set():
                yield done
                done += 1
                self.go_on.wait(0.002)
            if self.error:
                raise self.error
            return RESULT
        finally:
            self.closed += 1
            self.at_once -= 1


@pytest.fixture
def work():
    counted = Work()
    yield counted
    counted.go_on.set()


class Clock:
    """Tells the time that a test has set."""

    now, sleep = 0.0, staticmethod(time.sleep)

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    fake = Clock()
    monkeypatch.setattr("core.jobs.job.time", fake)
    monkeypatch.setattr("core.jobs.watch.time", fake)
    return fake


def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds; fail if it does not for long."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it has not come true"
        time.sleep(0.002)


def taken(job: Job, visitor: str = "ann") -> int:
    """Return how many steps a job has taken, as a visitor sees it."""
    return job.status(visitor).progress or 0


def ended(job: Job, visitor: str = "ann") -> Status:
    assert job.wait(20)
    return job.status(visitor)


def test_a_job_reports_its_progress_and_ends_with_the_result(work):
    job = Jobs().join(0, work, "ann")
    until(lambda: taken(job) > 3)
    status = job.status("ann")

    assert (status.before, status.result, status.error) == (0, None, None)
    assert (status.over, status.stopped) == (False, False)
    work.go_on.set()
    status = ended(job)
    assert status.over
    assert status.result is RESULT
    assert status.error is None
    assert not status.stopped


def test_threads_that_want_the_same_result_share_one_job(work):
    jobs, joined, ready = Jobs(), [], threading.Barrier(8)

    def join_jobs(name: str) -> None:
        ready.wait()
        joined.append(jobs.join("a", work, name))

    threads = [threading.Thread(target=join_jobs, args=(f"visitor {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work.go_on.set()

    assert len(joined) == 8
    assert len(set(joined)) == 1
    assert ended(joined[0]).result is RESULT
    assert work.begun == 1


def test_jobs_beyond_the_limit_wait_and_know_how_many_are_before_them(work):
    jobs = Jobs(at_once=2)
    running = [jobs.join(key, work, "ann") for key in range(5)]

    until(lambda: work.begun == 2)
    assert [job.status("ann").before for job in running] == [0, 0, 1, 2, 3]
    running[3].stop()
    assert running[3].wait(20)
    running[0].stop()
    assert running[0].wait(20)
    until(lambda: work.begun == 3)
    assert [job.status("ann").before for job in running] == [0, 0, 0, 0, 1]
    work.go_on.set()
    assert [ended(job).stopped for job in running] == [True, False, False, True, False]
    assert work.most_at_once == 2
    assert work.begun == work.closed == 4, "the one that was stopped while it waited never began"


def test_a_full_queue_refuses_new_work_but_not_a_watcher_of_what_is_there(work):
    jobs = Jobs(at_once=1, most=2, most_each=1)
    first = [jobs.join(key, work, name) for key, name in enumerate(["ann", "ann", "bob"])]
    with pytest.raises(NoRoom) as refused:
        jobs.join("new", work, "cid")

    assert refused.value.reason == "queue"
    assert jobs.join(1, work, "cid") is first[1]
    first[2].stop()
    assert first[2].wait(20)
    with pytest.raises(NoRoom) as refused:
        jobs.join("new", work, "ann")
    assert refused.value.reason == "own"
    job = jobs.join("new", work, "bob")
    work.go_on.set()
    assert ended(job, "bob").result is RESULT


def test_while_memory_is_short_no_job_starts_and_those_that_run_go_on(work):
    memory = [True]
    jobs = Jobs(has_memory=lambda: memory[0])
    job = jobs.join(0, work, "ann")
    memory[0] = False
    with pytest.raises(NoRoom) as refused:
        jobs.join(1, work, "bob")

    assert refused.value.reason == "memory"
    assert jobs.join(0, work, "bob") is job
    work.go_on.set()
    assert ended(job).result is RESULT


def test_a_visitor_with_much_work_waiting_lets_others_in_between(work):
    jobs = Jobs(at_once=1)
    anns = [jobs.join(key, work, "ann") for key in range(5)]
    bobs = jobs.join("bob's", work, "bob")

    assert [job.status("ann").before for job in anns] == [0, 1, 3, 4, 5]
    assert bobs.status("bob").before == 2
    for job in (*anns, bobs):
        job.stop()
    assert all(job.wait(20) for job in (*anns, bobs))


def test_of_the_jobs_that_a_visitor_has_turned_away_from_a_few_are_kept(work, clock):
    jobs, paused = Jobs(at_once=9, most_each=3), []
    for key in range(5):
        job = jobs.join(key, work, "ann")
        until(lambda job=job: taken(job) > 0)
        clock.now += 11
        until(lambda job=job: not jobs._turns.knows(job))
        paused.append(job)

    assert paused[0].wait(20)
    assert not any(job.wait(0) for job in paused[1:])
    work.go_on.set()
    for job in paused[1:]:
        taken(job)
    assert all(ended(job).result is RESULT for job in paused[1:])


def test_a_stopped_job_closes_its_work_and_can_be_started_again(work):
    jobs = Jobs()
    job = jobs.join(0, work, "ann")
    until(lambda: taken(job) > 0)
    job.stop()

    status = ended(job)
    assert (status.stopped, status.result, status.error) == (True, None, None)
    assert work.closed == 1
    again = jobs.join(0, work, "ann")
    assert again is not job
    work.go_on.set()
    assert ended(again).result is RESULT


def test_one_visitor_s_leaving_does_not_stop_what_another_waits_for(work):
    jobs = Jobs()
    job = jobs.join(0, work, "ann")
    assert jobs.join(0, work, "bob") is job
    job.leave("ann")
    assert not job.wait(0.1)
    done = taken(job, "bob")
    until(lambda: taken(job, "bob") > done + 3)

    job.leave("bob")
    assert job.wait(20)
    assert ended(job).stopped


def test_a_job_whose_visitor_has_gone_pauses_and_is_given_up_later(work, clock):
    job = Jobs(watch=Watch(patience=10, keep=60)).join(0, work, "ann")
    until(lambda: work.begun == 1)
    clock.now = 9.9
    assert not job.wait(0.05)

    clock.now = 10.1
    assert not job.wait(0.3), "it is paused, and not yet given up"
    clock.now = 71
    assert job.wait(20)
    assert ended(job).stopped
    assert work.closed == 1


def test_a_job_pauses_while_nobody_is_connected_and_goes_on_where_it_was(work):
    connected = {"ann": True}
    jobs = Jobs(at_once=1, watch=Watch(is_connected=connected.__getitem__))
    job = jobs.join(0, work, "ann")
    until(lambda: taken(job) > 3)

    connected["ann"] = False
    time.sleep(0.05)
    done = taken(job)
    time.sleep(0.1)
    assert taken(job) == done
    connected["ann"] = True
    until(lambda: taken(job) > done)
    assert work.begun == 1
    work.go_on.set()
    assert ended(job).result is RESULT


def test_a_paused_job_leaves_its_turn_to_others(work):
    connected = {"ann": True, "bob": True}
    jobs = Jobs(at_once=1, watch=Watch(is_connected=connected.__getitem__))
    first = jobs.join(0, work, "ann")
    until(lambda: taken(first) > 0)
    second = jobs.join(1, work, "bob")
    assert second.status("bob").before == 1

    connected["ann"] = False
    until(lambda: taken(second, "bob") > 0)
    connected["ann"] = True
    until(lambda: first.status("ann").before == 1)
    second.stop()
    assert second.wait(20)
    done = taken(first)
    until(lambda: taken(first) > done)
    assert work.most_at_once == 2, "a paused job keeps what it has done"


class Elsewhere:
    """Work that another process does, until a test lets go of its lock."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.tried = 0

    def __call__(self, work: Work) -> Steps[int, list[str]]:
        yield 1
        while not self.free.wait(0.002):
            self.tried += 1
            yield Blocked()
        yield 2
        return (yield from work())


@pytest.fixture
def elsewhere():
    lock = Elsewhere()
    yield lock
    lock.free.set()


def test_a_job_that_waits_for_another_process_leaves_its_turn_and_takes_it_again(work, elsewhere):
    jobs = Jobs(at_once=1)
    blocked = jobs.join(0, lambda: elsewhere(work), "ann")
    until(lambda: blocked.status("ann").blocked is not None)
    other = jobs.join(1, work, "bob")
    until(lambda: taken(other, "bob") > 0)
    tried = elsewhere.tried
    until(lambda: elsewhere.tried > tried + 3)

    elsewhere.free.set()
    until(lambda: taken(blocked) == 2)
    assert blocked.status("ann").blocked is None
    assert blocked.status("ann").before == 1, "it has its lock, and waits for its turn"
    time.sleep(0.2)
    assert work.begun == 1
    other.stop()
    until(lambda: work.begun == 2)
    work.go_on.set()
    assert ended(blocked).result is RESULT
    assert work.most_at_once == 1


def test_a_job_says_for_how_long_it_has_waited_for_another_process(work, elsewhere, clock):
    job = Jobs().join(0, lambda: elsewhere(work), "ann")
    until(lambda: job.status("ann").blocked == 0)
    clock.now = 7

    assert job.status("ann").blocked == 7
    elsewhere.free.set()
    until(lambda: work.begun == 1)
    assert job.status("ann").blocked is None


def test_a_job_that_waits_for_another_process_can_be_stopped(work, elsewhere):
    job = Jobs().join(0, lambda: elsewhere(work), "ann")
    until(lambda: job.status("ann").blocked is not None)
    job.leave("ann")

    assert job.wait(20)
    assert ended(job).stopped


def test_one_connected_visitor_is_enough(work):
    jobs = Jobs(watch=Watch(is_connected=lambda visitor: visitor == "bob"))
    job = jobs.join(0, work, "ann")
    assert jobs.join(0, work, "bob") is job

    until(lambda: taken(job, "bob") > 3)


def test_a_job_whose_visitor_keeps_asking_goes_on(work, clock):
    job = Jobs(watch=Watch(patience=10)).join(0, work, "ann")
    for _ in range(5):
        clock.now += 9
        done = taken(job)
        until(lambda: taken(job) > done + 3)  # noqa: B023 - it is called at once
        assert not job.status("ann").over


@pytest.mark.parametrize("error", [OSError("disk full"), ValueError("bad"), MemoryError()])
def test_an_error_is_reported_and_remembered_until_the_job_is_tried_again(work, error):
    work.error = error
    work.go_on.set()
    jobs = Jobs()
    job = jobs.join(0, work, "ann")

    status = ended(job)
    assert status.error is error
    assert status.over
    assert not status.stopped
    assert jobs.join(0, work, "bob") is job
    work.error = None
    assert ended(jobs.join(0, work, "bob", again=True)).result is RESULT


def test_an_error_while_a_job_is_stopped_is_reported_and_the_next_begins(work):
    def does_not_stop_cleanly() -> Generator[int, None, list[str]]:
        try:
            yield 1
            work.go_on.wait(20)
            yield 2
        finally:
            raise OSError("cannot clean up")

    jobs = Jobs(at_once=1)
    first, second = jobs.join(0, does_not_stop_cleanly, "ann"), jobs.join(1, work, "ann")
    until(lambda: taken(first) == 1)
    first.stop()
    work.go_on.set()

    assert str(ended(first).error) == "cannot clean up"
    until(lambda: second.status("ann").before == 0)
    second.stop()
    assert second.wait(20)


def test_a_system_without_another_thread_is_an_error_of_the_job(work, monkeypatch):
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    jobs = Jobs(at_once=1)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        job = jobs.join(0, work, "ann")
    assert "thread" in str(ended(job).error)

    work.go_on.set()
    assert ended(jobs.join(0, work, "ann", again=True)).result is RESULT


def test_only_the_last_few_finished_jobs_are_remembered(work):
    jobs = Jobs()
    work.go_on.set()
    first = [jobs.join(key, work, "ann") for key in range(FINISHED)]
    for job in first:
        ended(job)

    assert jobs.join(0, work, "ann") is first[0]
    for key in range(FINISHED, FINISHED + 2):
        ended(jobs.join(key, work, "ann"))
    assert jobs.join(0, work, "ann") is first[0], "it was requested not long ago"
    assert jobs.join(1, work, "ann") is not first[1]


def test_a_job_that_has_ended_can_be_forgotten_and_one_that_goes_on_cannot(work):
    jobs = Jobs()
    first = jobs.join(0, work, "ann")
    for key in range(2):
        jobs.forget(key)
    assert jobs.join(0, work, "ann") is first

    work.go_on.set()
    ended(first)
    jobs.forget(0)
    assert jobs.join(0, work, "ann") is not first


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exit_within_a_job_ends_it_and_the_next_begins(work):
    def exits() -> Generator[int, None, list[str]]:
        yield 1
        raise SystemExit

    jobs = Jobs(at_once=1)
    first, second = jobs.join(0, exits, "ann"), jobs.join(1, work, "ann")

    assert ended(first).stopped
    until(lambda: work.begun == 1)
    second.stop()
    assert second.wait(20)


PROGRAM = """
import itertools, time
from core.jobs.jobs import Jobs

def counting():
    try:
        for step in itertools.count(1):
            yield step
            time.sleep(0.01)
    finally:
        print("closed", flush=True)

jobs = Jobs(at_once=1)
running, waiting = (jobs.join(key, counting, "ann") for key in range(2))
while not running.status("ann").progress:
    time.sleep(0.01)
print(waiting.status("ann").before)
"""


IN_A_DAEMON = """
import threading

def started_by_a_script():
    exec(program, globals())

script = threading.Thread(target=started_by_a_script, daemon=True)  # as Streamlit's scripts are
script.start()
script.join()
"""


@pytest.mark.parametrize("program", [PROGRAM, f"program = {PROGRAM!r}{IN_A_DAEMON}"])
def test_a_program_that_ends_stops_the_jobs_that_run_and_those_that_wait(program):
    command, root = [sys.executable, "-c", program], Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=9)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "1\nclosed\n", "")
