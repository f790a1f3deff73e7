"""Runs the tests of the components' scripts, which need no browser, under Node."""

from pathlib import Path

import pytest

from tests.node import run_node

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.rglob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_scripts(file: Path) -> None:
    run_node("--test", file)
