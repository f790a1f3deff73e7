"""Gaps in a table, which a network cannot read: each gets the value before it."""

from dataclasses import replace

import numpy as np

from ..notation import N_, Notice
from ..text.decoding import TextError
from .table import Table


def without_gaps(table: Table) -> Table:
    """Return a table in which each gap has the value before it, with a notice if there were any.

    Raises:
        TextError: if a column begins with a gap.
    """
    gaps = np.isnan(table.values)
    if gaps[0].any():
        column = int(gaps[0].argmax())
        message = N_(
            "Line {line}, column “{column}”: the first value is missing, and a gap gets the value "
            "before it. Delete the lines before the first value, or the column."
        )
        where = {"line": table.lines[0], "column": table.names[column]}
        raise TextError(Notice(message, where))
    if not gaps.any():
        return table
    places = np.where(gaps, 0, np.arange(len(gaps))[:, None])
    filled = np.take_along_axis(table.values, np.maximum.accumulate(places), 0)
    notice = Notice(N_("Gaps that got the value before them: {count}."), {"count": int(gaps.sum())})
    return replace(table, values=filled, notices=(*table.notices, notice))
