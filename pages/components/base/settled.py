"""The place where the reader stopped while stepping through a text, as the browser reports it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settled:
    """The place the reader stopped at: position from 1, unit from 0, in the trace ``digest``."""

    position: int
    unit: int
    digest: str


def read_settled(value: object) -> Settled | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_settled({"position": 3, "unit": 0, "digest": "a1"})
    Settled(position=3, unit=0, digest='a1')
    >>> read_settled({"position": "3"}) is None
    True
    """
    match value:
        case {"position": int(position), "unit": int(unit), "digest": str(digest)}:
            return Settled(position, unit, digest)
    return None
