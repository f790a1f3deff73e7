"""What ``app.py`` serves besides the screens: a warm start, readiness, an orderly end.

Streamlit finds the line ``app = st.App(…)`` in ``app.py`` and imports the file once for it, before
anybody has a session. Routes and middleware of the whole server are listed here. Nothing in this
folder imports PyTorch before the server answers.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.server.ending import end_in_order
from pages.server.left_pages import IgnoreLeftPages
from pages.server.opening import FirstScript
from pages.server.readiness import Readiness, WaitUntilOpen

_readiness = Readiness()
ROUTES = (Route("/ready", _readiness.answer),)
MIDDLEWARE = (
    Middleware(WaitUntilOpen, readiness=_readiness),
    Middleware(FirstScript),
    Middleware(IgnoreLeftPages),
)


def is_starting() -> bool:
    """Return whether ``app.py`` is imported to be served, and not run for a visitor."""
    return get_script_run_ctx(suppress_warning=True) is None


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Answer at once, and load meanwhile what visitors would wait for."""
    end_in_order()
    async with _readiness.loading():
        yield
