"""What networks wrote, kept for all sessions, and the texts that they may have quoted."""

from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import streamlit as st
from cachetools import LRUCache

from core.corpus.sources import training_text
from core.generation import GenerationRun
from core.generation.tree import Recipe, Tree
from core.network.catalogue import NetworkReference
from pages.shared.cached.jobs import jobs
from pages.shared.cached.networks import network
from pages.shared.cached.own_networks import is_gone
from pages.shared.memory import MEBIBYTE

MAX_DRAFTS = 8
MOST_WRITTEN = 12 * MEBIBYTE
"""Bytes of all that is kept of what was written; the latest is kept however long it is."""
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

    @property
    def job(self) -> tuple[Hashable, ...]:
        """The key of the job that writes it."""
        return ("generate", *self)


@dataclass
class Draft:
    """What has been written so far by work that goes on.

    Attributes:
        run: the run that grows; ``None`` before the first token.
    """

    run: GenerationRun | None = None


def _bytes_of(tree: Tree) -> int:
    return min(tree.run.nbytes, MOST_WRITTEN)


class _Trees(LRUCache[Key, Tree]):
    """Keeps the trees that were wanted last; the jobs that wrote the others are forgotten, too."""

    def popitem(self) -> tuple[Key, Tree]:
        """Let the tree go that nobody has wanted for the longest time."""
        key, tree = super().popitem()
        jobs().forget(key.job)
        return key, tree


trees = _Trees(MOST_WRITTEN, getsizeof=_bytes_of)
"""What was written for each key, for as long as it is kept."""
_one_at_a_time = Lock()


def keep(key: Key, tree: Tree) -> Tree:
    """Keep what was written for a key, and return it, or what another session had kept for it."""
    with _one_at_a_time:
        for gone in [each for each in trees if is_gone(each.network.task)]:
            trees.pop(gone)  # a tree refers to its network, which would outlive its session
            jobs().forget(gone.job)
        return trees.setdefault(key, tree)


def peek(key: Key) -> Tree | None:
    """Return what is kept for a key; ``None`` if nothing is."""
    with _one_at_a_time:
        return trees.get(key)


@st.cache_resource(show_spinner=False, max_entries=MAX_DRAFTS)
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
