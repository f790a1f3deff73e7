"""Known features of texts, computed exactly and aligned with the tokens: what units may track."""

from .registry import features_for, features_of
from .table import Feature, FeatureTable, Kind

__all__ = ["Feature", "FeatureTable", "Kind", "features_for", "features_of"]
