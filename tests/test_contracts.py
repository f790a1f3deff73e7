"""Every contract between folders is broken by a violation that is planted for it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "Home stands on the screens, they on shared, that on components and language, all on core": (
        "pages/shared/messages.py",
        "from pages.what_if import wording",
    ),
    "A component stands on base, not on another component": (
        "pages/components/passage/words.py",
        "from pages.components import aligned",
    ),
    "Components load no network and train none": (
        "pages/components/passage/place.py",
        "from core.network import files",
    ),
    "The view: session over link over the registry of its records, all over fields": (
        "pages/shared/view/fields.py",
        "from pages.shared.view import session",
    ),
    "Within core, imports point one way": (
        "core/cells/base.py",
        "from core.trace import unroll",
    ),
    "Within the corpus, imports point one way": (
        "core/corpus/documents.py",
        "from core.corpus.search import runs",
    ),
    "Within the analysis, imports point one way": (
        "core/analysis/parity.py",
        "from core.analysis.gradients import reach",
    ),
    "core knows nothing of Streamlit or of the pages": (
        "core/spreadsheet.py",
        "import streamlit",
    ),
    "Only the screen Train loads anything of the training": (
        "pages/shared/charts.py",
        "from core.training import loop",
    ),
    "figures never import torch, not through others either": (
        "core/figures/labels.py",
        "from core.cells import base",
    ),
}
"""A contract, and an import that it forbids: the file in which it is planted, and the line."""


def test_every_contract_fails_on_a_planted_violation(tmp_path):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = [row["name"] for row in settings["tool"]["importlinter"]["contracts"]]
    assert set(contracts) == set(PLANTED)
    for folder in ("core", "pages"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=lambda _folder, names: _all_but_python(names)
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, line in PLANTED.values():
        with (tmp_path / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")

    run = subprocess.run(
        [LINTER, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, env={"COLUMNS": "200"}
    )

    kept = [name for name in contracts if f"{name} KEPT" in run.stdout]
    broken = [name for name in contracts if f"{name} BROKEN" in run.stdout]
    assert kept == []
    assert broken == contracts, run.stdout + run.stderr


def _all_but_python(names: list[str]) -> list[str]:
    return [name for name in names if "." in name and not name.endswith(".py")]
