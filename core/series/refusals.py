"""Cells that a table must not have: what is said of them, and how they are shown."""

from ..notation import N_, Message, Notice
from ..text.decoding import TextError
from ..text.display import ellipsis, visible

NO_DATE = N_("Line {line}, column “{column}”: “{text}” is not a date. Write it like 2026-12-31.")
NO_NUMBER = N_(
    "Line {line}, column “{column}”: “{text}” is not a number. Write it like 1234.5, leave it "
    "empty, or delete the column."
)
THOUSANDS = N_(
    "Line {line}, column “{column}”: the comma in “{text}” may stand between thousands. Write "
    "1234.5, without one."
)


def refused(message: Message, line: int, column: str, cell: str) -> TextError:
    """Return the error that names a cell.

    Args:
        message: one of those above.
        line: of the text, from 1.
        column: its name.
        cell: what stands there.
    """
    return TextError(Notice(message, {"line": line, "column": column, "text": shown(cell)}))


def shown(cell: str) -> str:
    r"""Return a cell for display: at most 32 characters, all of which can be seen.

    >>> shown("sales\n2026"), shown("a\u202eb")
    ('sales 2026', 'a⟨RLO⟩b')
    """
    return ellipsis(" ".join(visible(word) for word in cell.split()))
