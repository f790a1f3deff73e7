"""The tests that ``make quick`` runs: no slow ones, no browser, only screens with a change."""

import subprocess
from pathlib import Path, PurePath

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ("components", "language", "links", "server", "shared")
"""The folders in ``pages/`` and ``tests/pages/`` that belong to no single screen."""


def only_quick(items: list[pytest.Item]) -> list[pytest.Item]:
    """Keep the quick tests, those of changed files first; return those that were left out."""
    changed = changed_files()
    left_out = [item for item in items if not is_quick(item, changed)]
    items[:] = [item for item in items if is_quick(item, changed)]
    items.sort(key=lambda item: distance(item.path.relative_to(ROOT), changed))
    return left_out


def is_quick(item: pytest.Item, changed: set[PurePath]) -> bool:
    """Return whether ``make quick`` runs a test: of the screens, only those with a change."""
    if item.get_closest_marker("browser") or item.get_closest_marker("slow"):
        return False
    tested = screen(item.path.relative_to(ROOT))
    return tested in (None, *SHARED) or tested in map(screen, changed)


def screen(path: PurePath) -> str | None:
    """Return the folder in ``pages/`` that a source, a test or a page file belongs to.

    >>> [screen(PurePath(name)) for name in ("tests/pages/home/test_home.py", "app.py")]
    ['home', 'home']
    >>> [screen(PurePath(name)) for name in ("pages/6_What_if.py", "pages/what_if/view.py")]
    ['what_if', 'what_if']
    >>> [screen(PurePath(name)) for name in ("tests/pages/test_hostile.py", "core/start.py")]
    [None, None]
    """
    if path == PurePath("app.py"):
        return "home"
    parts = path.parts[path.parts[0] == "tests" :]
    if parts[0] != "pages":
        return None
    if len(parts) > 2:
        return parts[1]
    number, _, name = path.stem.partition("_")
    return name.lower() if number.isdecimal() else None


def changed_files() -> set[PurePath]:
    """Return what differs from the last commit, without ``tests/``; nothing without git."""
    names: list[str] = []
    for command in ("git diff --name-only HEAD", "git ls-files --others --exclude-standard"):
        run = subprocess.run(command.split(), cwd=ROOT, capture_output=True, text=True, check=False)
        names += run.stdout.splitlines()
    return {PurePath(name.removeprefix("tests/")) for name in names}


def distance(path: PurePath, changed: set[PurePath]) -> int:
    """Return 0 for a test of a changed file, 1 for one in the same folder, 2 for all others."""
    path = path.relative_to("tests") if path.parts[0] == "tests" else path
    tested = path.with_name(path.name.removeprefix("test_").replace("_in_browser", ""))
    if changed & {path, tested}:
        return 0
    return 1 if any(path.parent == other.parent for other in changed) else 2
