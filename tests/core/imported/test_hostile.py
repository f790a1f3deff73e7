"""Hostile files: each is refused with one exception that says why, quickly; nothing escapes."""

import tracemalloc
from pathlib import Path
from time import process_time

import pytest
import torch

from core.checkpoints import CheckpointError
from core.imported import Refusal, find_networks, open_network
from tests.core.imported.files import content
from tests.core.imported.fuzz import outcome
from tests.core.imported.hostile import HOSTILE, ODD, Mutations, archive, honest, renamed_key

MOST_SECONDS = 0.010


def seconds(file: bytes) -> float:
    """Return the processor time until a file is refused, the shortest of three."""
    times = []
    for _time in range(3):
        begun = process_time()
        with pytest.raises(Refusal):
            find_networks(file)
        times.append(process_time() - begun)
    return min(times)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_time_and_in_words(name: str):
    file = HOSTILE[name]()

    assert seconds(file) < MOST_SECONDS
    with pytest.raises(CheckpointError) as refused:
        find_networks(file)
    said = str(refused.value)
    assert said.endswith(".")
    assert said.count(". ") + said.count("; ") >= 1, "what is wrong, and what to do"
    assert len(said) < 500
    assert said.isprintable()


@pytest.mark.parametrize(
    "name", ["as many keys as a header can have", "header of a million numbers"]
)
def test_refusing_takes_no_memory_to_speak_of(name: str):
    file = HOSTILE[name]()
    tracemalloc.start()
    with pytest.raises(Refusal):
        find_networks(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2 * len(file) + 2**20


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_found_and_not_opened(name: str):
    file = ODD[name]()
    (found,) = find_networks(file)
    with pytest.raises(Refusal, match="finite numbers up to 1e6"):
        open_network(file, found)


def test_a_key_that_looks_like_markup_is_only_a_name():
    file = renamed_key("<img src=x onerror=alert(1)>")
    assert outcome(file) == "opened"


@pytest.mark.parametrize("seed", range(4))
def test_files_changed_by_chance_are_refused_or_opened(seed: int):
    """250 files each; ``python -m tests.core.imported.fuzz 100000`` takes more of them."""
    mutations = Mutations(seed)
    outcomes = {outcome(mutations.next()) for _file in range(250)}

    assert "opened" in outcomes
    assert len(outcomes) > 5


@pytest.mark.parametrize("prefix", ["cells", "x." * 60 + "cells"])
def test_as_many_layers_as_a_file_can_have_are_found_in_time(prefix: str):
    weights = {
        f"{prefix}.{number}.weight_{which}": torch.zeros(4, 4)
        for number in range(256)
        for which in ("ih", "hh")
    }
    file = content(weights)
    begun = process_time()
    found = find_networks(file)

    assert process_time() - begun < 0.5
    assert [each.layers for each in found] == [256] + [1] * 256


def test_the_largest_file_can_be_limited(tmp_path: Path):
    file, path = honest(), tmp_path / "large.safetensors"
    path.write_bytes(file)

    assert find_networks(file, most_bytes=len(file))
    for source in (file, path):
        with pytest.raises(Refusal, match="This file has 1 MiB, and 0 MiB is the most here"):
            find_networks(source, most_bytes=len(file) - 1)
        with pytest.raises(Refusal, match="is the most here"):
            open_network(source, find_networks(file)[0], most_bytes=len(file) - 1)


def test_a_path_where_there_is_no_file_is_refused(tmp_path: Path):
    for path in (tmp_path / "none.safetensors", tmp_path, "a\0b"):
        with pytest.raises(Refusal, match="cannot be read"):
            find_networks(path)


def test_an_archive_that_nobody_knows_is_refused():
    with pytest.raises(Refusal, match=r"an archive, not a safetensors file\. Unpack it"):
        find_networks(archive("readme.txt"), name="weights.zip")
