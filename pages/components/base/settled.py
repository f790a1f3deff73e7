"""The place where the reader stopped while stepping through a text, as the browser reports it."""

from dataclasses import dataclass

from pages.components.base.numbers import is_whole


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
    >>> read_settled({"position": 0, "unit": True, "digest": "a1"}) is None
    True
    """
    match value:
        case {"position": position, "unit": unit, "digest": str(digest)}:
            if is_whole(position, least=1) and is_whole(unit):
                return Settled(position, unit, digest)
    return None
