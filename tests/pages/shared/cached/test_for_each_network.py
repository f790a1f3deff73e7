"""What is made once for each shipped network."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from core.network.catalogue import NetworkReference, reference
from pages.shared.cached.for_each_network import ForEachNetwork

NAMED = [reference("hello", cell) for cell in ("rnn", "lstm", "gru")]


def test_each_network_has_its_own_made_once_however_many_come_at_once():
    calls: list[NetworkReference] = []
    together = Barrier(8)

    def make(named: NetworkReference) -> list[str]:
        calls.append(named)
        return [named.cell]

    made = ForEachNetwork(make)

    def ask(_visitor: int) -> list[list[str]]:
        together.wait(10)
        return [made(named) for named in NAMED]

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(ask, range(8))]

    assert calls == NAMED
    for answer in answers:
        assert [id(each) for each in answer] == [id(each) for each in answers[0]]


def test_a_failure_is_not_kept_and_what_is_cleared_is_made_again():
    outcomes = iter([ValueError("no file"), "first", "second"])

    def make(_named: NetworkReference) -> str:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    made = ForEachNetwork(make)

    with pytest.raises(ValueError, match="no file"):
        made(NAMED[0])
    assert made(NAMED[0]) == made(NAMED[0]) == "first"
    made.clear()
    assert made(NAMED[0]) == "second"
