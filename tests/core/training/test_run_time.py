"""The app trains live on one screen; it loads nothing of the training for files that ship."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from importlib import import_module
from pathlib import Path

import core.training.live.worker

live = {*sys.modules}
paths = [path.with_suffix("") for path in Path("pages").rglob("*.py")]
modules = [path for path in paths if path.name.isidentifier()]  # the others are scripts
for path in modules:
    import_module(".".join(path.parts).removesuffix(".__init__"))
added = [name for name in sys.modules if name.startswith("core.training") and name not in live]
print(len(modules), [name for name in added if not name.startswith("core.training.live")])
"""


@pytest.mark.slow
def test_the_screens_modules_load_no_training_but_the_live_one() -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=100)

    count, loaded = ran.stdout.split(maxsplit=1)
    assert int(count) > 50
    assert loaded == "[]\n"
