"""What is given back to the system, seen in a process of its own."""

import platform
import subprocess
import sys
from threading import Thread

import pytest

from pages.shared import memory

MOST = 40 * memory.MEBIBYTE


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left alone")
@pytest.mark.parametrize("asked", [False, True])
def test_a_process_keeps_what_its_threads_have_let_go_unless_it_is_asked_not_to(asked: bool):
    arguments = [sys.executable, "-c", f"from {__name__} import grown; print(grown({asked}))"]
    answer = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout

    assert (int(answer) < MOST) is asked


def grown(asked: bool) -> int:
    """Return by how many bytes this process has grown after its threads let go all they had."""
    if asked:
        memory.keep_little()
    before = memory.used()
    threads = [Thread(target=fill_and_let_go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if asked:
        memory.give_back()
    return memory.used() - before


def fill_and_let_go() -> None:
    """Fill 50 MiB: small blocks, and a large one."""
    small = [bytearray(2_000) for _ in range(10_000)]
    large = bytearray(30 * memory.MEBIBYTE)
    del small, large
