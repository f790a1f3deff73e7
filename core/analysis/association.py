"""How closely rows go together: Pearson's r and the AUC, both as products of prepared rows."""

import numpy as np

NUMBER, YES_NO = "number", "yes-no"
"""The kinds of feature."""


def of_numbers(rows: np.ndarray) -> np.ndarray:
    """Return rows whose products with each other are Pearson's r.

    Args:
        rows: ``(m, t)``, finite.

    Returns:
        Each less its mean and divided by its length, ``(m, t)`` float32; zeros where a row never
        changes.
    """
    centred = rows.astype(np.float32)
    centred -= centred.mean(1, keepdims=True, dtype=float)
    # In float64 the sum of squares would be a copy twice the size; of a row, einsum's will do.
    lengths = np.sqrt([np.einsum("t,t", row, row) for row in centred])
    lengths[~changes(rows)] = np.inf
    centred /= np.asarray(lengths, np.float32)[:, None]
    return centred


def of_ranks(rows: np.ndarray) -> np.ndarray:
    """Return rows whose products with ``of_cases`` are 2 AUC - 1.

    They are the ranks of the values among the t of their row, less the mean rank; equal values
    share the mean of their ranks, so that a tie counts as half a success.

    Args:
        rows: ``(m, t)``, finite; fast for uint8.

    Returns:
        ``(m, t)`` float32.
    """
    ranks = np.empty(rows.shape, np.float32)
    for row, out in zip(rows, ranks, strict=True):
        if row.dtype == np.uint8:
            places, counts = row, np.bincount(row, minlength=256)
        else:
            _, places, counts = np.unique(row, return_inverse=True, return_counts=True)
        middles = counts.cumsum() - (counts + len(row)) / 2
        np.take(middles.astype(np.float32), places, out=out)
    return ranks


def of_cases(rows: np.ndarray) -> np.ndarray:
    """Return rows of yes (1) and no (0) so that their products with ``of_ranks`` are 2 AUC - 1.

    AUC is how probably the ranked value stands higher at a yes than at a no (Mann & Whitney,
    1947): (sum of the ranks of the n yes - n (n + 1) / 2) / (n (t - n)).

    Args:
        rows: ``(m, t)``; each has both.

    Returns:
        ``(m, t)`` float32.
    """
    yes = rows.sum(1, keepdims=True)
    scale = 2 / (yes * (rows.shape[1] - yes))
    return ((rows - rows.mean(1, keepdims=True)) * scale).astype(np.float32)


def changes(rows: np.ndarray) -> np.ndarray:
    """Return whether each row has two different values, ``(m,)``."""
    return rows.min(1) < rows.max(1)


PREPARED = {NUMBER: (of_numbers, of_numbers), YES_NO: (of_cases, of_ranks)}
"""For each kind of feature, what prepares it and what prepares the units."""
