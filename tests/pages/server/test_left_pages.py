"""What a browser says about a page that it has left, without a browser."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.server.left_pages import IgnoreLeftPages

OTHER = {"type": "websocket.receive", "bytes": b"\xff\xff no message of Streamlit's"}
TEXT = {"type": "websocket.receive", "text": "hello"}
GONE = {"type": "websocket.disconnect"}


def request(said: str) -> Message:
    """Return a browser's request: ``A`` for a page, ``a`` for a part of it, ``-`` for a link."""
    back = BackMsg()
    back.rerun_script.page_script_hash = "" if said == "-" else said.upper()
    back.rerun_script.fragment_id = "part" if said.islower() else ""
    return {"type": "websocket.receive", "bytes": back.SerializeToString()}


def handed_on(*messages: Message, kind: str = "websocket") -> list[Message]:
    """Return what the app hears of what a browser says."""
    heard: list[Message] = []
    said: Iterator[Message] = iter([*messages, GONE])

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive()) is not GONE:
            heard.append(message)

    async def receive() -> Message:
        return next(said)

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is answered")

    with ThreadPoolExecutor(1) as thread:
        visit = IgnoreLeftPages(app)({"type": kind}, receive, send)
        thread.submit(asyncio.run, visit).result()
    return heard


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("AaAa", "AaAa"),
        ("Aa-a", "Aa-a"),  # another link to it was opened
        ("-a-a", "-a-a"),
        ("AaBa", "AaB"),
        ("AaBaaB", "AaBB"),
        ("AaBbAa", "AaBbAa"),  # there and back
        ("AaBAb", "AaBA"),
        ("AaBABa", "AaBAB"),
        ("-aab", "-aab"),  # the server leads on to B
        ("-aABBa", "-aABBa"),  # B's own request leads back to A, without one for A
        ("-aABba", "-aABba"),
    ],
)
def test_a_part_of_a_page_that_was_left_is_not_run(said: str, heard: str):
    assert handed_on(*map(request, said)) == [*map(request, heard)]


def test_what_is_no_request_for_a_run_is_handed_on():
    stop = {"type": "websocket.receive", "bytes": BackMsg(stop_script=True).SerializeToString()}
    messages = [request("A"), OTHER, TEXT, stop, request("B"), OTHER, TEXT, stop]

    assert handed_on(*messages) == messages


def test_requests_for_files_are_none_of_its_business():
    messages = [request("A"), request("B"), request("a")]

    assert handed_on(*messages, kind="http") == messages
