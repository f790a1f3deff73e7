"""Time of a trace, beside PyTorch's own layers and other methods of recording the gates.

    python -m benchmarks.tracing

from the root of the repository. The peers need an environment of their own:

    python3.11 -m venv .venv-peers
    .venv-peers/bin/pip install -r benchmarks/requirements.txt
    .venv-peers/bin/python -m benchmarks.tracing

Without torchlens, the rest is measured and a message says what is missing. One thread, inference
mode, weights and inputs from a generator of seed 0. All contenders run once in each round, in
random order. Ratios are taken within each round, so that a busy machine slows both sides, and
their median over rounds is printed. The same run checks that results are equal. Prints figures
and never fails because of time.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from core.cells import CELLS, LSTMCell, RecurrentCell
from core.cells.torch_layers import torch_layer
from core.trace import Trace, unroll

try:
    import torchlens  # pyright: ignore[reportMissingImports]  (in an environment of its own)
except ImportError:
    torchlens = None

SIZES = {"S1": (20, 32, 32), "S2": (200, 64, 128), "S3": (2000, 64, 256)}  # tokens, input, hidden
MOST = {("lstm", "S2"): 2.0, ("lstm", "S3"): 1.5, ("gru", "S3"): 0.95, ("rnn", "S3"): 0.65}
"""Ratios that a trace must not exceed."""
ROUNDS, SLOW_ROUNDS, WARM_UP = 21, 5, 2

Contenders = Mapping[str, Callable[[], Any]]


def measure(contenders: Contenders, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return the seconds that each contender took in each round after the warm-up."""
    order, shuffle = list(contenders), random.Random(0).shuffle
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(WARM_UP + rounds):
        shuffle(order)
        for name in order:
            started = time.perf_counter()
            contenders[name]()
            times[name].append(time.perf_counter() - started)
    return {name: figures[WARM_UP:] for name, figures in times.items()}


def ratio(times: Mapping[str, list[float]], name: str, reference: str) -> float:
    """Return the median over rounds of the ratio within each round."""
    return statistics.median(a / b for a, b in zip(times[name], times[reference], strict=True))


def milliseconds(times: Mapping[str, list[float]], name: str) -> str:
    """Return a contender's median time as text."""
    return f"{1e3 * statistics.median(times[name]):9.2f} ms"


def new_cell_and_inputs(name: str, size: str) -> tuple[RecurrentCell, Tensor, list[str]]:
    """Return a cell with random weights, and inputs and tokens of a size in ``SIZES``."""
    length, input_size, hidden_size = SIZES[size]
    generator = torch.Generator().manual_seed(0)
    cell = CELLS[name](input_size, hidden_size, generator)
    inputs = torch.randn(length, input_size, generator=generator)
    return cell, inputs, [f"token {position}" for position in range(length)]


def against_layer(name: str, size: str) -> None:
    """Measure a trace beside the forward pass of PyTorch's layer, which returns only its states."""
    cell, inputs, tokens = new_cell_and_inputs(name, size)
    layer, batch = torch_layer(cell), inputs[None]
    with torch.inference_mode():
        times = measure(
            {"trace": lambda: unroll(cell, inputs, tokens), "layer": lambda: layer(batch)}
        )
        output, _ = layer(batch)
        difference = np.abs(unroll(cell, inputs, tokens)["hidden_state"] - output[0].numpy()).max()
    most = f"must be <= {MOST[name, size]:.2f}" if (name, size) in MOST else ""
    print(
        f"{size} {SIZES[size]!s:<16} trace {milliseconds(times, 'trace')}"
        f"   nn.{name.upper():<4} {milliseconds(times, 'layer')}"
        f"   ratio {ratio(times, 'trace', 'layer'):5.2f}  {most:<16}"
        f"   largest difference {difference:.1e}"
    )


class Unrolled(nn.Module):
    """``nn.LSTMCell`` in a loop over the tokens: the model for the hook on the cell."""

    def __init__(self, cell: LSTMCell) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(cell.input_size, cell.hidden_size)
        self.cell.load_state_dict(cell.state_dict())

    def forward(self, inputs: Tensor) -> Tensor:
        """Return the hidden states, ``(T, hidden_size)``."""
        h = c = inputs.new_zeros(1, self.cell.hidden_size)
        states = []
        for x in inputs:
            h, c = self.cell(x[None], (h, c))
            states.append(h)
        return torch.cat(states)


class Opened(nn.Module):
    """The same written out, with a module for each function, so that hooks can read the gates."""

    def __init__(self, cell: LSTMCell) -> None:
        super().__init__()
        size = cell.hidden_size
        self.from_x, self.from_h = nn.Linear(cell.input_size, 4 * size), nn.Linear(size, 4 * size)
        self.gates = nn.ModuleList([nn.Sigmoid(), nn.Sigmoid(), nn.Tanh(), nn.Sigmoid()])
        for side, kind in ((self.from_x, "ih"), (self.from_h, "hh")):
            side.weight, side.bias = getattr(cell, f"weight_{kind}"), getattr(cell, f"bias_{kind}")

    def forward(self, inputs: Tensor) -> Tensor:
        """Return the hidden states, ``(T, hidden_size)``."""
        h = c = inputs.new_zeros(1, self.from_h.in_features)
        states = []
        for x in inputs:
            blocks = (self.from_x(x[None]) + self.from_h(h)).chunk(4, -1)
            i, f, g, o = (gate(block) for gate, block in zip(self.gates, blocks, strict=True))
            c = f * c + i * g
            h = o * c.tanh()
            states.append(h)
        return torch.cat(states)


class Textbook(nn.Module):
    """The same as in textbooks, also with a module for each product: all that a trace records."""

    def __init__(self, cell: LSTMCell) -> None:
        super().__init__()
        self.from_x = self._products(cell.weight_ih, cell.bias_ih)
        self.from_h = self._products(cell.weight_hh, cell.bias_hh)
        self.gates = nn.ModuleList([nn.Sigmoid(), nn.Sigmoid(), nn.Tanh(), nn.Sigmoid()])

    def _products(self, weight: Tensor, bias: Tensor) -> nn.ModuleList:
        products = nn.ModuleList()
        for rows, biases in zip(weight.chunk(4), bias.chunk(4), strict=True):
            product = nn.Linear(rows.shape[1], rows.shape[0])
            product.load_state_dict({"weight": rows, "bias": biases})
            products.append(product)
        return products

    def forward(self, inputs: Tensor) -> Tensor:
        """Return the hidden states, ``(T, hidden_size)``."""
        h = c = inputs.new_zeros(1, len(self.from_h[0].bias))  # pyright: ignore
        states = []
        for x in inputs:
            modules = zip(self.from_x, self.from_h, self.gates, strict=True)
            i, f, g, o = (gate(w_x(x[None]) + w_h(h)) for w_x, w_h, gate in modules)
            c = f * c + i * g
            h = o * c.tanh()
            states.append(h)
        return torch.cat(states)


def by_hook_on_the_cell(model: Unrolled, inputs: Tensor) -> dict[str, Tensor]:
    """Record gates that a hook computes again, because ``nn.LSTMCell`` does not return them."""
    recorded: list[tuple[Tensor, ...]] = []

    def record(cell: nn.LSTMCell, arguments: tuple, output: tuple[Tensor, Tensor]) -> None:
        x, (h, _) = arguments
        from_x = linear(x, cell.weight_ih, cell.bias_ih)
        i, f, g, o = (from_x + linear(h, cell.weight_hh, cell.bias_hh)).chunk(4, -1)
        recorded.append((i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid(), output[1], output[0]))

    handle = model.cell.register_forward_hook(record)
    model(inputs)
    handle.remove()
    columns = [torch.cat(column) for column in zip(*recorded, strict=True)]
    names = (*LSTMCell.blocks, "cell_state", "hidden_state")
    return dict(zip(names, columns, strict=True))


def by_hooks(model: nn.Module, parts: Sequence[str], inputs: Tensor) -> dict[str, Tensor]:
    """Record the outputs of every module in these parts of a model."""
    recorded: dict[tuple[str, str], list[Tensor]] = {
        (part, name): [] for part in parts for name in LSTMCell.blocks
    }
    modules = [module for part in parts for module in model.get_submodule(part).children()]
    handles = [
        module.register_forward_hook(lambda _, __, output, rows=rows: rows.append(output))
        for module, rows in zip(modules, recorded.values(), strict=True)
    ]
    hidden = model(inputs)
    for handle in handles:
        handle.remove()
    whole = {key: torch.cat(rows) for key, rows in recorded.items()}
    return {name: whole["gates", name] for name in LSTMCell.blocks} | {"hidden_state": hidden}


def largest_difference(recorded: Mapping[str, Tensor], trace: Trace) -> float:
    """Return the largest difference of recorded quantities from the trace."""
    return max(float(np.abs(trace[name] - rows.numpy()).max()) for name, rows in recorded.items())


def against_hooks() -> None:
    """Measure a trace beside forward hooks that record the gates."""
    cell, inputs, tokens = new_cell_and_inputs("lstm", "S2")
    assert isinstance(cell, LSTMCell)
    unrolled, opened, textbook = Unrolled(cell), Opened(cell), Textbook(cell)
    everything = ("from_x", "from_h", "gates")
    methods: Contenders = {
        "hook on nn.LSTMCell": lambda: by_hook_on_the_cell(unrolled, inputs),
        "hooks on every gate": lambda: by_hooks(opened, ["gates"], inputs),
        "hooks on gates and products": lambda: by_hooks(textbook, everything, inputs),
    }
    with torch.inference_mode():
        times = measure({"trace": lambda: unroll(cell, inputs, tokens), **methods})
        trace = unroll(cell, inputs, tokens)
        recorded = {name: method() for name, method in methods.items()}
    for name in methods:
        report(times, name, 8, largest_difference(recorded[name], trace))


def against_torchlens() -> None:
    """Measure a trace beside torchlens, which records the result of every operation."""
    if torchlens is None:
        print("torchlens is not installed; the docstring of this file says how to measure it.")
        return
    trace_of: Callable[..., Any] = torchlens.trace
    cell, inputs, tokens = new_cell_and_inputs("lstm", "S2")
    assert isinstance(cell, LSTMCell)
    models = {"torchlens, nn.LSTMCell": Unrolled(cell), "torchlens, opened": Opened(cell)}
    methods = {name: lambda model=model: trace_of(model, inputs) for name, model in models.items()}
    with torch.no_grad():  # torchlens cannot record in inference mode
        times = measure({"trace": lambda: unroll(cell, inputs, tokens), **methods}, SLOW_ROUNDS)
        trace = unroll(cell, inputs, tokens)
        for name, method in methods.items():
            hidden = method()["output_1"].out
            report(times, name, 500, largest_difference({"hidden_state": hidden}, trace))


def report(times: Mapping[str, list[float]], name: str, least: int, difference: float) -> None:
    """Print a method's time as a multiple of a trace's."""
    print(
        f"{name:<28} {milliseconds(times, name)}   trace {milliseconds(times, 'trace')}"
        f"   ratio {ratio(times, name, 'trace'):8.1f}  must be >= {least:<4}"
        f"   largest difference {difference:.1e}"
    )


def main() -> None:
    """Measure and print everything."""
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, 1 thread, load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds\n")
    print("Every quantity of every step ÷ PyTorch's own layer, forward (tokens, input, hidden)")
    for name in ("lstm", "gru", "rnn"):
        for size in SIZES:
            against_layer(name, size)
    print("\nOther methods of recording the gates ÷ a trace, LSTM of S2")
    against_hooks()
    against_torchlens()


if __name__ == "__main__":
    main()
