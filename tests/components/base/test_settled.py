import pytest

from pages.components.base.settled import Settled, read_settled


@pytest.mark.parametrize(
    "value", [None, "text", [], {"position": 1}, {"position": "1", "unit": 0, "digest": ""}]
)
def test_a_report_of_another_kind_is_none(value: object) -> None:
    assert read_settled(value) is None


def test_a_report_is_read() -> None:
    report = {"position": 3, "unit": 1, "digest": "d1", "more": 1}
    assert read_settled(report) == Settled(3, 1, "d1")
