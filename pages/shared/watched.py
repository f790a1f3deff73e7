"""What the screen of a unit watches: a network, texts, and what the one makes of the other."""

from typing import NamedTuple

from core.corpus.documents import Corpus
from core.corpus.index.state_index import Store
from core.network import Network


class Watched(NamedTuple):
    """A network on a corpus.

    Attributes:
        network: the network.
        corpus: the texts.
        store: what the network makes of them.
    """

    network: Network
    corpus: Corpus
    store: Store
