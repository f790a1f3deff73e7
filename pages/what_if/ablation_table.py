"""Every unit silenced in turn, which shows on which units the opinion depends."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import streamlit as st

from core.analysis.reading import Reading
from core.analysis.what_if import WhatIf
from core.analysis.what_if.ablation import Sweep, silence_each_in_steps
from core.edits import Hold
from core.notation import N_
from pages.language import _
from pages.shared import cached as shared_cached
from pages.shared import prose
from pages.shared.about_network import output_names
from pages.shared.downloads import table_file
from pages.shared.results import Work, measuring, result
from pages.shared.tables import units_table
from pages.shared.view.selection import Selection
from pages.what_if import cached, changes
from pages.what_if.view import WhatIfView

MULTIPLICATIONS = 2.5e10
"""That one processor does in a second, in products of matrices of this size."""


def ranking(selection: Selection, reading: Reading, what_if: WhatIf, output: int) -> None:
    """Show all units, first those whose absence changes the last opinion most.

    Args:
        selection: what is shown.
        reading: the text as it was typed.
        what_if: the run with edits, which says which tokens are read.
        output: the output in question.
    """
    sweep = swept("sweep", selection, reading, output)
    if sweep is None:
        return
    if not sweep.change.shape[1]:  # the headline says that no token is left
        return
    units = [int(unit) for unit in sweep.ranking]
    columns, config = _columns(sweep, units, output_names(reading)[output], reading.target)
    units_table(columns, units, selection.unit, "units-by-silence", config)
    st.button(
        prose.compose(_("Silence unit {unit:d}"), unit=selection.unit),
        icon=":material/volume_off:",
        key="silence-unit",
        disabled=changes.full(),
        on_click=changes.add,
        args=[Hold("hidden_state", 0.0, selection.unit)],
    )
    prose.caption(_("After the last token; each unit silenced throughout, one at a time."))
    if reading.target != "next-value":
        prose.caption(_("How far the opinion moves: the sum of all rises in probability."))
    _lesson(sweep, reading.target)
    names = ("unit", "position", "output_change", "output_change_signed")
    table_file(names, lambda: _rows(sweep, what_if.places), "gatescope-units-silenced")


def swept(
    slot: str, selection: Selection, reading: Reading, output: int | None = None
) -> Sweep | None:
    """Return the opinion with each unit silenced in addition to the edits that can be made.

    While that is computed, its progress is shown here, and ``None`` is returned.

    Args:
        slot: the name of the place where progress is shown.
        selection: what is shown.
        reading: the text as it was typed.
        output: the output in question; the likeliest after the last token if none.
    """
    view = selection.of(WhatIfView)
    key = ("sweep", selection.reference, selection.text, view.edits, view.other, output)
    network = shared_cached.network(selection.reference)
    other = shared_cached.reading(selection.reference, view.other)
    size = network.card.hidden_size
    edited = cached.what_if(selection.reference, selection.text, view.edits, view.other)
    edits = [edit for place, edit in enumerate(view.edits) if place not in edited.left_out]
    work = Work(
        partial(silence_each_in_steps, network, reading, edits, other, output),
        len(reading.tokens) * len(network.cell.weight_ih) * size**2 / MULTIPLICATIONS,
    )
    return result(measuring(slot, N_("Silencing every unit …")), key, work)


def _columns(
    sweep: Sweep, units: list[int], name: str, target: str
) -> tuple[dict[str, list], dict]:
    change, signed = (np.asarray(each)[units, -1] for each in (sweep.change, sweep.signed))
    if target == "next-value":
        columns = {_("unit"): units, _("the next value moves by"): signed.tolist()}
        return columns, {
            _("the next value moves by"): st.column_config.NumberColumn(format="%+.4f")
        }
    moved = _("opinion moves by")
    probability = _("change of the probability of “{output}”").format(output=name)
    largest = float(change.max()) or 1.0
    config = {
        moved: st.column_config.ProgressColumn(format="percent", min_value=0, max_value=largest),
        probability: st.column_config.NumberColumn(format="%+.4f"),
    }
    return {_("unit"): units, moved: change.tolist(), probability: signed.tolist()}, config


def _lesson(sweep: Sweep, target: str) -> None:
    """Say by how much the first unit stands out."""
    change, unit = sweep.change[:, -1], int(sweep.ranking[0])
    most, median = float(change[unit]), float(np.median(change))
    if target == "next-value":
        text = _(
            "Without unit {unit:d} the next value moves by {most:.3f}, without the median unit "
            "by {median:.4f}. Units share their work: even a unit without which little changes "
            "may be used."
        )
        prose.say(text, unit=unit, most=most, median=median)
    else:
        text = _(
            "Without unit {unit:d} the opinion moves by {most:.1f} points, without the median "
            "unit by {median:.2f}. Units share their work: even a unit without which little "
            "changes may be used."
        )
        prose.say(text, unit=unit, most=100 * most, median=100 * median)


def _rows(sweep: Sweep, places: Sequence[int | None]) -> Iterator[tuple]:
    read = [position for position, row in enumerate(places, start=1) if row is not None]
    for unit in sweep.ranking:
        at_each = zip(read, sweep.change[unit], sweep.signed[unit], strict=True)
        for position, change, signed in at_each:
            yield int(unit), position, float(change), float(signed)
