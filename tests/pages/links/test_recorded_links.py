"""Links that were handed out show what they showed when they were recorded: see ``record.py``."""

from typing import Any

import pytest

from tests.pages.links.record import entries, missing, open_fully, snapshot

ENTRIES = [pytest.param(entry, id=entry["name"]) for entry in entries()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_recorded_link_shows_what_it_showed(entry: dict[str, Any]):
    lost = missing(entry["shows"], snapshot(open_fully(entry["page"], entry["query"])))

    assert not lost, "\n".join(lost)


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_link_in_the_address_bar_shows_the_same(entry: dict[str, Any]):
    """The recorded link may have few parameters; the page has written out all of them."""
    shows = dict(entry["shows"])
    if shows["notices"]["warning"]:  # values that could not be taken are not in that link any more
        del shows["notices"]
    page = entry.get("leads_to", entry["page"])
    lost = missing(shows, snapshot(open_fully(page, shows["link"])))

    assert not lost, "\n".join(lost)
