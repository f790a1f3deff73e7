"""A generated file can be fetched, however many pages run meanwhile, and is removed later."""

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.shared import generated_files
from pages.shared.generated_files import SECONDS, remove_seldom


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(generated_files, "time", clock)
    return clock


def generate(manager: MediaFileManager) -> str:
    """Have a download button make its file; return the file's id."""
    placeholder = manager.add_deferred(lambda: b"content", "text/csv", "coordinates", "a.csv")
    return manager.execute_deferred(placeholder).rpartition("/")[2].partition(".")[0]


def store() -> MediaFileManager:
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def test_without_it_two_runs_of_anybody_remove_the_file():
    manager = store()
    file = generate(manager)
    manager.remove_orphaned_files()
    manager.remove_orphaned_files()
    assert manager.read_file(file) is None, "Streamlit keeps it by itself now: drop generated_files"


def test_a_generated_file_outlives_the_runs_of_a_hall(clock: Clock):
    manager = store()
    remove_seldom(manager)
    file = generate(manager)
    for _ in range(200):
        clock.now += 0.1
        manager.remove_orphaned_files()

    kept = manager.read_file(file)
    assert kept is not None
    assert kept.filename == "a.csv"


def test_it_is_removed_in_the_end(clock: Clock):
    manager = store()
    remove_seldom(manager)
    file = generate(manager)
    for _ in range(2):
        clock.now += SECONDS
        manager.remove_orphaned_files()

    assert manager.read_file(file) is None
