"""The arrows as a table: from, to, shape, and the names in Keras and PyTorch."""

from collections.abc import Iterator

from ..spreadsheet import as_csv, guard
from .wired import Wired

COLUMNS = ("drawing", "from", "to", "kind", "shape", "keras", "pytorch", "weights")


def rows(wired: Wired, folded: bool | None = None) -> Iterator[tuple[str, ...]]:
    """Yield a row for each arrow, as ``COLUMNS`` names them.

    Args:
        wired: a model that was run.
        folded: which drawing; ``None`` for both.
    """
    weights = "trained" if wired.is_trained else "untrained"
    for arrow in wired.arrows:
        if folded in (None, arrow.folded):
            drawing = "folded" if arrow.folded else "unrolled"
            shape = " × ".join(map(str, arrow.shape))
            yield (
                drawing,
                arrow.source,
                arrow.target,
                arrow.kind,
                shape,
                arrow.keras,
                arrow.pytorch,
                weights,
            )


def to_csv(wired: Wired, folded: bool | None = None) -> bytes:
    """Return the table as a file; a text that a spreadsheet would run gets an apostrophe."""
    return as_csv(COLUMNS, ([guard(text)[0] for text in row] for row in rows(wired, folded)))
