"""Quotations: stretches of a text that stand in another one, character by character."""

from dataclasses import dataclass

import numpy as np

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that its powers never become 0


@dataclass(frozen=True)
class Quote:
    """A stretch that stands in another text and cannot be made longer.

    Attributes:
        start: its first character, from 0.
        text: the stretch.
        place: where it first stands in the other text, in characters from 0.
    """

    start: int
    text: str
    place: int


def find_quotes(written: str, source: str, at_least: int) -> tuple[Quote, ...]:
    """Return the longest stretches of a text that another text has, none within another one.

    Args:
        written: the text whose stretches are looked for.
        source: the text that may have them.
        at_least: characters of the shortest stretch that counts.

    Raises:
        ValueError: if no length is asked for.
    """
    if at_least < 1:
        raise ValueError(f"find_quotes expected at_least from 1; got {at_least}.")
    quotes: list[Quote] = []
    end = 0
    for start in _candidates(written, source, at_least):
        reached = max(end, start + at_least)
        if reached > len(written) or (place := source.find(written[start:reached])) < 0:
            continue  # the same hash, or no longer than the stretch before
        while reached < len(written):
            longer = source.find(written[start : reached + 1], place)
            if longer < 0:
                break
            place, reached = longer, reached + 1
        if reached > end:
            quotes.append(Quote(start, written[start:reached], place))
            end = reached
    return tuple(quotes)


def _candidates(written: str, source: str, length: int) -> list[int]:
    """Return where a stretch of the given length begins whose hash the source has, too."""
    if min(len(written), len(source)) < length:
        return []
    known = np.unique(_hashes(source, length))
    mine = _hashes(written, length)
    places = np.minimum(np.searchsorted(known, mine), len(known) - 1)
    return np.flatnonzero(known[places] == mine).tolist()


def _hashes(text: str, length: int) -> np.ndarray:
    """Return a polynomial hash of every stretch of the given length, modulo 2⁶⁴."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    hashes = np.zeros(len(characters) - length + 1, np.uint64)
    for offset in range(length):
        hashes = hashes * _BASE + characters[offset : offset + len(hashes)] + np.uint64(1)
    return hashes
