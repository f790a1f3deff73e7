"""Settings: Streamlit knows them, they keep the app on one machine, and tools agree on versions."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / ".streamlit" / "config.toml"
TEXT = CONFIG.read_text(encoding="utf-8")


def options(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each setting as ``section.name`` and its value."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


SHIPPED = dict(options(tomllib.loads(TEXT)))


@pytest.mark.parametrize("name", SHIPPED)
def test_streamlit_knows_the_option(name):
    assert name in config.get_config_options()


def test_streamlit_reads_the_file_without_a_complaint():
    script = "from streamlit import config; print(config.get_option('runner.postScriptGC'))"

    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "False"
    assert run.stderr == ""


def test_the_hidden_options_still_exist():
    """Both are undocumented: if one were renamed, its setting would silently have no effect."""
    for name in ("runner.postScriptGC", "server.maxWidgetStateSize"):
        assert config.get_config_options()[name].visibility == "hidden"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.maxUploadSize", 17),
        ("server.enableCORS", True),
        ("server.enableXsrfProtection", True),
        ("server.enableStaticServing", False),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.showSidebarNavigation", False),
        ("runner.magicEnabled", False),
        ("runner.postScriptGC", False),
    ],
)
def test_the_settings_that_protect_visitors_are_set(name, value):
    assert SHIPPED[name] == value


def test_nothing_is_fetched_from_elsewhere():
    assert not [name for name, value in SHIPPED.items() if re.search(r"//|url\(", str(value))]
    assert "theme.fontFaces" not in SHIPPED


def test_every_option_says_why():
    lines = TEXT.splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"\w+ = ", line) and "  # " not in line and not before.startswith("# ")
    ]

    assert bare == []


def luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["theme.light", "theme.dark"])
@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(
    ("ink", "least"), [("textColor", 7), ("primaryColor", 4.5), ("linkColor", 4.5)]
)
def test_text_can_be_read(theme, surface, ink, least):
    """WCAG 2.2: 7 : 1 for text (level AAA), 4.5 : 1 for what is coloured (level AA)."""
    pair = [luminance(SHIPPED[f"{theme}.{name}"]) + 0.05 for name in (ink, surface)]

    assert max(pair) / min(pair) >= least


def test_pre_commit_has_the_ruff_that_is_pinned():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    pins = (ROOT / "requirements-dev.txt").read_text("utf-8")

    assert re.findall(r"ruff-pre-commit\n\s+rev: v(\S+)", hooks) == re.findall(r"ruff==(\S+)", pins)


def test_github_runs_what_a_person_runs():
    (workflow,) = (ROOT / ".github" / "workflows").iterdir()

    assert "- run: .ci/run" in workflow.read_text("utf-8")
