"""Helpers for the tests of features: texts as a network reads them, and features drawn as text."""

import numpy as np

from core.analysis.tracking.features import FeatureTable, features_of
from core.corpus.documents import Corpus
from core.network import Network


def feature_table(network: Network, *documents: str) -> FeatureTable:
    """Return the features of some texts, each tokenized by itself."""
    corpus = Corpus.of("test", [("", document) for document in documents])
    encoded = [network.encode(document) for document in corpus.documents]
    return features_of(
        network,
        corpus,
        np.cumsum([0, *(len(each.tokens) for each in encoded)]),
        np.array([token.start for each in encoded for token in each.tokens], np.int32),
        np.array([token.end for each in encoded for token in each.tokens], np.int32),
        np.array(
            [code for each in encoded for code in each.codes],
            np.float32 if network.card.target == "next-value" else np.int32,
        ),
    )


def drawn(table: FeatureTable, feature: str) -> str:
    """Return a feature as one sign per token: ``.`` for 0, ``?`` for NaN, ``+`` above 9."""
    return "".join(
        "?" if np.isnan(value) else ".123456789+"[min(int(value), 10)]
        for value in table.column(feature)
    )
