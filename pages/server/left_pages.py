"""Late words about a page that a visitor has left: they are not handed on.

A browser gathers what its components report and sends it a moment later: after the request for the
next page, if people click on a link within that moment. Streamlit runs such a part of the page
before all the same once the next page is drawn, and the browser clears that page for it.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState


class IgnoreLeftPages:
    """Middleware that keeps requests for parts of a page back once the next page was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but such requests."""
        if scope["type"] == "websocket":
            receive = _WithoutLate(receive)
        await self._app(scope, receive, send)


class _WithoutLate:
    """Receives what one browser says, without what it says too late."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._visit = Visit()

    async def __call__(self) -> Message:
        while True:
            message = await self._receive()
            request = _run_in(message.get("bytes") or b"")
            if request is None or not self._visit.is_late(request):
                return message


class Visit:
    """Which page a browser is on, and which one it has left for that."""

    def __init__(self) -> None:
        self._page = ""
        self._left = ""

    def is_late(self, request: ClientState) -> bool:
        """Return whether it is for a part of the page that was left; take note of its page.

        Args:
            request: what a browser asks to have run. Its page is empty where a link was opened.
        """
        page, is_part = request.page_script_hash, bool(request.fragment_id)
        if is_part and page and page == self._left:
            return True
        # A link may lead to the page that people are on. Once a page speaks for itself it has come,
        # and may send people back without a request.
        is_next = page not in ("", self._page) and not is_part
        self._left = self._page if is_next else ""
        self._page = page
        return False


def _run_in(content: bytes) -> ClientState | None:
    try:
        said = BackMsg.FromString(content)
    except Exception:  # noqa: BLE001 - Streamlit says what is wrong with it
        return None
    return said.rerun_script if said.WhichOneof("type") == "rerun_script" else None
