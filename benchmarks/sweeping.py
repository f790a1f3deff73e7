"""Time to silence every unit of a network, all in one batch, beside doing it one by one.

    python -m benchmarks.sweeping

from the root of the repository. One thread, inference mode, the protocol of ``benchmarks.tracing``.
The first network has random weights of seed 0, as active as trained ones; the others are shipped.
One by one means a loop of ``what_if`` and, as in a notebook, a loop of ``nn.LSTMCell`` over units
and tokens that sets one number to 0. The same run compares the opinions of all of them after the
last token, for shipped networks only on the shorter text.

Then the cost of an edit: a trace in which one unit is held, beside the plain one. Prints figures
and never fails because of time.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import numpy as np
import torch
from torch import nn

from benchmarks import subject
from benchmarks.tracing import SLOW_ROUNDS, measure, milliseconds, new_cell_and_inputs, ratio
from core import load_network
from core.analysis.reading import read
from core.analysis.what_if import what_if
from core.analysis.what_if.ablation import silence_each
from core.edits import Hold
from core.network import Network
from core.trace import unroll

TEXT = "Now is the winter of our discontent made glorious summer by this sun of York; and all "
LENGTHS = (100, 256)
SHIPPED = [("shakespeare", "rnn"), ("shakespeare", "lstm"), ("shakespeare", "gru")]
LARGEST = ("shakespeare-equal", "rnn")
HOLD = [Hold("hidden_state", 0.0, unit=0)]


def text_of(length: int) -> str:
    """Return a text of ``length`` characters."""
    return (TEXT * (length // len(TEXT) + 1))[:length]


def one_by_one(network: Network, text: str) -> np.ndarray:
    """Return the opinions after the last token with each unit silenced, one at a time."""
    units = range(network.card.hidden_size)
    reading = read(network, text)
    each = (what_if(network, reading, [Hold("hidden_state", 0.0, unit)]) for unit in units)
    return np.array([result.opinions_after[-1] for result in each])


@torch.inference_mode()
def in_a_notebook(network: Network, text: str) -> np.ndarray:
    """Return the same from ``nn.LSTMCell``, one step at a time."""
    size = network.card.hidden_size
    cell = nn.LSTMCell(network.card.input_size, size)
    cell.load_state_dict(network.cell.state_dict())
    last = torch.zeros(size, size)
    for unit in range(size):
        h = c = torch.zeros(1, size)
        for x in network.vectors(network.encode(text).codes):
            h, c = cell(x[None], (h, c))
            h[0, unit] = 0
        last[unit] = h[0]
    return network.opinions_of(last.numpy())


def difference(network: Network, text: str, opinions: np.ndarray) -> float:
    """Return the largest difference of opinions from those of the sweep."""
    reading = read(network, text)
    sweep, last = silence_each(network, reading), reading.opinions[-1]
    changes = opinions[:, sweep.output] - last[sweep.output]
    return float(np.abs(changes - sweep.signed[:, -1]).max())


def against_loops() -> None:
    """Measure the sweep of an LSTM beside both loops."""
    network, text = subject.network(), text_of(LENGTHS[0])
    loops = {"one by one": one_by_one, "nn.LSTMCell in loops": in_a_notebook}
    methods = {name: lambda loop=loop: loop(network, text) for name, loop in loops.items()}
    reading = read(network, text)
    times = measure({"sweep": lambda: silence_each(network, reading), **methods}, SLOW_ROUNDS)
    size = f"{network.card.hidden_size} units, {len(text)} tokens"
    print(f"LSTM, {size}: sweep {milliseconds(times, 'sweep')}   must be < 1000 ms")
    for name, method in methods.items():
        print(
            f"    {name:<22} {milliseconds(times, name)}   ratio {ratio(times, name, 'sweep'):6.1f}"
            f"   largest difference {difference(network, text, method()):.1e}"
        )


def of_shipped() -> None:
    """Measure the sweeps of shipped networks, on texts of the lengths that a screen accepts."""
    for task, cell in [*SHIPPED, LARGEST]:
        network, short = load_network(task, cell), text_of(LENGTHS[0])
        largest = difference(network, short, one_by_one(network, short))
        for length in LENGTHS:
            reading = read(network, text_of(length))
            times = measure({"sweep": lambda n=network, r=reading: silence_each(n, r)}, SLOW_ROUNDS)
            print(
                f"{task} {cell}, {network.card.hidden_size} units, {length} tokens: "
                f"{milliseconds(times, 'sweep')}   largest difference {largest:.1e}"
            )


def cost_of_an_edit() -> None:
    """Measure a trace in which one unit is silenced beside the plain trace."""
    for name in ("lstm", "gru", "rnn", "paper-gru"):
        cell, inputs, tokens = new_cell_and_inputs(name, "S2")
        times = measure(
            {
                "plain": lambda c=cell, x=inputs, t=tokens: unroll(c, x, t),
                "held": lambda c=cell, x=inputs, t=tokens: unroll(c, x, t, edits=HOLD),
            }
        )
        print(
            f"{name:<10} plain {milliseconds(times, 'plain')}   held {milliseconds(times, 'held')}"
            f"   ratio {ratio(times, 'held', 'plain'):5.2f}"
        )


def main() -> None:
    """Measure and print everything."""
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, 1 thread, load {os.getloadavg()[0]:.1f}\n")
    against_loops()
    print(f"\nShipped networks, compared with one by one after {LENGTHS[0]} tokens")
    of_shipped()
    print("\nOne unit held, 200 tokens, 128 units")
    cost_of_an_edit()


if __name__ == "__main__":
    main()
