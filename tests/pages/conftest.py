"""Networks that are missing or damaged, for every screen that must open without them."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from core.checkpoints import CHECKPOINTS, MANIFEST, damaged
from core.network.catalogue import load
from pages.shared import cached


@pytest.fixture
def checkpoints(tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder with two networks, one of them damaged; the others are missing."""
    for cell in ("gru", "lstm"):
        shutil.copy(CHECKPOINTS / f"english-reviews.{cell}.safetensors", tmp_path)
    shutil.copy(CHECKPOINTS / MANIFEST, tmp_path)
    broken = tmp_path / "english-reviews.lstm.safetensors"
    content = bytearray(broken.read_bytes())
    content[-1] ^= 1
    broken.write_bytes(content)
    monkeypatch.setattr(cached.networks, "damaged", partial(damaged, tmp_path))
    monkeypatch.setattr(cached.networks, "load", partial(load, folder=tmp_path))
    caches = (cached.network, cached.weights, cached.reading, cached.warm_up)
    for cache in caches:
        cache.clear()
    yield tmp_path
    for cache in caches:
        cache.clear()
