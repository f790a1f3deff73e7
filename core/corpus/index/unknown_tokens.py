"""How many tokens of a corpus a network does not know."""

import numpy as np

from ...network import Network
from ...network.encoded import first_numbers
from ...notation import Notice
from ...text import Vocabulary
from ..documents import Corpus
from .state_index import StateIndex


def unknown_notice(network: Network, corpus: Corpus, index: StateIndex) -> Notice | None:
    """Return how many tokens the network does not know and how it reads them; ``None`` if none.

    Args:
        network: the network that the index is of.
        corpus: the corpus that the index is of.
        index: the network's states along the corpus.
    """
    unknown = count_unknown(network, corpus, index)
    values = {"unknown": unknown, "total": index.length}
    return Notice(network.unknown_means, values) if unknown else None


def count_unknown(network: Network, corpus: Corpus, index: StateIndex) -> int:
    """Return how many tokens of the corpus are not in the vocabulary, or are not numbers."""
    if not network.card.reads_numbers:
        return int(np.count_nonzero(index.codes == Vocabulary.UNKNOWN))
    count = 0
    for position in np.flatnonzero(first_numbers(index.codes) == 0).tolist():  # 0, or read as 0
        document = corpus.documents[index.document_of(position)]
        text = document[index.starts[position] : index.ends[position]]
        count += network.encode(text).known.count(False)
    return count
