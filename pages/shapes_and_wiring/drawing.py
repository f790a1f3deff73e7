"""The drawing of the model, and the model as files and as Python."""

from collections.abc import Iterator

import streamlit as st

from core.analysis.reading import as_shown
from core.browser.wired_scene import WiredScene, node_names
from core.browser.wired_words import KINDS
from core.notation import Notice
from core.wiring.table import to_csv
from pages.components.wired import wired_drawing
from pages.language import _
from pages.shapes_and_wiring import answer_panel, cached
from pages.shapes_and_wiring.model import Run, furthest
from pages.shapes_and_wiring.surprises import small
from pages.shared import cached as shared_cached
from pages.shared import downloads, messages, prose, tables
from pages.shared.part import part
from pages.shared.view import parts, session
from pages.shared.view.selection import Selection

KEY = "wired"


def run_of(key: cached.Key) -> Run:
    """Return the model, run; where the convolution finds no window, say so and end the page."""
    try:
        return cached.run(key)
    except ValueError:
        prose.error(
            _(
                "The convolution finds no window: its kernel has {kernel} steps, and the text has "
                "fewer. Choose a smaller kernel, a longer text, or padding “same”."
            ),
            kernel=key.view.kernel,
        )
        st.stop()


def show(selection: Selection, key: cached.Key, run: Run) -> None:
    """Show the drawing, and what could not be as the switches and the text say."""
    for notice in (*_about_text(key, run), *run.notices):
        messages.tell(notice)
    if run.answer is not None:
        answer_panel.verdict(key.network, run.answer)
        answer_panel.exactness(cached.answering(key.network))
    if run.before is not None:
        text = _(
            "Read on from the state after the first batch. The output is up to {difference} away "
            "from what it is after a reset, which is that of the first batch."
        )
        prose.note(text, difference=small(furthest(run)), icon=":material/info:")
    digest = cached.digest_of(key)
    symbols = () if run.answer is None else answer_panel.written(run.answer)
    # The last column of a decoder is that of the last symbol, which may be the end.
    columns = list(run.columns)
    if symbols and run.wiring.has_decoder:
        columns[-1] = as_shown(symbols[-1], known=True)
    scene = WiredScene(run.wired, columns, digest, selection.lecture, symbols)
    part(wired_drawing, scene, session.cue_now(), parts.on_settled(KEY, digest), KEY)


def _about_text(key: cached.Key, run: Run) -> Iterator[Notice]:
    """Yield what was done to the text; a vocabulary matters to trained weights only."""
    if run.answer is not None:  # its notices are among those of the run
        return
    unknown = shared_cached.network(key.network).unknown_means
    for notice in shared_cached.reading(key.network, key.text).notices:
        if run.wired.is_trained or notice.message != unknown:
            yield notice


def files(run: Run) -> None:
    """Offer the table of both drawings as a file."""
    with st.popover(_("Export"), icon=":material/download:", width="stretch"):
        downloads.download(_("Table as CSV"), lambda: to_csv(run.wired), "gatescope-wiring.csv")


def table(run: Run) -> None:
    """Show every arrow as a row: from, to, shape, and its name in both dialects."""
    names = node_names(run.wired, _)
    arrows = [arrow for arrow in run.wired.arrows if not arrow.folded]
    with st.expander(_("All arrows as a table"), icon=":material/table:"):
        if not run.wired.is_trained:
            prose.caption(_("untrained: random weights"))
        tables.table(
            {
                _("arrow"): [_(KINDS[arrow.kind]) for arrow in arrows],
                _("from"): [names[arrow.source] for arrow in arrows],
                _("to"): [names[arrow.target] for arrow in arrows],
                _("shape"): [" × ".join(map(str, arrow.shape)) for arrow in arrows],
                "Keras": [arrow.keras for arrow in arrows],
                "PyTorch": [arrow.pytorch for arrow in arrows],
            }
        )
