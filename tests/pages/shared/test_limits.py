"""Limits: defaults of the machine, what the environment sets, and nonsense that is not taken."""

import logging
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared import limits, memory
from pages.shared.limits import Limits, defaults, read

NAMES = [field.name for field in fields(Limits)]


def test_without_variables_the_limits_are_those_of_this_machine():
    assert read({}) == defaults()
    assert all(value >= 1 for value in vars(defaults()).values())


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_sets_its_own_limit_and_no_other(name: str):
    assert read({f"GATESCOPE_{name.upper()}": " 17 "}) == replace(defaults(), **{name: 17})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "value", ["0", "-3", "many", "1.5", "1e3", "٣", "0x10", "9" * 400, "17 MB", "1\n2"]
)
def test_nonsense_is_logged_and_the_default_stands(
    name: str, value: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        assert read({f"GATESCOPE_{name.upper()}": value}) == defaults()

    (record,) = caplog.records
    assert f"GATESCOPE_{name.upper()}" in record.getMessage()
    assert len(record.getMessage()) < 200


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_is_none(value: str, caplog: pytest.LogCaptureFixture):
    assert read({"GATESCOPE_SESSIONS": value}) == defaults()
    assert not caplog.records


@given(st.integers(0, 2**20))
def test_sessions_fit_into_the_descriptors_and_there_is_always_one(descriptors: int):
    sessions = limits._sessions(descriptors)

    assert 1 <= sessions <= limits.MOST_SESSIONS
    if sessions > 1:
        assert limits.DESCRIPTORS * sessions + limits.SPARE_DESCRIPTORS <= descriptors


def test_from_four_fifths_of_the_memory_on_there_is_none_for_new_work(monkeypatch):
    most = replace(defaults(), memory=100)
    monkeypatch.setattr(limits, "limits", lambda: most)
    for used, there_is in ((0, True), (79, True), (80, False), (200, False)):
        monkeypatch.setattr(memory, "used", lambda used=used: used * memory.MEBIBYTE)
        assert limits.has_memory() == there_is


def test_the_memory_in_use_is_that_of_this_process():
    before = memory.used()
    held = bytearray(b"x") * (64 * memory.MEBIBYTE)
    after = memory.used()

    assert 50 * memory.MEBIBYTE < after - before < 200 * memory.MEBIBYTE, len(held)
    assert after < memory.available()


@pytest.mark.parametrize(
    ("content", "most"), [("1048576000\n", 1_048_576_000), ("max\n", None), ("", None)]
)
def test_a_container_s_limit_is_that_of_the_memory(tmp_path, monkeypatch, content, most):
    group = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "_GROUPS", (tmp_path / "no such file", group))
    all_there_is = memory.available()
    group.write_text(content)

    assert memory.available() == (most or all_there_is)


def test_where_the_system_does_not_tell_work_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "_PROCESS", tmp_path / "no such file")

    assert memory.used() == 0
    assert limits.has_memory()
