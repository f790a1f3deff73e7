"""The shape of the data between two layers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """The shape of the data between two layers.

    Attributes:
        length: number of steps; ``None`` for a single vector for the whole text, and for a number
            of steps that is left open.
        size: numbers in each step's vector; ``None`` if each step is a token id.
        open_length: whether there are steps, but their number is left open.
    """

    length: int | None
    size: int | None
    open_length: bool = False

    @property
    def has_steps(self) -> bool:
        """Whether there is a vector or a token id for each step."""
        return self.length is not None or self.open_length

    @property
    def sizes(self) -> tuple[int | None, ...]:
        """The shape as libraries write it, with ``None`` first, for the batch.

        >>> Shape(200, 64).sizes, Shape(None, 64).sizes, Shape(200, None).sizes
        ((None, 200, 64), (None, 64), (None, 200))
        >>> Shape(None, 64, open_length=True).sizes
        (None, None, 64)
        """
        steps = (self.length,) if self.has_steps else ()
        return (None, *steps, *(() if self.size is None else (self.size,)))
