"""Time of a live training, beside a bare PyTorch loop that learns the same.

    python -m benchmarks.training

from the root of the repository. One thread, everything from seed 0. Both sides make the same texts,
read them with ``torch.nn``, clip by the norm and update by Adam; ours also keeps its film, its
losses and the states to fork from, and looks in every step whether its numbers are finite. Both
take 150 steps in each round, in random order, from the beginning. Ratios are taken within each
round, so that a busy machine slows both sides, and their median over rounds is printed. The same
run checks that both learn: it prints the losses of their last step. Prints figures and never fails
because of time.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import time
from collections.abc import Callable

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from benchmarks.tracing import SLOW_ROUNDS, measure, milliseconds, ratio
from core.sequence_tasks import TASKS
from core.training.live import LiveTraining, Settings
from core.training.live.subject import TEXTS, generator_of

TASK = TASKS["brackets"]
STEPS = 150
MOST_RATIO = 1.25
"""Bare loops that a live training may take."""
GOAL, MOST_SECONDS = 0.985, 3.0
"""Nats on held-out texts, and the processor time until a training without a pace is below them."""

LAYERS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


def ours(settings: Settings) -> float:
    """Train live from the beginning; return the loss of the last step."""
    training = LiveTraining(TASK, settings)
    for _ in range(STEPS):
        training.step()
    return training.loss


def bare(settings: Settings) -> float:
    """Train as a tutorial would, on the same texts; return the loss of the last step."""
    size = len(TASK.symbols)
    layer = LAYERS[settings.cell](size, settings.hidden_size, batch_first=True)
    readout, vectors = nn.Linear(settings.hidden_size, size), torch.eye(size)
    parameters = [*layer.parameters(), *readout.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=settings.learning_rate)
    generator = generator_of(settings.seed, TEXTS)
    lost = []
    for _ in range(STEPS):
        texts = TASK.examples(settings.batch_size, TASK.length, generator)
        hidden, _state = layer(vectors[texts.inputs])
        loss = cross_entropy(readout(hidden).flatten(0, 1), texts.targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, settings.clipping.limit)
        optimizer.step()
        lost.append(loss.item())
    return lost[-1]


def against_bare_loop(settings: Settings) -> None:
    """Measure a live training beside the bare loop."""
    last: dict[str, float] = {}

    def noting(name: str, train: Callable[[Settings], float]) -> Callable[[], None]:
        return lambda: last.update({name: train(settings)})

    contenders = {"live": noting("live", ours), "bare": noting("bare", bare)}
    times = measure(contenders, SLOW_ROUNDS)
    print(
        f"{settings.cell:<5} {settings.hidden_size:>3} units, {settings.batch_size} texts"
        f"   live {milliseconds(times, 'live')}   bare {milliseconds(times, 'bare')}"
        f"   ratio {ratio(times, 'live', 'bare'):5.2f}   must be <= {MOST_RATIO}"
        f"   last losses {last['live']:.3f}, {last['bare']:.3f}"
    )


def until_the_goal() -> None:
    """Measure how soon an LSTM of 10 units has learned brackets."""
    training, work = LiveTraining(TASK, Settings(learning_rate=0.03)), 0.0
    while training.held_out_loss() >= GOAL:
        started = time.thread_time()
        training.step()
        work += time.thread_time() - started
    print(
        f"below {GOAL} nats after {training.steps} steps, {work:.2f} s of processor"
        f"   must be <= {MOST_SECONDS} s"
    )


def main() -> None:
    """Measure and print everything."""
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, 1 thread, load {os.getloadavg()[0]:.1f}, {STEPS} steps\n")
    until_the_goal()
    for cell in LAYERS:
        against_bare_loop(Settings(cell=cell, learning_rate=0.03))
    for size in (32, 128):
        against_bare_loop(Settings(hidden_size=size, learning_rate=0.003))


if __name__ == "__main__":
    main()
