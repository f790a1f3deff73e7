"""What every test needs: a folder of its own for what the app keeps, not that of a person."""

import os
from collections.abc import Iterator

import pytest

from core.corpus.disk.location import VARIABLE


@pytest.fixture(scope="session", autouse=True)
def _kept_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("kept"))
    yield
    del os.environ[VARIABLE]
