"""A known feature of the text, and the table of the values of several along the tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ....notation import Message
from .tokens import Tokens

Kind = Literal["number", "yes-no"]


@dataclass(frozen=True)
class Feature:
    """Something about the text that is known exactly at every token.

    Attributes:
        id: its name in links: small ASCII letters, digits and hyphens, at most 40.
        name: its title; a message that pages translate.
        meaning: one sentence that explains it; a message, too.
        kind: ``number``, or ``yes-no``, whose values are 1 and 0.
        compute: from T tokens, its value after each, ``(T,)`` float32; NaN where it has none.
        ahead: whether it looks ahead, so that the network can only guess it.
    """

    id: str
    name: Message
    meaning: Message
    kind: Kind
    compute: Callable[[Tokens], np.ndarray]
    ahead: bool = False


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """The values of n features after each of T tokens.

    Attributes:
        features: the feature of each column.
        values: ``(T, n)`` float32, read-only; NaN where a feature does not apply.
    """

    features: tuple[Feature, ...]
    values: np.ndarray

    @property
    def ids(self) -> tuple[str, ...]:
        """The features' names in links, in the order of the columns."""
        return tuple(feature.id for feature in self.features)

    @property
    def names(self) -> tuple[str, ...]:
        """The features' titles, to be translated."""
        return tuple(feature.name for feature in self.features)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The features' kinds: ``number`` or ``yes-no``."""
        return tuple(feature.kind for feature in self.features)

    def column(self, id: str) -> np.ndarray:
        """Return the values of one feature, ``(T,)``.

        Raises:
            KeyError: if the table has no feature of this id; the message lists those it has.
        """
        if id not in self.ids:
            raise KeyError(f"This table has {', '.join(self.ids) or 'no feature'}; not {id!r}.")
        return self.values[:, self.ids.index(id)]
