"""When visitors are let in, and the route that says whether the server is ready."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server import warm_up
from pages.shared import memory

HEAD_START = 2.0
"""Seconds in which the first visitors have the processor to themselves."""
EVERY = 30.0
"""Seconds between two times at which memory that is free is given back: it takes milliseconds."""
_log = logging.getLogger(__name__)


class Readiness:
    """Where the warm-up is: visitors are let in first, the rest is loaded after that."""

    def __init__(self) -> None:
        self.is_open = asyncio.Event()
        self.is_ready = False

    @asynccontextmanager
    async def loading(self) -> AsyncIterator[None]:
        """Load everything in a thread of its own while the server runs."""
        warming = asyncio.create_task(self._load())
        yield
        self.is_ready = False
        warming.cancel()

    async def answer(self, _request: Request) -> JSONResponse:
        """Answer 200 once nobody has to wait for what is loaded once, and 503 before and after."""
        return JSONResponse(
            {"ready": self.is_ready},
            status_code=200 if self.is_ready else 503,
            headers={"Cache-Control": "no-store"},
        )

    async def _load(self) -> None:
        try:
            await asyncio.to_thread(warm_up.for_the_first_visitor)
            self.is_open.set()
            await asyncio.sleep(HEAD_START)
            await asyncio.to_thread(warm_up.for_every_screen)
            self.is_ready = True
            while True:
                await asyncio.sleep(EVERY)
                await asyncio.to_thread(memory.give_back)
        except Exception:  # noqa: BLE001 - whatever it is, the log and the route must say so
            _log.exception("What visitors share could not be loaded; the server stays unready.")
        finally:  # a page says better than a closed door what is wrong
            self.is_open.set()


class WaitUntilOpen:
    """Middleware that lets a session begin once it is open; files are sent before that.

    A browser reads and compiles Streamlit's scripts meanwhile. A page that ran as early would
    import the same modules as the warm-up, at the same time, and be no quicker.
    """

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self._app, self._readiness = app, readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one for a session waits."""
        if scope["type"] == "websocket":
            await self._readiness.is_open.wait()
        await self._app(scope, receive, send)
