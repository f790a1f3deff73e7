"""How far the measurement of a corpus is."""

from dataclasses import dataclass
from typing import Literal

_PARTS = {"text": (0.0, 0.1), "states": (0.1, 0.2), "features": (0.2, 1.0)}
"""The part of the time that each stage takes, about: from when until when."""


@dataclass(frozen=True)
class Measuring:
    """Progress of one stage.

    Attributes:
        stage: what the ``text`` has of each feature; ``states`` are computed again, in tokens;
            ``features`` are compared with them.
        done: tokens, or features, where one that is being measured counts in part.
        total: how many there are.
    """

    stage: Literal["text", "states", "features"]
    done: float
    total: int

    @property
    def share(self) -> float:
        """The part of all the work that is done, in [0, 1]: never less than before."""
        done = min(self.done / max(self.total, 1), 1.0)
        begin, end = _PARTS[self.stage]
        return begin + done * (end - begin)
