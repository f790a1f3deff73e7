"""Trainings on screen: they can be stepped, paused, resumed, forked and filmed."""

from ..clipping import Clipping
from .film import Film, Frame
from .held_out import HeldOut
from .parts import Part
from .settings import Settings
from .snapshot import SnapshotError
from .state import Divergence
from .training import LiveTraining, NoNextStep

__all__ = [
    "Clipping",
    "Divergence",
    "Film",
    "Frame",
    "HeldOut",
    "LiveTraining",
    "NoNextStep",
    "Part",
    "Settings",
    "SnapshotError",
]
