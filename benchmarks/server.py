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
        script: the file that Streamlit runs.
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
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or every start compiles all sources again
    out = subprocess.DEVNULL if log is None else log
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health")
    except TimeoutError:
        server.kill()
        raise
    return server, address


def wait_until_ready(address: str) -> None:
    """Wait until the app has loaded what all visitors share; it answers them before that.

    Raises:
        TimeoutError: if it does not.
    """
    _wait_for(f"{address}/ready")


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} expected to answer within {PATIENCE} s; it did not.")
