"""The app trains nothing, so it loads nothing of the training."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from importlib import import_module
from pathlib import Path

import pytest

paths = [path.with_suffix("") for path in Path("pages").rglob("*.py")]
modules = [path for path in paths if path.name.isidentifier()]  # the others are scripts
for path in modules:
    import_module(".".join(path.parts).removesuffix(".__init__"))
print(len(modules), [name for name in sys.modules if name.startswith("core.training")])
"""


@pytest.mark.slow
def test_the_screens_modules_load_no_training() -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=100)

    count, loaded = ran.stdout.split(maxsplit=1)
    assert int(count) > 50
    assert loaded == "[]\n"
