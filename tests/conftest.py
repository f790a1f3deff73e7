"""A cache folder for the tests, a mark for each folder, and the order in which tests run."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest

from core.corpus.disk.location import VARIABLE
from tests.quick import only_quick

ROOT = Path(__file__).parents[1]
TOP_FOLDERS = ("core", "components", "pages")
pytest_plugins = ["tests.in_a_browser"]
collect_ignore_glob = ["*/app.py"]  # scripts for a server, not modules with doctests


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of ``make quick``."""
    about = "leave out what is slow, the browser, and screens without a change; run changes first"
    parser.addoption("--quick", action="store_true", help=about)


def pytest_configure(config: pytest.Config) -> None:
    """Register a mark for each folder, so that ``-m what_if`` runs the tests of that screen."""
    folders = [path for top in TOP_FOLDERS[1:] for path in (ROOT / "tests" / top).glob("[a-z]*/")]
    for name in (*TOP_FOLDERS, *sorted({path.name for path in folders})):
        config.addinivalue_line("markers", f"{name}: the tests in the folder of this name")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by its folder; start with the browser, or with the tests of changed files."""
    for item in items:
        for mark in marks(item.path.relative_to(ROOT)):
            item.add_marker(mark)
    # Browser tests mostly wait: begun last, one process would end alone with the longest file.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=only_quick(items))


def marks(path: PurePath) -> Iterator[str]:
    """Yield the marks of a test file: its top folder, its screen or component, and the browser."""
    top, *inside = path.parts[1:] if path.parts[0] == "tests" else path.parts
    if top in TOP_FOLDERS:
        yield top
        if top != "core" and len(inside) > 1:
            yield inside[0]
    if path.stem.endswith("_in_browser"):
        yield "browser"


@pytest.fixture(scope="session", autouse=True)
def _own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("kept"))
    yield
    del os.environ[VARIABLE]
