"""What every test needs: a folder of its own for what the app keeps, not that of a person."""

import os
from collections.abc import Iterator

import pytest

from core.corpus.disk.location import VARIABLE

pytest_plugins = ["tests.in_a_browser"]
collect_ignore_glob = ["*/app.py"]  # scripts for a server, not modules with doctests


@pytest.fixture(scope="session", autouse=True)
def _kept_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("kept"))
    yield
    del os.environ[VARIABLE]
