"""Models that were wired and run, kept for all sessions, and what each switch would change."""

from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

import streamlit as st

from core.network import CheckpointError
from core.network.answering import AnsweringNetwork, load_answering_network
from core.network.catalogue import NetworkReference
from core.wiring.traps import Trap, traps
from pages.shapes_and_wiring import answers, model
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import cached
from pages.shared.cached.own_networks import is_own

MAX_RUNS = 64
MAX_OWN_RUNS = 16
"""Of networks of sessions: a run refers to its network, which would outlive its session."""
TEXTS = 3
"""In the batch on which traps are measured."""


class Key(NamedTuple):
    """All that a run follows from.

    Attributes:
        network: whose tokens, and perhaps whose weights, are taken.
        text: the sentence.
        view: the switches; those of the series are of no account.
    """

    network: NetworkReference
    text: str
    view: ShapesAndWiringView


def key_of(network: NetworkReference, text: str, view: ShapesAndWiringView) -> Key:
    """Return the key of a run."""
    plain = ShapesAndWiringView()
    same = {name: getattr(plain, name) for name in ("window", "horizon", "split")}
    return Key(network, text, replace(view, **same))


def digest_of(key: Key) -> str:
    """Return a name for a run, the same wherever its key is."""
    return sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()


@st.cache_resource(show_spinner=False, max_entries=MAX_RUNS)
def answering(named: NetworkReference) -> AnsweringNetwork:
    """Return a network of numbers.

    Raises:
        CheckpointError: if its file is missing or damaged.
    """
    try:
        return load_answering_network(named.task, named.cell)
    except ValueError as error:  # a link can only ask for what ships, so its file is gone
        raise CheckpointError(str(error)) from error


def run(key: Key) -> model.Run:
    """Return the model of a key, run.

    Args:
        key: of a text that has tokens.

    Raises:
        ValueError: if a convolution finds no window in the text.
    """
    return _own_run(key) if is_own(key.network.task) else _shipped_run(key)


@st.cache_resource(show_spinner=False, max_entries=MAX_OWN_RUNS)
def _own_run(key: Key) -> model.Run:
    return _run(key)


@st.cache_resource(show_spinner=False, max_entries=MAX_RUNS)
def _shipped_run(key: Key) -> model.Run:
    return _run(key)


def _run(key: Key) -> model.Run:
    if answers.is_answering(key.view):
        return answers.run(key.view, answering(key.network), key.text)
    network = cached.network(key.network)
    reading = cached.reading(key.network, key.text)
    return model.run(key.view, key.network.cell, network, reading)


@st.cache_resource(show_spinner=False, max_entries=MAX_RUNS)
def measured(key: Key) -> tuple[Trap, ...]:
    """Return the traps, measured with random weights on the sentence in a batch of three.

    Nothing of a text of one token: a last step is a first one, too.
    """
    view = ShapesAndWiringView(
        kind="many-to-many",
        reads="forward",
        texts=TEXTS,
        units=key.view.units,
        features=key.view.features,
        draw=key.view.draw,
    )
    own = run(Key(key.network, key.text, view))
    if len(own.columns) < 2:
        return ()
    # A model that leaves its directions apart has no last step of both; nothing else is merged.
    merge = "concat" if key.view.merge == "none" else key.view.merge
    return traps(replace(own.wiring, merge=merge), own.inputs)
