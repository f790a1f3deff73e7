"""Turns: visitors are served one job each, nothing is lost, and the queue has a bound."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from core.jobs.turns import NoRoom, Turns

ANN, BOB, CID = "ann", "bob", "cid"


class Job:
    """A job of some visitors."""

    def __init__(self, *visitors: str) -> None:
        self.wanted_by = [*visitors]

    def visitors(self) -> list[str]:
        return self.wanted_by


def entered(turns: Turns, *visitors: str) -> list[Job]:
    """Return a job for each name, which have entered in this order."""
    jobs = [Job(*name.split()) for name in visitors]
    for job in jobs:
        turns.enter(job)
    return jobs


def served(turns: Turns, jobs: list[Job]) -> list[Job]:
    """Let each job leave as soon as it has its turn; return the order in which they had it."""
    order: list[Job] = []
    while rest := [job for job in jobs if job not in order]:
        working = [job for job in rest if turns.has(job)]
        assert working, "nobody has a turn, though some wait"
        order.append(working[0])
        turns.leave(working[0])
    return order


def test_one_visitor_s_jobs_are_served_in_the_order_in_which_they_came():
    turns = Turns(1, 99, 99)
    jobs = entered(turns, *5 * [ANN])

    assert [turns.before(job) for job in jobs] == [0, 1, 2, 3, 4]
    assert served(turns, jobs) == jobs


def test_a_visitor_with_one_job_does_not_wait_for_all_of_one_with_many():
    """Ann's first works when Bob and Cid come: of her other four, none is before theirs."""
    turns = Turns(1, 99, 99)
    jobs = entered(turns, *5 * [ANN], BOB, CID, BOB)
    first, *anns, bob, cid, bob_again = jobs

    order = [first, anns[0], bob, cid, anns[1], bob_again, anns[2], anns[3]]
    assert [turns.before(job) for job in order] == [*range(8)]
    assert served(turns, jobs) == order


def test_one_who_comes_again_and_again_is_served_after_those_who_wait():
    turns = Turns(1, 99, 99)
    (working,) = entered(turns, ANN)
    bob, cid = entered(turns, BOB, CID)
    turns.leave(working)
    (again,) = entered(turns, ANN)

    assert [turns.before(job) for job in (bob, cid, again)] == [0, 1, 2]


def test_a_job_of_several_visitors_counts_for_the_one_who_is_served_first():
    turns = Turns(1, 99, 99)
    first, second, shared, bob = entered(turns, ANN, ANN, ANN, BOB)
    assert [turns.before(job) for job in (first, second, bob, shared)] == [0, 1, 2, 3]

    shared.wanted_by.append(BOB)
    assert [turns.before(job) for job in (first, second, shared, bob)] == [0, 1, 2, 3]
    shared.wanted_by.append(CID)
    assert [turns.before(job) for job in (first, second, shared, bob)] == [0, 1, 2, 3]


def test_several_work_at_once():
    turns = Turns(3, 99, 99)
    jobs = entered(turns, *4 * [ANN], BOB)

    assert [turns.has(job) for job in jobs] == [True, True, True, False, False]
    assert [turns.before(job) for job in jobs] == [0, 0, 0, 1, 2]


def test_a_job_that_is_not_there_is_answered_as_if_it_came_now():
    turns, job = Turns(2, 99, 99), Job(ANN)
    assert turns.before(job) == 0
    entered(turns, *4 * [ANN])
    assert turns.before(job) == 3


def test_a_full_queue_refuses_and_says_whose_fault_it_is():
    turns = Turns(1, most=4, most_each=3)
    entered(turns, *4 * [ANN])
    with pytest.raises(NoRoom) as too_many_of_one:
        turns.enter(Job(ANN))
    assert too_many_of_one.value.reason == "own"

    entered(turns, BOB)
    with pytest.raises(NoRoom) as too_many:
        turns.enter(Job(CID))
    assert too_many.value.reason == "queue"


def test_a_job_that_comes_back_waits_for_room_instead_of_being_refused():
    turns, back = Turns(1, most=1, most_each=1), Job(BOB)
    working, waiting = entered(turns, ANN, ANN)
    turns.join(back)
    assert not turns.knows(back)

    turns.leave(working)
    turns.join(back)
    assert turns.knows(back)
    turns.leave(waiting)
    assert turns.has(back)


MOST, MOST_EACH = 6, 3
NAMES = st.sampled_from(["ann", "bob", "cid", "dan"])


class Queue(RuleBasedStateMachine):
    """People come, join the jobs of others, change their minds and are served, in any order."""

    jobs = Bundle("jobs")

    @initialize(at_once=st.integers(1, 3))
    def opens(self, at_once: int) -> None:
        self.turns, self.at_once = Turns(at_once, MOST, MOST_EACH), at_once
        self.working, self.waiting = list[Job](), list[Job]()
        self.brought_by: dict[Job, str] = {}
        self.overtaken = {name: Counter[str]() for name in ("ann", "bob", "cid", "dan")}

    @rule(target=jobs, visitor=NAMES)
    def comes(self, visitor: str) -> Any:
        job = Job(visitor)
        full = len(self.waiting) == MOST
        own = sum(visitor in other.visitors() for other in self.waiting) >= MOST_EACH
        refused = len(self.working) == self.at_once and (full or own)
        if refused:
            with pytest.raises(NoRoom) as error:
                self.turns.enter(job)
            assert error.value.reason == ("queue" if full else "own")
            return multiple()
        self.turns.enter(job)
        self.brought_by[job] = visitor
        self.waiting.append(job)
        self._take_note_of_turns()
        return job

    @rule(job=jobs, visitor=NAMES)
    def is_shared(self, job: Job, visitor: str) -> None:
        if visitor not in job.wanted_by:
            job.wanted_by.append(visitor)

    @rule(job=consumes(jobs))
    def ends_or_is_given_up(self, job: Job) -> None:
        self.turns.leave(job)
        for jobs in (self.working, self.waiting):
            if job in jobs:
                jobs.remove(job)
        self._take_note_of_turns()

    def _take_note_of_turns(self) -> None:
        """Note who has been served, and whom of those who go on waiting they have overtaken."""
        begun = [job for job in self.waiting if self.turns.has(job)]
        self.waiting = [job for job in self.waiting if job not in begun]
        self.working += begun
        wait = {visitor for job in self.waiting for visitor in job.visitors()}
        for name, overtaken in self.overtaken.items():
            if name not in wait or any(name in job.visitors() for job in begun):
                overtaken.clear()
            else:
                overtaken.update(job.wanted_by[0] for job in begun if len(job.wanted_by) == 1)

    @invariant()
    def nothing_is_lost_and_no_turn_is_idle(self) -> None:
        assert all(map(self.turns.knows, self.working + self.waiting))
        assert all(map(self.turns.has, self.working))
        assert len(self.working) == min(self.at_once, len(self.working + self.waiting))

    @invariant()
    def everyone_has_a_place_of_their_own(self) -> None:
        assert [self.turns.before(job) for job in self.working] == len(self.working) * [0]
        places = sorted(self.turns.before(job) for job in self.waiting)
        assert places == [*range(1, 1 + len(self.waiting))]

    @invariant()
    def the_bound_holds(self) -> None:
        assert len(self.waiting) <= MOST
        assert max(Counter(map(self.brought_by.get, self.waiting)).values(), default=0) <= MOST_EACH

    @invariant()
    def nobody_waits_for_more_than_one_job_of_each_other_visitor(self) -> None:
        for overtaken in self.overtaken.values():
            assert max(overtaken.values(), default=0) <= 1


TestQueue = Queue.TestCase


@given(st.lists(NAMES, max_size=20), st.integers(1, 3))
def test_the_places_that_are_told_are_those_that_come_true(names: list[str], at_once: int):
    turns = Turns(at_once, 99, 99)
    jobs = entered(turns, *names)
    told = {job: turns.before(job) for job in jobs}
    waiting = [job for job in jobs if told[job]]

    ended = 0
    while running := [job for job in jobs if turns.has(job)]:
        for job in waiting:
            assert turns.has(job) == (ended >= told[job]) or not turns.knows(job)
        turns.leave(running[0])
        ended += 1
    assert ended == len(jobs)
