"""Inside another site's page no file can be sent: the screen says so, and opens in its own tab."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.in_a_browser import SLOW

PATH = "Inspect_a_unit?lang=en&corpus=upload"
WHY = "This page stands inside another site's page."


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """A folder whose page another site serves: another host name, so another site."""
    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "address").write_text(f"http://localhost:{server.server_port}")
        yield tmp_path
        server.shutdown()


def test_in_another_site_s_page_it_says_why_and_opens_a_tab(
    course: Path, open_page: Callable[..., Page]
):
    page = open_page("app.py", "_stcore/health")
    address = page.url.removesuffix("_stcore/health")
    frame_tag = f'<iframe src="{address}{PATH}" width="1200" height="700"></iframe>'
    (course / "course.html").write_text(f"<!DOCTYPE html>{frame_tag}")

    other = page.context.new_page()
    other.goto(f"{(course / 'address').read_text()}/course.html")
    inside = other.frame_locator("iframe")
    expect(inside.get_by_text(WHY)).to_be_visible(timeout=SLOW)
    expect(inside.locator("[data-testid=stFileUploaderDropzone] button")).to_be_disabled(
        timeout=SLOW
    )
    with page.context.expect_page() as opened:
        inside.get_by_role("link", name="in a tab of its own").click()
    tab = opened.value

    expect(tab.locator("[data-testid=stFileUploaderDropzone] button")).to_be_enabled(timeout=SLOW)
    expect(tab.get_by_text(WHY)).to_be_hidden()
    tab.locator("input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"A good film. " * 50}
    )
    expect(tab.get_by_text("a.txt: 650 characters")).to_be_visible(timeout=SLOW)
    other.close()
    tab.close()


def test_a_page_of_its_own_takes_files(open_page: Callable[..., Page]):
    page = open_page("app.py", PATH)

    expect(page.locator("[data-testid=stFileUploaderDropzone] button")).to_be_enabled(timeout=SLOW)
    expect(page.get_by_text(WHY)).to_be_hidden()
