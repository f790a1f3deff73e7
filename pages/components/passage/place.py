"""Places in a passage: the one the reader stopped at, and the one the page goes to."""

from dataclasses import dataclass

from pages.components.base.numbers import is_whole


@dataclass(frozen=True)
class PassageCue:
    """The place that the page wants the passage to show.

    Attributes:
        number: raised by one for each move of the page; the browser follows only then.
        position: the position in the corpus of the current token, from 0.
        unit: the unit, from 0.
        span: the marked tokens, as positions in the corpus, the second one excluded.
        into_view: whether the page is scrolled to the passage as it goes there.
    """

    number: int
    position: int
    unit: int
    span: tuple[int, int] | None = None
    into_view: bool = False


@dataclass(frozen=True)
class PassageSettled:
    """Where the reader stopped, in the passage ``digest``; positions in the corpus, from 0."""

    position: int
    unit: int
    span: tuple[int, int] | None
    digest: str


def read_settled(value: object) -> PassageSettled | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_settled({"position": 3, "unit": 0, "span": [2, 5], "digest": "a1"})
    PassageSettled(position=3, unit=0, span=(2, 5), digest='a1')
    >>> read_settled({"position": 3, "unit": 0, "span": [5, 2], "digest": "a1"}) is None
    True
    """
    match value:
        case {"position": position, "unit": unit, "span": span, "digest": str(digest)}:
            if not is_whole(position) or not is_whole(unit):
                return None
            match span:
                case None:
                    return PassageSettled(position, unit, None, digest)
                case [start, stop] if is_whole(start) and is_whole(stop, least=start + 1):
                    return PassageSettled(position, unit, (start, stop), digest)
    return None
