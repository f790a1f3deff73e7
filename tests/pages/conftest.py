"""Networks that are missing or damaged, and what is shared by the tests of all screens."""

import shutil
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner

from core.checkpoints import CHECKPOINTS, MANIFEST, damaged
from core.network.catalogue import load
from core.network.files import load_card
from pages.shared import cached
from pages.shared.cached.jobs import jobs


@pytest.fixture(scope="session", autouse=True)
def _runs_do_their_own_work_only() -> Iterator[None]:
    """A run of ``AppTest`` reads the metadata of every installed package: half of its time.

    Once another test has imported Keras, which no screen does, each run also empties Keras's
    session and collects the garbage of all tests before: ten times as much.
    """
    with pytest.MonkeyPatch.context() as patch:
        search = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", lru_cache(search))
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        yield


@pytest.fixture(autouse=True)
def _nothing_goes_on_after_its_test() -> Iterator[None]:
    """Without a browser nobody leaves: work would go on for ten seconds, beside the next tests."""
    yield
    for job in jobs()._known.values():
        job.stop()


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
    monkeypatch.setattr(cached.networks, "damaged", lambda folder=tmp_path: damaged(folder))
    monkeypatch.setattr(cached.networks, "load", partial(load, folder=tmp_path))
    monkeypatch.setattr(cached.networks, "load_card", partial(load_card, folder=tmp_path))
    forget_networks()
    yield tmp_path
    forget_networks()


def forget_networks() -> None:
    """Forget networks and readings, and that the server has started."""
    for clear in (
        cached.networks.views.cache_clear,
        cached.reading.cache_clear,
        cached.card.clear,
        cached.weights.clear,
        cached.warm_up.clear,
    ):
        clear()
