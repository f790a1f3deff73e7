"""What a network has written, and all that it computed while it read and wrote."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...trace import Trace
from ..encoded import Encoded
from ..place import Part

END = "end"
"""The last of the symbols that can be written; none after it belongs to the answer."""


@dataclass(frozen=True, eq=False)
class Answer:
    """One text read, and its answer: at each step, the likeliest symbol.

    Attributes:
        encoded: the text as it was read.
        written: the S symbols, the end among them if it was reached.
        outputs: the symbols that could be written, the end last.
        probabilities: of every symbol at each step, ``(S, n_outputs)`` float32.
        traces: what the cell of each part computed: ``encoder`` and ``decoder``, or the empty part
            of a network that has only one.
    """

    encoded: Encoded
    written: tuple[str, ...]
    outputs: tuple[str, ...]
    probabilities: np.ndarray
    traces: Mapping[Part, Trace]

    @property
    def text(self) -> str:
        """The symbols before the end, as one text."""
        return "".join(self.written[:-1] if self.is_complete else self.written)

    @property
    def is_complete(self) -> bool:
        """Whether the end was written; else the answer is as long as any may be."""
        return self.written[-1] == END
