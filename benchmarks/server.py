"""A Streamlit server for benchmarks and browser tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
PATIENCE = 60
"""Seconds that a server may take to answer on a busy machine."""


def start_server(
    script: str | Path, log: IO[bytes] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Serve a script from the root of the repository, on a free port, with one thread.

    Args:
        script: the script.
        log: takes what the server prints; by default, only its errors are shown.

    Returns:
        The process and its address, once it answers.

    Raises:
        TimeoutError: if it does not answer.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    out = subprocess.DEVNULL if log is None else log
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=log)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return server, address
    server.kill()
    raise TimeoutError(
        f"Streamlit expected to answer within {PATIENCE} s for {script}; it did not."
    )
