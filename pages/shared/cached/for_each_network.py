"""What is made once for each shipped network, and found again by the network's reference itself.

Streamlit's caches make a digest of each argument, which takes longer than all else about a network
that is there already; a page asks dozens of times.
"""

from collections.abc import Callable
from threading import RLock
from typing import Generic, TypeVar

from core.network.catalogue import NetworkReference
from pages.shared.cached import own_networks

Made = TypeVar("Made")


class ForEachNetwork(Generic[Made]):
    """A function of a shipped network that is called once for each, for all sessions.

    What it raises is not kept: it is called again. So it is for a network of a session, which that
    session keeps together with all that is known about it.

    Args:
        make: the function; what it returns is never changed.
    """

    def __init__(self, make: Callable[[NetworkReference], Made]) -> None:
        self.__doc__ = make.__doc__
        self._make = make
        self._made: dict[NetworkReference, Made] = {}
        self._lock = RLock()

    def __call__(self, named: NetworkReference) -> Made:
        """Return what was made for a network."""
        if own_networks.is_own(named.task):
            return self._make(named)
        if named not in self._made:
            with self._lock:  # two sessions that come at once make it once
                if named not in self._made:
                    self._made[named] = self._make(named)
        return self._made[named]

    def clear(self) -> None:
        """Forget what was made."""
        self._made = {}
