"""What LSTMs with a fixed part learn: trained beforehand on two tasks, with three seeds each.

python -m core.training.live.gate_designs
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import product
from typing import Any

from tqdm import tqdm

from ...checkpoints import CheckpointError, read_checked, write_checked
from .designs import DESIGNS, FULL
from .held_out import HeldOut
from .plan import Plan
from .settings import Settings
from .shipped import FOLDER
from .training import LiveTraining

FILE = FOLDER / "gate-designs.json"
TASKS = ("brackets", "embedded-reber")
SEEDS = (0, 1, 2)
MEASURED = (16, 250, 500, 1_000, 2_000)
"""Steps after which the held-out loss is measured; each training ends with the last of them."""
SETTINGS = Settings()
"""The dials of all of them, but for gates and seed: those that the screen opens on."""


@dataclass(frozen=True)
class DesignRun:
    """One training, and how well its network did.

    Attributes:
        task: key of what was learned.
        gates: a key of ``DESIGNS``.
        seed: of the first weights and of the texts.
        held_out: the loss after each of ``MEASURED``.
    """

    task: str
    gates: str
    seed: int
    held_out: tuple[HeldOut, ...]


def plan_of(task: str, gates: str, seed: int) -> Plan:
    """Return what is trained for one of the results."""
    return Plan(task, replace(SETTINGS, gates=gates, seed=seed))


def trained(plan: Plan, steps: Sequence[int] = MEASURED) -> Iterator[HeldOut]:
    """Train, and yield the loss on held-out texts after each of some steps, which ascend."""
    training = LiveTraining(plan.source, plan.settings)
    for step in steps:
        while training.steps < step:
            training.step()
        yield training.held_out()


def about() -> dict[str, Any]:
    """Return what all results have in common, for JSON, with a fingerprint of what makes them."""
    digests = "".join(plan_of(*each).digest for each in product(TASKS, DESIGNS, SEEDS))
    return {
        "fingerprint": sha256(digests.encode()).hexdigest(),
        "measured": [*MEASURED],
        "seeds": [*SEEDS],
        "settings": SETTINGS.as_dict(),
    }


def results() -> tuple[DesignRun, ...]:
    """Return the results that ship: of each task, each design in their order with each seed.

    Raises:
        CheckpointError: if the file is missing or damaged.
    """
    try:
        runs = json.loads(read_checked(FILE))["runs"]
        return tuple(
            DesignRun(**{**run, "held_out": tuple(HeldOut(*each) for each in run["held_out"])})
            for run in runs
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointError(f"{FILE.name} has no results. Train them again.") from error


def losses(runs: Sequence[DesignRun], task: str, step: int) -> dict[str, tuple[float, ...]]:
    """Return design -> the held-out losses of its seeds on a task after one of ``MEASURED``."""
    place = MEASURED.index(step)
    return {
        gates: tuple(
            run.held_out[place].loss for run in runs if (run.task, run.gates) == (task, gates)
        )
        for gates in DESIGNS
    }


def compared(found: dict[str, tuple[float, ...]]) -> dict[str, int]:
    """Return design -> 1 if all its losses are above all of the full LSTM's, -1 if below, else 0.

    Args:
        found: what ``losses`` returned.

    >>> compared({"full": (0.4, 0.6), "coupled": (0.7, 0.61), "output-gate-1": (0.1, 0.5)})
    {'coupled': 1, 'output-gate-1': 0}
    """
    low, high = min(found[FULL]), max(found[FULL])
    return {
        gates: int(min(each) > high) - int(max(each) < low)
        for gates, each in found.items()
        if gates != FULL
    }


def main() -> None:
    """Train them all, and write what came out."""
    runs = [
        asdict(DesignRun(*each, tuple(trained(plan_of(*each)))))
        for each in tqdm([*product(TASKS, DESIGNS, SEEDS)], disable=None)
    ]
    write_checked(FILE, f"{json.dumps({**about(), 'runs': runs}, indent=1)}\n".encode())


if __name__ == "__main__":
    main()
