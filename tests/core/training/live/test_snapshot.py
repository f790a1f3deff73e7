"""Snapshots come from anywhere: what is none is refused in one sentence."""

import json
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load, save

from core.sequence_tasks import TASKS
from core.sequence_tasks.automaton_task import AutomatonTask
from core.training.live import LiveTraining, Settings, SnapshotError
from core.training.live.snapshot import ENTRY


def snapshot() -> bytes:
    training = LiveTraining("brackets", Settings(hidden_size=2, batch_size=2))
    for _ in range(3):
        training.step()
    return training.snapshot()


CONTENT = snapshot()


def header() -> dict:
    size = int.from_bytes(CONTENT[:8], "little")
    return json.loads(json.loads(CONTENT[8 : 8 + size])["__metadata__"][ENTRY])


def resume(tensors: dict, fields: dict) -> LiveTraining:
    return LiveTraining.resume(save(tensors, {ENTRY: json.dumps(fields)}))


def test_a_snapshot_that_was_taken_apart_is_put_together_again() -> None:
    assert resume(load(CONTENT), header()).snapshot() == CONTENT


@given(st.integers(0, len(CONTENT) - 1))
@settings(max_examples=40)
def test_a_cut_file_is_refused(size: int) -> None:
    with pytest.raises(SnapshotError, match="Begin the training anew"):
        LiveTraining.resume(CONTENT[:size])


@given(st.binary(max_size=64))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(SnapshotError):
        LiveTraining.resume(content)
    with pytest.raises(SnapshotError):
        LiveTraining.resume((2**62).to_bytes(8, "little") + content)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("step", -1), ("step", 10**9), ("step", 4), ("step", "3"), ("step", None),
        ("clippings", 4), ("clippings", 0.5), ("digest", "0" * 64), ("divergence", [1, 2, 3]),
        ("changes", [{}]), ("changes", 5), ("settings", {}), ("task", "another"),
        ("changes", [{"step": 9, "learning_rate": 1, "clipping": {"kind": "off", "limit": 1}}]),
    ],
)  # fmt: skip
def test_a_header_that_does_not_fit_is_refused(name: str, value: object) -> None:
    with pytest.raises(SnapshotError):
        resume(load(CONTENT), header() | {name: value})


@pytest.mark.parametrize("size", [10**9, 129, 3])
def test_sizes_that_are_not_those_of_the_weights_are_refused(size: int) -> None:
    fields = header()
    fields["settings"]["hidden_size"] = size
    with pytest.raises(SnapshotError):
        resume(load(CONTENT), fields)


@pytest.mark.parametrize("name", sorted(load(CONTENT)))
def test_every_tensor_must_have_its_shape_and_type(name: str) -> None:
    tensors = load(CONTENT)
    with pytest.raises(SnapshotError, match=name):
        resume({key: each for key, each in tensors.items() if key != name}, header())
    with pytest.raises(SnapshotError, match=name):
        resume(tensors | {name: tensors[name][1:].clone()}, header())
    with pytest.raises(SnapshotError, match=name):
        resume(tensors | {name: tensors[name].half()}, header())


def test_numbers_of_no_use_are_refused() -> None:
    tensors = load(CONTENT)
    spoilt = tensors["weights"].clone()
    spoilt[0] = torch.nan
    with pytest.raises(SnapshotError, match="not finite"):
        resume(tensors | {"weights": spoilt}, header())
    with pytest.raises(SnapshotError):
        resume(tensors | {"random": torch.full_like(tensors["random"], 255)}, header())


def test_a_snapshot_of_another_task_is_refused() -> None:
    with pytest.raises(SnapshotError, match="expected a snapshot of parity; got one of brackets"):
        LiveTraining.resume(CONTENT, TASKS["parity"])


def test_a_task_of_ones_own_is_given_again() -> None:
    """The snapshot names it, and does not have it."""
    task = TASKS["brackets"]
    assert isinstance(task, AutomatonTask)
    own = replace(task, key="own-1")
    training = LiveTraining(own, Settings(hidden_size=3, batch_size=4, length=10))
    training.step()
    assert LiveTraining.resume(training.snapshot(), own).snapshot() == training.snapshot()
    with pytest.raises(ValueError, match="no task 'own-1'"):
        LiveTraining.resume(training.snapshot())
