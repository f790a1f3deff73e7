"""Known features of texts that units may track, computed exactly and aligned with the tokens."""

from .registry import features_for, features_of
from .table import Feature, FeatureTable, Kind

__all__ = ["Feature", "FeatureTable", "Kind", "features_for", "features_of"]
