"""Min–max scaling of a series by what its beginning shows."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Scaling:
    """Min–max scaling: the smallest value of the training part becomes 0, the largest 1.

    Attributes:
        minimum: of each feature, ``(features,)``.
        maximum: of each feature, ``(features,)``.
    """

    minimum: np.ndarray
    maximum: np.ndarray

    def scale(self, values: np.ndarray) -> np.ndarray:
        """Return scaled values ``(…, features)``; a feature that never changed becomes 0."""
        return (values - self.minimum) / self.span

    def unscale(self, values: np.ndarray) -> np.ndarray:
        """Return the values that were scaled, ``(…, features)``."""
        return values * self.span + self.minimum

    @property
    def span(self) -> np.ndarray:
        """From 0 to 1 in the unit of each feature, ``(features,)``; 1 where nothing changed."""
        span = self.maximum - self.minimum
        return np.where(span == 0, 1, span)
