"""What is computed of memory and gradients, once for all sessions: in float64, norms as log2."""

import numpy as np
import streamlit as st

from core.analysis.gradients.clipping import Clipped, by_norm, by_value
from core.analysis.gradients.connectivity import Connectivity, connectivity
from core.analysis.gradients.constructed_cells import constructed
from core.analysis.gradients.objectives import Objective, loss, margin_at
from core.analysis.gradients.parameter_gradients import parameter_gradients
from core.analysis.gradients.reach import Reach, reach, seed_reach
from core.analysis.gradients.spectrum import Spectrum, spectrum, step_jacobian
from core.analysis.gradients.truncation import Truncation, truncated
from core.analysis.memory.ledger import Carry, carry
from core.analysis.memory.output_shares import Shares, readout_shares
from core.analysis.readout import margin
from core.cells import RecurrentCell
from core.network.network import exact_cell as copy_exactly
from core.trace import Trace, unroll
from pages.shared.cached.networks import network, reading

MAX_KEPT = 64
MAX_LARGE = 12
"""Traces of the largest networks take megabytes, and so do tables of all tokens by all tokens."""


@st.cache_resource(show_spinner=False, max_entries=MAX_LARGE)
def exact_cell(model: str, name: str) -> RecurrentCell:
    """Return a copy of a shipped network's cell in float64, never changed."""
    return copy_exactly(network(model, name))


def codes(model: str, name: str, text: str) -> tuple[float, ...]:
    """Return what a network takes in for each token of the text as its reading shows it."""
    return network(model, name).encode(reading(model, name, text).text).codes


@st.cache_data(show_spinner=False, max_entries=MAX_LARGE)
def exact_trace(model: str, name: str, text: str) -> Trace:
    """Return what a network computes of a text in float64."""
    inputs = network(model, name).vectors(codes(model, name, text)).double()
    return unroll(exact_cell(model, name), inputs, reading(model, name, text).trace.tokens)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def state_reach(model: str, name: str, text: str, position: int) -> Reach:
    """Return how far the gradient of the hidden state after a token reaches back."""
    return reach(exact_cell(model, name), exact_trace(model, name, text), position)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def output_reach(model: str, name: str, text: str, position: int, output: int) -> Reach:
    """Return how far the gradient of an output's margin after a token reaches back."""
    trace = exact_trace(model, name, text)
    aim = margin_at(network(model, name), trace, output, position)
    return seed_reach(exact_cell(model, name), trace, aim.seeds)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def loss_reach(model: str, name: str, text: str, right: int | None) -> Reach:
    """Return how far the gradient of the loss reaches back."""
    seeds = judged(model, name, text, right).seeds
    return seed_reach(exact_cell(model, name), exact_trace(model, name, text), seeds)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def judged(model: str, name: str, text: str, right: int | None) -> Objective:
    """Return how wrong a network is on a text, and where backpropagation starts.

    Args:
        model: the task.
        name: the network.
        text: the text.
        right: the right class, for a network that tells classes apart.
    """
    trace = exact_trace(model, name, text)
    return loss(network(model, name), codes(model, name, text), trace, right)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def step_spectrum(model: str, name: str, text: str, position: int) -> Spectrum:
    """Return the eigenvalues and singular values of one step's Jacobian."""
    trace = exact_trace(model, name, text)
    return spectrum(step_jacobian(exact_cell(model, name), trace, position))


@st.cache_data(show_spinner=False, max_entries=MAX_LARGE)
def connected(model: str, name: str, text: str, outputs: tuple[int, ...]) -> Connectivity:
    """Return how each token's vector moves an output's margin after each token.

    Args:
        model: the task.
        name: the network.
        text: the text, of T tokens.
        outputs: which output is asked after each of them, from 0.
    """
    asked = network(model, name)
    rows = {output: margin(asked, output).direction for output in set(outputs)}
    direction = np.stack([rows[output] for output in outputs])  # (T, hidden_size)
    inputs = asked.vectors(codes(model, name, text)).double().numpy()
    trace = exact_trace(model, name, text)
    return connectivity(exact_cell(model, name), trace, inputs, direction)


@st.cache_data(show_spinner=False, max_entries=MAX_LARGE)
def carried(model: str, name: str, text: str) -> Carry:
    """Return what a network kept and wrote at each token."""
    return carry(exact_cell(model, name), exact_trace(model, name, text))


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def shares(model: str, name: str, text: str, output: int, position: int) -> Shares:
    """Return each token's share of an output's margin after one token."""
    return readout_shares(network(model, name), exact_trace(model, name, text), output, position)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def cut_short(model: str, name: str, text: str, right: int | None, length: int) -> Truncation:
    """Return which gradient of the loss truncated backpropagation loses."""
    aim, trace = judged(model, name, text, right), exact_trace(model, name, text)
    return truncated(network(model, name), codes(model, name, text), trace, aim, length)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def clipped(
    model: str, name: str, text: str, right: int | None, by: str, threshold: float
) -> Clipped:
    """Return the gradients of the loss before and after clipping by ``norm`` or by ``value``."""
    aim, trace = judged(model, name, text, right), exact_trace(model, name, text)
    gradients = parameter_gradients(network(model, name), codes(model, name, text), trace, aim)
    return (by_norm if by == "norm" else by_value)(gradients, threshold)


@st.cache_data(show_spinner=False, max_entries=MAX_KEPT)
def built_reach(
    radius: float, forget_bias: float, drive: float, steps: int
) -> dict[str, tuple[Reach, Spectrum]]:
    """Return how far gradients reach back in constructed cells, and their last step's spectrum."""
    made = constructed(radius, forget_bias, drive, steps)
    found = {}
    for name, (cell, inputs, tokens) in made.items():
        trace = unroll(cell, inputs, tokens)
        found[name] = reach(cell, trace), spectrum(step_jacobian(cell, trace, steps - 1))
    return found
