"""Shipped networks and their readings of typed texts, made once for all sessions."""

import gc
from contextlib import suppress
from itertools import product

import streamlit as st

from core.analysis.opening import Place, largest_move
from core.analysis.reading import Reading, read
from core.checkpoints import damaged
from core.corpus.jobs import tidy
from core.network import CheckpointError, Network
from core.network.answering import ANSWERING
from core.network.catalogue import CELLS, TASKS, NetworkReference, load
from core.network.files import fingerprint
from core.parameters.timing import Timing, time_per_token
from pages.shared.cached.for_each_network import ForEachNetwork
from pages.shared.cached.threads import one_thread
from pages.shared.generated_files import keep_generated_files
from pages.shared.upload_limits import limit_server

MAX_READINGS = 64


@ForEachNetwork
def network(named: NetworkReference) -> Network:
    """Return a shipped network, loaded once for all sessions and never changed.

    It is looked at from the cell that the reference names, or as at first if it has none there.

    Raises:
        CheckpointError: if its file is missing or damaged.
    """
    if named.place is not None:
        whole = network(named._replace(place=None))
        return whole.at(named.place if named.place in whole.cells_by_place else None)
    try:
        return load(named)
    except ValueError as error:  # a link can only ask for what ships, so its file is gone
        raise CheckpointError(str(error)) from error


@ForEachNetwork
def weights(named: NetworkReference) -> str:
    """Return the sha256 of a shipped network's weights."""
    return fingerprint(network(named))


@st.cache_resource(show_spinner=False, max_entries=MAX_READINGS)
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
    """Once per process: limit uploads, keep downloads, load the networks, freeze what stays.

    What a process that was killed has left on the disk is removed.

    Returns:
        What is wrong with each shipped file whose hash is not the one in the manifest.
    """
    one_thread()
    limit_server()
    keep_generated_files()
    wrong = damaged() + damaged(ANSWERING)
    for model, cell in product(TASKS, CELLS):
        with suppress(CheckpointError):  # reported on the screen that needs it
            network(NetworkReference(model, cell))
    tidy()
    gc.collect()
    gc.freeze()
    return wrong
