"""Links that were handed out show what they showed when they were recorded: see ``record.py``."""

from typing import Any

import pytest

from tests.pages.links.record import missing, recorded, seen, shown

ENTRIES = [pytest.param(entry, id=entry["name"]) for entry in recorded()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_recorded_link_shows_what_it_showed(entry: dict[str, Any]):
    lost = missing(entry["shows"], seen(shown(entry["page"], entry["query"])))

    assert not lost, "\n".join(lost)


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_link_that_the_address_bar_had_shows_the_same(entry: dict[str, Any]):
    """What was opened, often as few parameters as possible, the page has written out in full."""
    shows = dict(entry["shows"])
    if shows["notices"]["warning"]:  # what could not be taken is not in that link any more
        del shows["notices"]
    lost = missing(shows, seen(shown(entry["page"], shows["link"])))

    assert not lost, "\n".join(lost)
