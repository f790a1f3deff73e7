"""A room with so many seats: who has one keeps it, and who has left makes room."""

import threading
from collections.abc import Callable


class Seats:
    """The visitors who are let in.

    Args:
        most: how many there may be.
        is_connected: whether a visitor is still there, by name.
    """

    def __init__(self, most: int, is_connected: Callable[[str], bool]) -> None:
        self._most, self._is_connected = most, is_connected
        self._taken, self._lock = set[str](), threading.Lock()

    def take(self, visitor: str) -> bool:
        """Give a visitor a seat, if they have none and one is free; return whether they have one.

        Seats of those who have gone are given away only when there is no other.
        """
        with self._lock:
            if visitor in self._taken:
                return True
            if len(self._taken) >= self._most:
                self._taken = set(filter(self._is_connected, self._taken))
            if len(self._taken) >= self._most:
                return False
            self._taken.add(visitor)
            return True
