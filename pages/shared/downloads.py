"""Traces as files, made only when they are asked for."""

from collections.abc import Mapping

import streamlit as st

from core.analysis.reading import Reading
from core.trace import Trace
from core.trace.files import to_csv, to_json, to_npz
from pages.language import _
from pages.shared import cached, show
from pages.shared.view.selection import Selection


def export(reading: Reading, selection: Selection) -> None:
    """Offer the trace as a file, made only when it is asked for."""
    with st.popover(_("Export"), icon=":material/download:", width="stretch"):
        of_reading(reading, selection.model, selection.cell)


def of_reading(reading: Reading, model: str, name: str) -> None:
    """Offer what a network computed in every format."""
    offer(reading.trace, about(reading, model, name), f"gatescope-{model}-{name}")


def about(reading: Reading, model: str, name: str) -> dict[str, str]:
    """Return what a file says of where its numbers come from."""
    return {
        "text": reading.text,
        "model": model,
        "cell": name,
        "weights_sha256": cached.weights(model, name),
    }


def offer(trace: Trace, about: Mapping[str, str], file_name: str) -> None:
    """Offer a trace in every format, under a name without its ending."""
    show.download(_("NPZ, for NumPy"), lambda: to_npz(trace, about), f"{file_name}.npz")
    show.download(_("CSV, for a spreadsheet"), lambda: to_csv(trace), f"{file_name}.csv")
    show.download(_("JSON, lossless"), lambda: to_json(trace, about), f"{file_name}.json")
