"""The script that a page reads before Streamlit's: where the server is, and what Back leads to."""

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).with_suffix(".js")
TAG = f'<script src="./{SCRIPT.name}"></script>'.encode()
"""Relative, as Streamlit's own files are: a server may stand below a path of its site."""
HEAD = b"<head>"
_OF_THE_FILE = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
"""Parts of a request for Streamlit's page that would bring it packed, or only say that it is the
same as the last time."""


class FirstScript:
    """Middleware that has every page read our script first, and serves that script."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._script = SCRIPT.read_bytes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the script; pass others on, and put its tag into a page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
        elif scope["path"].endswith(f"/{SCRIPT.name}"):
            await self._answer()(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            headers = [each for each in scope["headers"] if each[0] not in _OF_THE_FILE]
            await self._app({**scope, "headers": headers}, receive, _WithTag(send))
        else:
            await self._app(scope, receive, send)

    def _answer(self) -> Response:
        headers = {"Cache-Control": "no-cache"}
        return Response(self._script, media_type="text/javascript", headers=headers)


class _WithTag:
    """Sends an answer on; a page gets the tag at the beginning of its head."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._page += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start)

    async def _send_page(self, start: Message) -> None:
        page = self._page.replace(HEAD, HEAD + TAG, 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Length"] = str(len(page))
        for name in ("ETag", "Last-Modified"):
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": page})


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
