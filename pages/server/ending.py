"""An orderly end: background work is told, and tidies up."""

import signal
from types import FrameType

from uvicorn import Server


def end_in_order() -> None:
    """Let the process end by itself after SIGTERM or Ctrl+C, once the server has closed.

    uvicorn would send itself the signal again, which ends the process at once: a reading in the
    background could not remove its unfinished file. Under another server nothing is changed.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        server = getattr(signal.getsignal(number), "__self__", None)
        if isinstance(server, Server):
            signal.signal(number, _Close(server))


class _Close:
    """A handler of signals that lets a server close; hurried, it waits for nobody."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self._server.force_exit = self._server.should_exit
        self._server.should_exit = True
