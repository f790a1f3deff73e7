"""A visitor without a browser: speaks Streamlit's protocol and counts what the server sends.

The messages are the installed Streamlit's own classes, so that a new version that changes them is
noticed at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import perf_counter, sleep
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120
"""Seconds that a server may take for one run of a page."""
_ENDS = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass
class Run:
    """What the server sent for one run of a page.

    Attributes:
        seconds: from the request to the end of the run.
        size: bytes of all messages.
        messages: how many there were.
        first: seconds until each type of element came for the first time.
        exceptions: what a page showed as an error of the program.
        texts: what it said in plain text, in Markdown and in messages.
        uploaders: the ids of its widgets for files.
        buttons: those that can be pressed: label -> id.
        components: what our own ones were sent last: name -> bytes.
        timers: parts of the page that asked to be run again, and after how many seconds.
        whole: whether the whole page was run, and not only a part of it.
    """

    seconds: float = 0.0
    size: int = 0
    messages: int = 0
    first: dict[str, float] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    uploaders: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    components: dict[str, bytes] = field(default_factory=dict)
    timers: dict[str, float] = field(default_factory=dict)
    whole: bool = True


class Visitor:
    """One session of the server at an address such as ``http://127.0.0.1:8501``.

    Like a browser, it keeps large messages and tells the server which ones it has.

    Attributes:
        session: the server's name for it, once it has opened a page.
    """

    def __init__(self, address: str) -> None:
        self._stream = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._kept: dict[str, ForwardMsg] = {}
        self._leave = ExitStack()
        self.session = ""

    def __enter__(self) -> Self:
        # No pings: a server that is late with its answer is what is measured here.
        self._connection: ClientConnection = self._leave.enter_context(
            connect(self._stream, max_size=None, open_timeout=PATIENCE, ping_interval=None)
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.close()

    def open(self, page: str, widgets: Sequence[WidgetState] = (), /, **query: str) -> Run:
        """Open a link, as the address bar or a changed widget would, and wait for the page's end.

        Args:
            page: the name of the page as it stands in the address, empty for the home page.
            widgets: what its widgets are set to.
            query: the parameters of the link.
        """
        request = BackMsg()
        request.rerun_script.query_string = urlencode(query)
        request.rerun_script.page_name = page
        request.rerun_script.widget_states.widgets.extend(widgets)
        request.rerun_script.cached_message_hashes.extend(sorted(self._kept))
        return self._run(request)

    def tick(self, run: Run) -> Run:
        """Wait as long as a part of the page asked to, and run that part again, as a browser does.

        Where the part has the whole page run, that run is returned, else an empty one with the
        same timers.

        Args:
            run: the last run of the page, which set a timer.
        """
        (fragment, interval), *_ = run.timers.items()
        sleep(interval)
        request = BackMsg()
        request.rerun_script.CopyFrom(self._last)
        request.rerun_script.page_name = ""
        request.rerun_script.page_script_hash = self._page
        request.rerun_script.fragment_id = fragment
        request.rerun_script.is_auto_rerun = True
        again = self._run(request)
        if not again.timers and not again.whole:
            again.timers = run.timers
        return again

    def _run(self, request: BackMsg) -> Run:
        if not request.rerun_script.fragment_id:
            self._last = _without_presses(request.rerun_script)
        started = perf_counter()
        self._connection.send(request.SerializeToString())
        run = Run()
        for content in self._answers():
            run.size += len(content)
            run.messages += 1
            message = ForwardMsg.FromString(content)
            if message.WhichOneof("type") == "ref_hash":  # one that it keeps comes once more
                message = self._kept[message.ref_hash]
            if message.metadata.cacheable:
                self._kept[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            if kind == "navigation":
                self._page = message.navigation.page_script_hash
            if kind == "auto_rerun":
                run.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._take(message.delta.new_element, run, perf_counter() - started)
            if kind == "script_finished" and message.script_finished in _ENDS:
                run.whole = message.script_finished == _ENDS[0]
                break
        run.seconds = perf_counter() - started
        return run

    def _answers(self) -> Iterator[bytes]:
        while True:
            content = self._connection.recv(timeout=PATIENCE)
            assert isinstance(content, bytes)
            yield content

    @staticmethod
    def _take(element: Element, run: Run, seconds: float) -> None:
        kind = element.WhichOneof("type") or ""
        if kind == "exception":
            run.exceptions.append(element.exception.message)
        if kind in ("alert", "markdown", "text"):
            run.texts.append(getattr(element, kind).body)
        if kind == "file_uploader":
            run.uploaders.append(element.file_uploader.id)
        if kind == "button" and not element.button.disabled:
            run.buttons[element.button.label] = element.button.id
        if kind == "bidi_component":
            kind = element.bidi_component.component_name
            run.components[kind] = element.bidi_component.bytes
        run.first.setdefault(kind, seconds)


def _without_presses(script: ClientState) -> ClientState:
    """Return a request without the buttons that were pressed: a browser sends those once."""
    left = ClientState()
    left.CopyFrom(script)
    del left.widget_states.widgets[:]
    widgets = script.widget_states.widgets
    left.widget_states.widgets.extend(each for each in widgets if not each.trigger_value)
    return left
