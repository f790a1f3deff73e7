"""A text before and after edits as files; those of the second say what was edited."""

import streamlit as st

from core.analysis.reading import Reading
from core.analysis.what_if import WhatIf
from pages.language import _
from pages.shared import trace_files
from pages.shared.edit_link import as_edits
from pages.shared.selection import Selection


def export(selection: Selection, reading: Reading, what_if: WhatIf) -> None:
    """Offer both traces as files, made only when they are asked for."""
    model, cell = selection.model, selection.cell
    with st.popover(_("Export"), icon=":material/download:", width="stretch"):
        st.caption(_("as it was"))
        trace_files.of_reading(reading, model, cell)
        if selection.edits and len(what_if.after):
            made = {"edits": as_edits(selection.edits), "other": selection.other}
            about = trace_files.about(reading, model, cell) | made
            st.caption(_("edited"))
            trace_files.offer(what_if.after, about, f"gatescope-{model}-{cell}-edited")
