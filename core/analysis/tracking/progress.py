"""How far the measurement of a corpus is."""

from dataclasses import dataclass
from typing import Literal

_STATES = 0.1
"""The part of the time that computing the states again takes, about."""


@dataclass(frozen=True)
class Measuring:
    """Progress of one stage.

    Attributes:
        stage: ``states`` are computed again, in tokens; then ``features`` are compared with them.
        done: tokens, or features, where one that is being measured counts in part.
        total: how many there are.
    """

    stage: Literal["states", "features"]
    done: float
    total: int

    @property
    def share(self) -> float:
        """The part of all the work that is done, in [0, 1]: never less than before."""
        done = min(self.done / max(self.total, 1), 1.0)
        return done * _STATES if self.stage == "states" else _STATES + done * (1 - _STATES)
