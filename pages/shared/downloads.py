"""Files, each made only on request: traces in every format, tables as CSV."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import LiteralString

import streamlit as st

from core.analysis.reading import Reading
from core.network.catalogue import NetworkReference
from core.spreadsheet import as_csv, guard
from core.trace import Trace
from core.trace.files import to_csv, to_json, to_npz
from pages.language import _
from pages.shared import cached, prose
from pages.shared.view.selection import Selection


def export(offer: Callable[[], None]) -> None:
    """Offer files below one button, in a place that is filled when it is opened.

    Args:
        offer: shows what is there.
    """
    # Three buttons a network, which every rerun of the page would send.
    place = st.popover(
        _("Export"), icon=":material/download:", width="stretch", key="export", on_change="rerun"
    )
    if place.open:
        with place:
            offer()


def export_trace(reading: Reading, selection: Selection) -> None:
    """Offer the trace as a file, made only on request."""
    export(lambda: reading_files(reading, selection.reference))


def reading_files(reading: Reading, named: NetworkReference) -> None:
    """Offer what a network computed in every format."""
    file_name = f"gatescope-{named.task}-{named.name}"
    trace_files(reading.trace, origin(reading, named), file_name)


def origin(reading: Reading, named: NetworkReference) -> dict[str, str]:
    """Return where a file's numbers come from: the text, the network and its weights' hash."""
    return {
        "text": reading.text,
        "model": named.task,
        "cell": named.name,
        "weights_sha256": cached.weights(named),
    }


def trace_files(trace: Trace, about: Mapping[str, str], file_name: str) -> None:
    """Offer a trace in every format; ``file_name`` has no ending."""
    download(_("NPZ, for NumPy"), lambda: to_npz(trace, about), f"{file_name}.npz")
    download(_("CSV, for a spreadsheet"), lambda: to_csv(trace), f"{file_name}.csv")
    download(_("JSON, lossless"), lambda: to_json(trace, about), f"{file_name}.json")


def download(label: LiteralString, content: Callable[[], bytes], file_name: str) -> None:
    """Offer a file that is made only on request."""
    st.download_button(
        prose.compose(label),
        content,
        file_name,
        on_click="ignore",
        width="stretch",
        key=file_name,
    )


def table_file(
    names: Sequence[str], rows: Callable[[], Iterable[Sequence[object]]], file_name: str
) -> None:
    """Offer a table as CSV, made only on request; no text in it runs as a formula.

    Args:
        names: of the columns, in the words of the code.
        rows: makes the rows of the file.
        file_name: without its ending; also the key of the button.
    """
    download(_("Table as CSV"), lambda: as_csv(names, _guarded(rows())), f"{file_name}.csv")


def _guarded(rows: Iterable[Sequence[object]]) -> Iterator[list[object]]:
    for row in rows:
        yield [guard(cell)[0] if isinstance(cell, str) else cell for cell in row]
