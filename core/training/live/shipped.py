"""Trainings that were done beforehand and ship with the program, film included.

python -m core.training.live.shipped
"""

from pathlib import Path

from tqdm import trange

from ...checkpoints import CHECKPOINTS, read_checked, write_checked
from .plan import Plan
from .settings import Settings
from .snapshot import SnapshotError
from .training import LiveTraining

FOLDER = CHECKPOINTS / "trainings"
STEPS = 2_000
PLANS = (Plan("brackets", Settings()),)
"""What is trained beforehand: what the screen opens on."""


def find(plan: Plan) -> LiveTraining | None:
    """Return the training of a plan that ships; ``None`` if there is none of this PyTorch.

    Raises:
        CheckpointError: if its file is damaged.
    """
    path = path_of(plan)
    if not path.exists():
        return None
    try:
        return LiveTraining.resume(read_checked(path))
    except SnapshotError:  # of another version: it can be trained again
        return None


def path_of(plan: Plan) -> Path:
    """Return where the training of a plan would be."""
    return FOLDER / f"{plan.digest[:16]}.safetensors"


def main() -> None:
    """Train what ships, and write it."""
    for plan in PLANS:
        training = LiveTraining(plan.source, plan.settings)
        for _step in trange(STEPS, disable=None, desc=training.task.key):
            training.step()
        write_checked(path_of(plan), training.snapshot())
        print(path_of(plan), f"{training.held_out_loss():.4f}")


if __name__ == "__main__":
    main()
