"""The digits that the screen promises, each worked out apart from the code under test."""

import math

import numpy as np

LN2 = math.log(2)

OPTIMA = {
    "brackets": 0.97385,
    "reber": 0.59413,
    "embedded-reber": 0.44109,
    "anbn": 0.26559,
    "anbncn": 0.18511,
    "dyck-1": 0.51986,
    "dyck-2": 0.80867,
    "copy": 0.0,
    "adding": 0.0,
    "parity": 0.0,
    "hello": 0.0,
    "wave": 0.01,
    "ar1": 0.25,
    "ma1": 0.25,
}
LAST_SYMBOLS = {
    "brackets": {
        0: 1.71185, 1: 1.34204, 2: 1.18920, 3: 1.09158, 4: 1.04084, 6: 0.99487, 8: 0.98048,
    },
    "reber": {0: 1.77214, 1: 1.16398, 2: 0.59413},
    "embedded-reber": {
        0: 1.88230, 1: 1.27175, 2: 0.63013, 6: 0.48835, 8: 0.46866, 10: 0.45635,
    },
    "anbn": {1: 0.53119},
    "hello": {1: 0.34657},
}  # fmt: skip
"""Task -> last symbols that are seen -> nats a symbol."""


def counted(windows: np.ndarray, following: np.ndarray) -> float:
    """Return the entropy of what follows a window in nats, by counting.

    Args:
        windows: numbers of the symbols that are seen, ``(N, k)``, below 10 or −1 for none.
        following: numbers of the symbols after them, ``(N,)``.
    """
    names = (windows + 1) @ 11 ** np.arange(windows.shape[1])
    _, context = np.unique(names, return_inverse=True)
    table = np.zeros((context.max() + 1, following.max() + 1))
    np.add.at(table, (context.ravel(), following), 1)
    share = table / table.sum(1, keepdims=True)
    seen = table > 0
    return float(-(table[seen] * np.log(share[seen])).sum() / len(following))
