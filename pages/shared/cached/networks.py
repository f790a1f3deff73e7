"""Networks and their readings of typed texts, made once for all sessions.

They are kept up to so many bytes: Streamlit's caches count entries, and the longest reading takes a
thousand times as much as the shortest. Those caches also make a digest of each argument, which
takes longer than to find what is there already; a page asks dozens of times.
"""

import gc
from threading import Condition

import streamlit as st
from cachetools import LRUCache, cached

from core.analysis.opening import Place, largest_move
from core.analysis.reading import Reading, read
from core.checkpoints import damaged
from core.corpus.jobs import tidy
from core.network import CheckpointError, Network
from core.network.answering import ANSWERING
from core.network.card import ModelCard
from core.network.catalogue import NetworkReference, load
from core.network.files import EQUAL, fingerprint, load_card
from core.network.place import CellPlace
from core.parameters.timing import Timing, time_per_token
from pages.shared.cached import own_networks
from pages.shared.cached.for_each_network import ForEachNetwork
from pages.shared.cached.threads import one_thread
from pages.shared.generated_files import keep_generated_files
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import limit_server

MAX_READINGS = 64
MOST_WEIGHTS = 52 * MEBIBYTE
"""Bytes: four of the largest networks, which are compared side by side; one is loaded in 0.04 s."""
MOST_READ = 48 * MEBIBYTE
"""Bytes: hundreds of sentences; or two texts of the most tokens, with the probability of each of
10,000 words at each."""
Views = dict[CellPlace | None, Network]
"""One network, looked at from each of its cells that anybody has asked for."""


def _bytes_of_weights(known: Views) -> int:
    return sum(weight.nbytes for weight in known[None].state_dict().values())


@cached(LRUCache(MOST_WEIGHTS, getsizeof=_bytes_of_weights), condition=Condition())
def views(named: NetworkReference) -> Views:
    """Return a shipped network, by the cells from which it was looked at so far.

    Raises:
        CheckpointError: if its file is missing or damaged.
    """
    try:
        return {None: load(named)}
    except ValueError as error:  # a link can only ask for what ships, so its file is gone
        raise CheckpointError(str(error)) from error


def network(named: NetworkReference) -> Network:
    """Return a network, shipped or of a session, that all share and nobody changes.

    It is looked at from the cell that the reference names, or as at first if it has none there.

    Raises:
        CheckpointError: if its file is missing or damaged, or no session has it any more.
    """
    is_own = own_networks.is_own(named.task)
    known = (
        own_networks.own_network(named.task).views if is_own else views(named._replace(place=None))
    )
    if named.place not in known:
        whole = known[None]
        known[named.place] = whole.at(named.place if named.place in whole.cells_by_place else None)
    return known[named.place]


@ForEachNetwork
def card(named: NetworkReference) -> ModelCard:
    """Return the card of a network; one that ships is not loaded for it.

    Raises:
        CheckpointError: if its file is missing or damaged, or no session has it any more.
    """
    if own_networks.is_own(named.task):
        return own_networks.own_network(named.task).network.card
    return load_card(named.task + EQUAL * (named.form == "equal"), named.cell)


@ForEachNetwork
def weights(named: NetworkReference) -> str:
    """Return the sha256 of a network's weights; errors as of ``card``."""
    if own_networks.is_own(named.task):
        return own_networks.own_network(named.task).fingerprint
    return fingerprint(network(named))


def _bytes_of_reading(read: Reading) -> int:
    parts = (part for parts in read.trace.preactivations.values() for part in parts)
    arrays = (read.opinions, read.scores, *read.trace.activations.values(), *parts)
    return sum(array.nbytes for array in arrays)


@cached(LRUCache(MOST_READ, getsizeof=_bytes_of_reading), condition=Condition())
def reading(named: NetworkReference, text: str) -> Reading:
    """Return a text as a network reads it: one record for all sessions, which cannot be changed."""
    return read(network(named), text)


def opening(named: NetworkReference, text: str) -> Place:
    """Return where a text is opened with a network, if no step and unit were chosen."""
    return largest_move(reading(named, text).trace, network(named).cell.memory)


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def timing(
    cell: str, input_size: int, hidden_size: int, num_layers: int, bidirectional: bool
) -> Timing:
    """Return how long PyTorch's own layer takes for a token here, measured once for all sessions.

    Raises:
        ValueError: if the layer is too large to be timed while a page is open.
    """
    return time_per_token(cell, input_size, hidden_size, num_layers, bidirectional)


@st.cache_resource(show_spinner=False)
def warm_up() -> tuple[str, ...]:
    """Once per process: limit uploads, keep downloads, check all shipped files, freeze what stays.

    What a process that was killed has left on the disk is removed.

    Returns:
        What is wrong with each shipped file whose hash is not the one in the manifest.
    """
    one_thread()
    limit_server()
    keep_generated_files()
    wrong = damaged() + damaged(ANSWERING)
    tidy()
    gc.collect()
    gc.freeze()
    return wrong
