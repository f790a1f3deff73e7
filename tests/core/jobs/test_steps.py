from collections.abc import Generator

import pytest

from core.jobs.steps import Blocked, retold, run


class Count:
    """Counts to three, and notes whether it was cleaned up."""

    def __init__(self) -> None:
        self.closed = False

    def steps(self) -> Generator[int, None, str]:
        try:
            yield from (1, 2, 3)
        finally:
            self.closed = True
        return "done"


def test_a_generator_is_run_to_its_result():
    assert run(Count().steps()) == "done"


def test_progress_is_told_in_other_words_and_the_result_is_the_same():
    steps = retold(Count().steps(), lambda number: number * 10)
    assert [next(steps), next(steps), next(steps)] == [10, 20, 30]
    with pytest.raises(StopIteration, match="done"):
        next(steps)


def test_closing_it_closes_the_generator():
    count = Count()
    steps = retold(count.steps(), str)
    next(steps)
    steps.close()
    assert count.closed


def test_an_error_comes_through():
    def fails() -> Generator[int, None, None]:
        yield 1
        raise OSError("no room")

    steps = retold(fails(), str)
    assert next(steps) == "1"
    with pytest.raises(OSError, match="no room"):
        run(steps)


def test_that_it_waits_is_passed_on_as_it_is():
    def waits() -> Generator[int | Blocked, None, None]:
        yield Blocked()
        yield 2

    first, second = retold(waits(), str)
    assert isinstance(first, Blocked)
    assert second == "2"
