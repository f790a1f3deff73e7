"""Memory and gradients, computed once for all sessions: in float64, norms as log2."""

from functools import lru_cache

import streamlit as st

from core.analysis.gradients.clipping import Clipped, by_norm, by_value
from core.analysis.gradients.constructed_cells import constructed
from core.analysis.gradients.objectives import Objective, loss, margin_at
from core.analysis.gradients.parameter_gradients import parameter_gradients
from core.analysis.gradients.reach import Reach, reach, seed_reach
from core.analysis.gradients.spectrum import Spectrum, spectrum, step_jacobian
from core.analysis.gradients.truncation import Truncation, truncated
from core.analysis.memory.ledger import Carry, carry
from core.analysis.memory.output_shares import Shares, readout_shares
from core.cells import RecurrentCell
from core.network.catalogue import NetworkReference
from core.network.network import exact_cell as copy_exactly
from core.text.padding import Code
from core.trace import Trace, unroll
from pages.shared.cached.networks import network, reading

MAX_KEPT = 64
MAX_LARGE = 12
"""Traces of the largest networks take megabytes, and so do tables of all tokens by all tokens."""


@lru_cache(maxsize=MAX_LARGE)  # a page asks often, and Streamlit's caches take longer to answer
def exact_cell(named: NetworkReference) -> RecurrentCell:
    """Return a copy of a shipped network's cell in float64, never changed."""
    return copy_exactly(network(named))


def codes(named: NetworkReference, text: str) -> tuple[Code, ...]:
    """Return a network's input for each token of the text as its reading shows it."""
    return reading(named, text).encoded.codes


@st.cache_resource(show_spinner=False, max_entries=MAX_LARGE)
def exact_trace(named: NetworkReference, text: str) -> Trace:
    """Return a network's trace of a text in float64: one for all sessions, never changed."""
    read = reading(named, text)
    inputs = network(named).inputs(read.encoded.codes).double()
    return unroll(exact_cell(named), inputs, read.trace.tokens)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def output_reach(named: NetworkReference, text: str, position: int, output: int) -> Reach:
    """Return how far the gradient of an output's margin after a token reaches back."""
    trace = exact_trace(named, text)
    aim = margin_at(network(named), trace, output, position)
    return seed_reach(exact_cell(named), trace, aim.seeds)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def loss_reach(named: NetworkReference, text: str, right: int | None) -> Reach:
    """Return how far the gradient of the loss reaches back."""
    aim = loss_objective(named, text, right)
    return seed_reach(exact_cell(named), exact_trace(named, text), aim.seeds)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def loss_objective(named: NetworkReference, text: str, right: int | None) -> Objective:
    """Return a network's loss on a text, and where backpropagation starts.

    Args:
        named: the network.
        text: the text.
        right: the right class, for a network that tells classes apart.
    """
    trace = exact_trace(named, text)
    return loss(network(named), codes(named, text), trace, right)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def step_spectrum(named: NetworkReference, text: str, position: int) -> Spectrum:
    """Return the eigenvalues and singular values of one step's Jacobian."""
    trace = exact_trace(named, text)
    return spectrum(step_jacobian(exact_cell(named), trace, position))


@st.cache_data(show_spinner=False, max_entries=MAX_LARGE)
def kept_and_written(named: NetworkReference, text: str) -> Carry:
    """Return what a network kept and wrote at each token."""
    return carry(exact_cell(named), exact_trace(named, text))


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def shares(named: NetworkReference, text: str, output: int, position: int) -> Shares:
    """Return each token's share of an output's margin after one token."""
    return readout_shares(network(named), exact_trace(named, text), output, position)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def cut_short(named: NetworkReference, text: str, right: int | None, length: int) -> Truncation:
    """Return the gradient of the loss, whole and under truncated backpropagation."""
    aim, trace = loss_objective(named, text, right), exact_trace(named, text)
    return truncated(network(named), codes(named, text), trace, aim, length)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def clipped(
    named: NetworkReference, text: str, right: int | None, by: str, threshold: float
) -> Clipped:
    """Return the gradients of the loss before and after clipping by ``norm`` or by ``value``."""
    aim, trace = loss_objective(named, text, right), exact_trace(named, text)
    gradients = parameter_gradients(network(named), codes(named, text), trace, aim)
    return (by_norm if by == "norm" else by_value)(gradients, threshold)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def constructed_reach(
    radius: float, forget_bias: float, drive: float, steps: int, relu: bool = False
) -> dict[str, tuple[Reach, Spectrum]]:
    """Return how far gradients reach back in constructed cells, and their last step's spectrum."""
    cells = constructed(radius, forget_bias, drive, steps, relu=relu)
    measured = {}
    for name, (cell, inputs, tokens) in cells.items():
        trace = unroll(cell, inputs, tokens)
        measured[name] = reach(cell, trace), spectrum(step_jacobian(cell, trace, steps - 1))
    return measured
