"""Time of gradients through time, beside the forward pass and PyTorch's autograd.

    python -m benchmarks.gradients

from the root of the repository. One thread, weights and inputs from a generator of seed 0. All
contenders run once in each round, in random order. Ratios are taken within each round, so that a
busy machine slows both sides, and their median over rounds is printed. The same run checks that
results are equal: it prints the largest relative difference of norms, among those that the rival's
floats can represent. Prints figures and never fails because of time.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import statistics
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from benchmarks.tracing import ROUNDS, SLOW_ROUNDS, measure, milliseconds, ratio
from core.analysis.gradients.backward import backward
from core.analysis.gradients.connectivity import connectivity
from core.analysis.gradients.reach import reach, seed_reach
from core.cells import CELLS, RecurrentCell
from core.cells.torch_layers import torch_layer
from core.trace import Trace, unroll

Sizes = tuple[int, int, int]  # tokens, input, hidden

NORMS: Sizes = (200, 64, 128)
PAIRS: Sizes = (100, 64, 128)
LARGE: Sizes = (256, 64, 256)
MOST_RATIO = 10.0
"""Forward passes that the norms of all steps may take; the aim is 7."""
MOST_MILLISECONDS = 300.0
"""Time that all pairs of 100 outputs and tokens may take."""
SMALLEST_LOG2 = {torch.float32: -100.0, torch.float64: -900.0}
"""log2 of the smallest norms that are compared: below, the rival's floats lose precision."""


class Subject(NamedTuple):
    """A cell, its inputs, their trace, and the direction in the hidden state to differentiate."""

    cell: RecurrentCell
    inputs: Tensor
    trace: Trace
    direction: np.ndarray

    @property
    def seeds(self) -> np.ndarray:
        """The direction at the last position."""
        seeds = np.zeros_like(self.trace["hidden_state"])
        seeds[-1] = self.direction
        return seeds


def new_subject(name: str, sizes: Sizes, dtype: torch.dtype = torch.float32) -> Subject:
    """Return a cell with random weights and inputs of these sizes, to be measured."""
    length, input_size, hidden_size = sizes
    generator = torch.Generator().manual_seed(0)
    cell = CELLS[name](input_size, hidden_size, generator).to(dtype)
    inputs = torch.randn(length, input_size, generator=generator).to(dtype)
    direction = torch.randn(hidden_size, generator=generator).to(dtype).numpy()
    return Subject(cell, inputs, unroll(cell, inputs, [""] * length), direction)


def hidden_states(cell: RecurrentCell, inputs: Tensor) -> list[Tensor]:
    """Return the hidden state after each token, from single steps recorded by autograd."""
    state, hidden = cell.initial_state(1), []
    for x in inputs:
        state = cell(x[None], state).state
        hidden.append(state.hidden_state)
    return hidden


def norms_by_autograd(subject: Subject) -> np.ndarray:
    """Return log2 ‖∂L/∂h_t‖ from one backward pass that keeps the gradient of each h."""
    hidden = hidden_states(subject.cell, subject.inputs)
    score = (hidden[-1] * torch.tensor(subject.direction)).sum()
    grads = torch.autograd.grad(score, hidden)
    return torch.cat(grads).double().norm(dim=1).log2().numpy()


def jacobians_by_autograd(subject: Subject) -> np.ndarray:
    """Return log2 of the norms that ``reach`` measures, from one batch of backward passes."""
    hidden = hidden_states(subject.cell, subject.inputs)
    size = subject.cell.hidden_size
    eye = torch.eye(size, dtype=subject.inputs.dtype)[:, None]
    grads = torch.autograd.grad(hidden[-1], hidden, eye, is_grads_batched=True)
    return np.array([float((grad.double().norm() / size**0.5).log2()) for grad in grads])


def pairs_at_once(subject: Subject) -> np.ndarray:
    """Return log2 ‖∂y_s/∂x_t‖ as this package computes it."""
    cell, inputs, trace, direction = subject
    return connectivity(cell, trace, inputs, direction).strength


def pairs_in_a_loop(subject: Subject) -> np.ndarray:
    """Return the same from one backward pass of PyTorch's own layer for each output."""
    inputs = subject.inputs.clone().requires_grad_()
    hidden, _ = torch_layer(subject.cell)(inputs[None])
    outputs = hidden[0] @ torch.tensor(subject.direction)
    rows = [torch.autograd.grad(each, inputs, retain_graph=True)[0] for each in outputs]
    return torch.stack(rows).double().norm(dim=2).log2().numpy()


def pairs_by_batched_grad(subject: Subject) -> np.ndarray:
    """Return the same from one batched backward pass through the cell's steps."""
    inputs = subject.inputs.clone().requires_grad_()
    outputs = torch.cat(hidden_states(subject.cell, inputs)) @ torch.tensor(subject.direction)
    eye = torch.eye(len(inputs), dtype=inputs.dtype)
    (rows,) = torch.autograd.grad(outputs, inputs, eye, is_grads_batched=True)
    return rows.double().norm(dim=2).log2().numpy()


def pairs_by_jacrev(subject: Subject) -> np.ndarray:
    """Return the same from ``torch.func.jacrev``."""
    direction = torch.tensor(subject.direction)

    def outputs(inputs: Tensor) -> Tensor:
        return torch.cat(hidden_states(subject.cell, inputs)) @ direction

    rows = torch.func.jacrev(outputs)(subject.inputs)
    assert isinstance(rows, Tensor)
    return rows.detach().double().norm(dim=2).log2().numpy()


def difference(ours: np.ndarray, theirs: np.ndarray, dtype: torch.dtype = torch.float32) -> float:
    """Return the largest relative difference of norms, which are given as base-2 logarithms."""
    precise = theirs > SMALLEST_LOG2[dtype]
    return float(np.abs(np.expm1((ours[precise] - theirs[precise]) * np.log(2))).max())


def against_forward(name: str) -> None:
    """Measure the norms of all steps beside the forward pass of PyTorch's layer."""
    subject = new_subject(name, NORMS)
    layer, batch, seeds = torch_layer(subject.cell), subject.inputs[None], subject.seeds

    def forward() -> None:
        with torch.inference_mode():
            layer(batch)

    times = measure(
        {
            "forward": forward,
            "norms": lambda: seed_reach(subject.cell, subject.trace, seeds),
            "backward": lambda: backward(subject.cell, subject.trace, seeds),
            "autograd": lambda: norms_by_autograd(subject),
        }
    )
    norms = seed_reach(subject.cell, subject.trace, seeds).hidden
    print(f"{name:<5} nn.{name.upper():<4} forward {milliseconds(times, 'forward')}")
    for method in ("norms", "backward", "autograd"):
        limit = f"must be <= {MOST_RATIO:.0f}" if method == "norms" else ""
        text = f"{milliseconds(times, method)}   ÷ forward {ratio(times, method, 'forward'):6.2f}"
        print(f"      {method:<17} {text}  {limit}")
    print(f"      largest difference {difference(norms, norms_by_autograd(subject)):.1e}")


def against_rivals(name: str) -> None:
    """Measure Jacobians and all pairs beside autograd's ways to compute them."""
    steps, pairs = new_subject(name, NORMS), new_subject(name, PAIRS)
    jacobians = {
        "reach": lambda: reach(steps.cell, steps.trace).hidden,
        "batched gradients": lambda: jacobians_by_autograd(steps),
    }
    maps = {
        "connectivity": lambda: pairs_at_once(pairs),
        "loop over outputs": lambda: pairs_in_a_loop(pairs),
        "batched gradients": lambda: pairs_by_batched_grad(pairs),
        "jacrev": lambda: pairs_by_jacrev(pairs),
    }
    for methods, sizes in ((jacobians, NORMS), (maps, PAIRS)):
        ours, times = next(iter(methods)), measure(methods, SLOW_ROUNDS)
        norms = methods[ours]()
        limit = f"must be < {MOST_MILLISECONDS:.0f} ms" if ours == "connectivity" else ""
        print(f"{name:<5} {ours:<17} {milliseconds(times, ours)}   {sizes}  {limit}")
        for rival in list(methods)[1:]:
            largest, factor = difference(norms, methods[rival]()), ratio(times, rival, ours)
            text = f"{rival:<17} {milliseconds(times, rival)}   ÷ ours {factor:6.1f}"
            print(f"      {text}   largest difference {largest:.1e}")


def large(name: str) -> None:
    """Measure the longest text in float64, and check its pairs against PyTorch in a loop."""
    subject = new_subject(name, LARGE, torch.float64)
    times: Mapping[str, list[float]] = measure(
        {
            "connectivity": lambda: pairs_at_once(subject),
            "reach": lambda: reach(subject.cell, subject.trace),
        },
        SLOW_ROUNDS,
    )
    seconds = {name: f"{statistics.median(each):5.2f} s" for name, each in times.items()}
    largest = difference(pairs_at_once(subject), pairs_in_a_loop(subject), torch.float64)
    print(
        f"{name:<5} connectivity {seconds['connectivity']}   reach {seconds['reach']}"
        f"   largest difference {largest:.1e}"
    )


def main() -> None:
    """Measure and print everything."""
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, 1 thread, load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds\n")
    print(f"Norms of ∂L/∂h_t for all t, split by path, float32 {NORMS} (tokens, input, hidden)")
    for name in ("lstm", "gru", "rnn"):
        against_forward(name)
    print(f"\nJacobians ∂h_T/∂h_t and all pairs of output and token, float32, {SLOW_ROUNDS} rounds")
    for name in ("lstm", "gru", "rnn"):
        against_rivals(name)
    print(f"\nThe longest text, float64 {LARGE}, {SLOW_ROUNDS} rounds")
    for name in ("lstm", "gru", "rnn"):
        large(name)


if __name__ == "__main__":
    main()
