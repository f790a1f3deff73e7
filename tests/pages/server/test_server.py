"""``app.py`` is found by Streamlit as what it serves, and is a page for visitors."""

import signal

from streamlit.web.server.app_discovery import discover_asgi_app
from uvicorn import Config, Server

from pages import server
from pages.server.ending import end_in_order
from tests.pages.screens import ROOT


def test_streamlit_finds_the_app_in_the_file():
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"


def test_outside_a_visit_the_file_is_there_to_be_served():
    assert server.is_starting()


def test_a_signal_closes_uvicorn_and_is_not_sent_again(monkeypatch):
    uvicorn = Server(Config(app=""))

    with uvicorn.capture_signals():
        end_in_order()
        signal.raise_signal(signal.SIGTERM)
        assert (uvicorn.should_exit, uvicorn.force_exit) == (True, False)
        signal.raise_signal(signal.SIGTERM)
        assert uvicorn.force_exit


def test_signals_that_another_server_handles_are_left_to_it(monkeypatch):
    heard = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    try:
        end_in_order()
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert heard == [signal.SIGTERM]
