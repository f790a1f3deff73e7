"""The vocabulary of a network: the keys it knows, each with its number."""

from collections.abc import Iterable, Mapping
from weakref import WeakValueDictionary


class Vocabulary:
    """Keys numbered from 2; number 0 is padding, and number 1 is every unknown key.

    Neither of the two has a spelling, so no typed text can be mistaken for them.

    >>> vocabulary = Vocabulary(["good", "film"])
    >>> vocabulary.ids(["good", "goat", "film"]), len(vocabulary)
    ([2, 1, 3], 4)

    Args:
        keys: the known keys in the order of their numbers.

    Raises:
        ValueError: if a key occurs twice.
    """

    PADDING, UNKNOWN = 0, 1

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        self._ids = {key: number for number, key in enumerate(self.keys, start=self.UNKNOWN + 1)}
        if len(self._ids) < len(self.keys):
            raise ValueError("Vocabulary expected each key once; got one of them twice.")

    @classmethod
    def from_counts(cls, counts: Mapping[str, int], min_count: int = 1) -> "Vocabulary":
        """Keep keys counted at least ``min_count`` times, most frequent first, then by spelling."""
        kept = (key for key, count in counts.items() if count >= min_count)
        return cls(sorted(kept, key=lambda key: (-counts[key], key)))

    def __len__(self) -> int:
        """Return how many numbers there are, including those for padding and unknown."""
        return len(self.keys) + self.UNKNOWN + 1

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def ids(self, keys: Iterable[str]) -> list[int]:
        """Return the number of each key; 1 if it is unknown."""
        return [self._ids.get(key, self.UNKNOWN) for key in keys]


_IN_USE: WeakValueDictionary[tuple[str, ...], Vocabulary] = WeakValueDictionary()


def shared_vocabulary(keys: Iterable[str]) -> Vocabulary:
    """Return the vocabulary of some keys: the one that somebody has already, if anybody has.

    The networks of one task have the same 10,000 keys.

    Raises:
        ValueError: if a key occurs twice.
    """
    given = tuple(keys)
    return _IN_USE.setdefault(given, _IN_USE.get(given) or Vocabulary(given))
