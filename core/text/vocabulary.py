"""The words a network knows, each with its number."""

from collections.abc import Iterable, Mapping


class Vocabulary:
    """Keys numbered from 1; number 0 stands for everything unknown.

    Unknown has no spelling of its own, so nothing that is typed can be mistaken for it.

    >>> vocabulary = Vocabulary(["good", "film"])
    >>> vocabulary.ids(["good", "goat", "film"]), len(vocabulary)
    ([1, 0, 2], 3)

    Args:
        keys: the known keys in the order of their numbers.

    Raises:
        ValueError: if a key comes twice.
    """

    UNKNOWN = 0

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        self._ids = {key: number for number, key in enumerate(self.keys, start=1)}
        if len(self._ids) < len(self.keys):
            raise ValueError("Vocabulary expected each key once; got one of them twice.")

    @classmethod
    def from_counts(cls, counts: Mapping[str, int], min_count: int = 1) -> "Vocabulary":
        """Keep the keys seen at least ``min_count`` times: the frequent first, then by spelling."""
        kept = (key for key, count in counts.items() if count >= min_count)
        return cls(sorted(kept, key=lambda key: (-counts[key], key)))

    def __len__(self) -> int:
        """Return how many numbers there are, the one for unknown included."""
        return len(self.keys) + 1

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def ids(self, keys: Iterable[str]) -> list[int]:
        """Return the number of each key; 0 where it is unknown."""
        return [self._ids.get(key, self.UNKNOWN) for key in keys]
