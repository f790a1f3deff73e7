"""How long gradients through time take, beside the forward pass and beside PyTorch's autograd.

    python -m benchmarks.gradients

from the root of the repository. One thread, weights and inputs from a generator of seed 0. All
contenders run once in each round, in a new order each time; what is printed is the median over
rounds of the ratio taken inside each round, so that a busy machine slows both sides of it. What is
compared is checked for equality in the same run: the largest relative difference of two norms, of
those that the rival's own floats can hold. Prints figures and never fails by time.
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
"""Times a forward pass that the norms of all steps may take; 7 is aimed at."""
MOST_MILLISECONDS = 300.0
"""That all pairs of 100 outputs and tokens may take."""
HELD = {torch.float32: -100.0, torch.float64: -900.0}
"""log2 of the smallest norms that a rival is compared in: below, its own numbers are too small."""


class Subject(NamedTuple):
    """A cell, what it read, the trace of that, and the direction of the hidden state asked for."""

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


def made(name: str, sizes: Sizes, dtype: torch.dtype = torch.float32) -> Subject:
    """Return what is measured."""
    length, input_size, hidden_size = sizes
    generator = torch.Generator().manual_seed(0)
    cell = CELLS[name](input_size, hidden_size, generator).to(dtype)
    inputs = torch.randn(length, input_size, generator=generator).to(dtype)
    direction = torch.randn(hidden_size, generator=generator).to(dtype).numpy()
    return Subject(cell, inputs, unroll(cell, inputs, [""] * length), direction)


def hidden_states(cell: RecurrentCell, inputs: Tensor) -> list[Tensor]:
    """Take one step after the other with autograd watching: a hidden state for each token."""
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
    """Return log2 of what ``reach`` measures, from one batch of backward passes."""
    hidden = hidden_states(subject.cell, subject.inputs)
    size = subject.cell.hidden_size
    eye = torch.eye(size, dtype=subject.inputs.dtype)[:, None]
    grads = torch.autograd.grad(hidden[-1], hidden, eye, is_grads_batched=True)
    return np.array([float((grad.double().norm() / size**0.5).log2()) for grad in grads])


def pairs_at_once(subject: Subject) -> np.ndarray:
    """Return log2 ‖∂y_s/∂x_t‖ as this package finds it."""
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
    """Return the largest relative difference of norms that are given as logarithms."""
    held = theirs > HELD[dtype]
    return float(np.abs(np.expm1((ours[held] - theirs[held]) * np.log(2))).max())


def against_forward(name: str) -> None:
    """Measure the norms of all steps beside the forward pass of PyTorch's layer."""
    subject = made(name, NORMS)
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
    found = seed_reach(subject.cell, subject.trace, seeds).hidden
    print(f"{name:<5} nn.{name.upper():<4} forward {milliseconds(times, 'forward')}")
    for way in ("norms", "backward", "autograd"):
        most = f"must be <= {MOST_RATIO:.0f}" if way == "norms" else ""
        shown = f"{milliseconds(times, way)}   ÷ forward {ratio(times, way, 'forward'):6.2f}"
        print(f"      {way:<17} {shown}  {most}")
    print(f"      largest difference {difference(found, norms_by_autograd(subject)):.1e}")


def against_rivals(name: str) -> None:
    """Measure Jacobians and all pairs beside what autograd offers for them."""
    steps, pairs = made(name, NORMS), made(name, PAIRS)
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
    for ways, sizes in ((jacobians, NORMS), (maps, PAIRS)):
        ours, times = next(iter(ways)), measure(ways, SLOW_ROUNDS)
        found = ways[ours]()
        most = f"must be < {MOST_MILLISECONDS:.0f} ms" if ours == "connectivity" else ""
        print(f"{name:<5} {ours:<17} {milliseconds(times, ours)}   {sizes}  {most}")
        for way in list(ways)[1:]:
            unlike, share = difference(found, ways[way]()), ratio(times, way, ours)
            shown = f"{way:<17} {milliseconds(times, way)}   ÷ ours {share:6.1f}"
            print(f"      {shown}   largest difference {unlike:.1e}")


def large(name: str) -> None:
    """Measure the longest text in float64, and check it against a loop where PyTorch has one."""
    subject = made(name, LARGE, torch.float64)
    times: Mapping[str, list[float]] = measure(
        {
            "connectivity": lambda: pairs_at_once(subject),
            "reach": lambda: reach(subject.cell, subject.trace),
        },
        SLOW_ROUNDS,
    )
    seconds = {way: f"{statistics.median(each):5.2f} s" for way, each in times.items()}
    unlike = difference(pairs_at_once(subject), pairs_in_a_loop(subject), torch.float64)
    print(
        f"{name:<5} connectivity {seconds['connectivity']}   reach {seconds['reach']}"
        f"   largest difference {unlike:.1e}"
    )


def main() -> None:
    """Measure and print."""
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
