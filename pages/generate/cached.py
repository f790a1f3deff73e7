"""What networks wrote, kept for all sessions, and the texts that they may have quoted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import streamlit as st

from core.corpus.sources import training_text
from core.generation import GenerationRun
from core.generation.tree import Recipe, Tree
from core.network.catalogue import NetworkReference
from pages.shared.cached.networks import network

MAX_TREES = 8
"""Each holds the states of one run: up to 80 MB for 2,000 tokens of 256 units."""
MAX_TEXTS = 2
MOST_SOURCE = 2_000_000
"""Characters of a training text that are searched for quotations."""


class Key(NamedTuple):
    """All that a tree follows from.

    Attributes:
        network: the network that writes.
        recipe: what it writes.
        shown: the run whose states are wanted.
    """

    network: NetworkReference
    recipe: Recipe
    shown: int


@dataclass
class Draft:
    """What has been written so far by work that goes on.

    Attributes:
        run: the run that grows; ``None`` before the first token.
    """

    run: GenerationRun | None = None


@st.cache_resource(show_spinner=False, max_entries=MAX_TREES)
def kept(key: Key, _make: Callable[[], Tree]) -> Tree:
    """Return what was written for a key; it is made if it is not kept."""
    return _make()


def peek(key: Key) -> Tree | None:
    """Return what is kept for a key; ``None`` if nothing is."""
    try:
        return kept(key, _refuse)
    except LookupError:
        return None


@st.cache_resource(show_spinner=False, max_entries=MAX_TREES)
def draft(key: Key) -> Draft:
    """Return where work on a key leaves what it has so far."""
    return Draft()


@st.cache_resource(show_spinner=False, max_entries=MAX_TEXTS)
def source(named: NetworkReference) -> str:
    """Return the beginning of a network's training text.

    Raises:
        NotAtHand: if it is not on this computer.
    """
    corpus = training_text(network(named).card, MOST_SOURCE)
    return "\n\n".join(corpus.documents)


def _refuse() -> NoReturn:
    raise LookupError("nothing is kept for this key")
