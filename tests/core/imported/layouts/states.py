"""Random weights, and the states of networks opened with them, to compare with equations."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st
from safetensors.numpy import save

from core.imported import FoundNetwork, find_networks, open_network
from core.network import Network

Weights = Mapping[str, np.ndarray]
SIZES = st.integers(1, 5)
SEEDS = st.integers(0, 2**32 - 1)
CASES = {"inputs": SIZES, "units": SIZES, "seed": SEEDS}
EXAMPLES = 12


class Numbers:
    """Random numbers of one seed; float32, so that a file has the very ones that equations get."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)

    def __call__(self, *shape: int) -> np.ndarray:
        return self._generator.uniform(-1.2, 1.2, shape).astype(np.float32)

    def series(self, steps: int, inputs: int) -> np.ndarray:
        return np.round(self._generator.uniform(-2, 2, (steps, inputs)), 3)


def found_in(
    weights: Weights, notes: Mapping[str, str] | None = None
) -> tuple[bytes, FoundNetwork]:
    content = save(
        {key: np.ascontiguousarray(each) for key, each in weights.items()}, dict(notes or {})
    )
    return content, find_networks(content)[0]


def opened(weights: Weights, notes: Mapping[str, str] | None = None, **answers: Any) -> Network:
    content, found = found_in(weights, notes)
    return open_network(content, found, readout="none", **answers)


def states(network: Network, series: np.ndarray, **place: Any) -> np.ndarray:
    text = " ".join("|".join(f"{number:.3f}" for number in step) for step in series)
    return network.trace(text, **place)["hidden_state"]


def check(
    weights: Weights,
    step: Callable[[Mapping[str, np.ndarray], np.ndarray, Any], tuple[np.ndarray, Any]],
    series: np.ndarray,
    notes: Mapping[str, str] | None = None,
    **answers: Any,
) -> Network:
    """Compare an opened network's states with a layout's own equations.

    Args:
        weights: of the file.
        step: the equations: h_t and the state, given the weights in float64, x_t and the state,
            which is ``None`` at first.
        series: what is read, ``(T, inputs)``.
        notes: the file's.
        **answers: to questions.
    """
    network = opened(weights, notes, **answers)
    exact = {key: each.astype(np.float64) for key, each in weights.items()}
    expected, state = [], None
    for x in series:
        hidden, state = step(exact, x, state)
        expected.append(hidden)
    np.testing.assert_allclose(states(network, series), expected, atol=1e-6)
    return network


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
