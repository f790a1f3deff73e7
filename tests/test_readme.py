"""README, CONTRIBUTING and docs: examples print what they show, and what is named exists."""

import doctest
import re
from pathlib import Path

import pytest

from core.language import CATALOGUES, TRANSLATIONS
from core.notation import TITLES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
README = PAGES[0].read_text("utf-8")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.mark.parametrize("page", ["README.md", "docs/your_lstm.md"])
def test_examples_print_what_they_show(page: str):
    results = doctest.testfile(str(ROOT / page), module_relative=False)
    assert results.attempted > 5
    assert results.failed == 0


@each_page
def test_every_file_it_names_exists(page: Path):
    named = re.findall(r"`((?:core|pages|tests|benchmarks|docs)/[\w/.]*)`", page.read_text("utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@each_page
def test_every_file_it_links_to_exists(page: Path):
    linked = re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text("utf-8"))
    assert [path for path in linked if not (page.parent / path).exists()] == []


@each_page
def test_every_make_command_it_names_exists(page: Path):
    commands = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"(?:^ {4}|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= set(commands)


def test_every_direct_dependency_has_a_line():
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = re.findall(r"^([\w-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        listed = [pin for pin in pins if not pin.startswith("-")]
        assert len(listed) >= 4
        assert [pin for pin in listed if f"| {pin} |" not in README] == []


def test_contributing_can_be_read_at_a_sitting():
    assert 40 <= len(PAGES[1].read_text("utf-8").splitlines()) <= 80


def test_korean_terms_are_those_on_screen():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = dict(re.findall(r"^\| ([^|]+) \| ([가-힣 ]+) \|", glossary, re.MULTILINE))
    for title in TITLES.values():
        assert terms[title] == TRANSLATIONS["ko"].gettext(title)
    on_screen = (CATALOGUES / "ko.po").read_text("utf-8")
    # A verb stands in its dictionary form.
    stems = [
        word.removesuffix("하다").removesuffix("다")
        for term in terms.values()
        for word in term.split()
    ]
    assert [stem for stem in stems if stem not in on_screen] == []
