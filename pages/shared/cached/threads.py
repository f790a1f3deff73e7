"""The number of threads of a forward pass: one."""

import logging
import os

import torch

_log = logging.getLogger(__name__)


def one_thread() -> None:
    """Compute in one thread: quickest for steps this small, and for sessions side by side.

    This limits the calling thread only. The environment variable, read when torch starts, limits
    every thread of a server. A missing one is logged, since steps may take a hundred times as long.
    """
    given = os.environ.get("OMP_NUM_THREADS")
    if given != "1" and torch.get_num_threads() > 1:
        _log.warning(
            "OMP_NUM_THREADS expected to be 1, got %r: sessions will slow each other down. "
            "Start with `make run`, or set OMP_NUM_THREADS=1.",
            given,
        )
    torch.set_num_threads(1)
