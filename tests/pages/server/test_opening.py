"""The first script of a page: it is in every page, and nothing else is changed."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from streamlit import file_util

from pages.server.opening import SCRIPT, TAG, FirstScript

PAGE = Path(file_util.get_static_dir()) / "index.html"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def client() -> TestClient:
    """Streamlit's files as a server sends them, packed, behind the middleware."""

    async def plain(_request):
        return PlainTextResponse("<head>")

    app = Starlette(
        routes=[Route("/plain", plain)],
        middleware=[Middleware(FirstScript), Middleware(GZipMiddleware, minimum_size=1)],
    )
    app.mount("/", StaticFiles(directory=PAGE.parent, html=True))
    return TestClient(app)


def test_the_page_of_streamlit_reads_our_script_before_all_others(client):
    page = client.get("/", headers=BROWSER)

    before, after = page.content.split(TAG)
    assert before + after == PAGE.read_bytes()
    assert b"<script" in after
    assert b"<script" not in before
    assert int(page.headers["content-length"]) == len(page.content)


def test_a_browser_that_has_the_page_from_before_gets_it_with_the_script(client):
    known = client.get("/", headers={"Accept": "*/*"}).headers["etag"]

    again = client.get("/", headers={**BROWSER, "If-None-Match": known})

    assert again.status_code == 200
    assert TAG in again.content
    assert "etag" not in again.headers


@pytest.mark.parametrize("path", ["/opening.js", "/below/a/path/opening.js"])
def test_the_script_is_served_wherever_the_server_stands(client, path):
    answer = client.get(path)

    assert answer.content == SCRIPT.read_bytes()
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("accept", ["*/*", BROWSER["Accept"]])
def test_what_is_no_page_is_sent_as_it_is(client, accept):
    assert client.get("/plain", headers={"Accept": accept}).content == b"<head>"
