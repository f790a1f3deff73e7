"""What the README shows is what happens, and what it lists is what there is."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_examples_print_what_they_show():
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert results.attempted > 5
    assert results.failed == 0


def test_every_file_it_names_exists():
    named = re.findall(r"`((?:core|pages|tests|benchmarks)/[\w/.]*)`", README)
    assert len(named) > 10
    missing = [path for path in named if not (ROOT / path).exists()]
    assert missing == []


def test_every_direct_dependency_has_a_line():
    pins = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert len(pins) >= 4
    assert [name for name in pins if f"| {name} |" not in README] == []


def test_its_pictures_exist():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [path for path in pictures if not (ROOT / path).exists()] == []
