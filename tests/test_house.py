"""The rules of this project hold for every source, and each finds a violation that is planted.

Ruff and import-linter keep most of them, by the tables of ``pyproject.toml``; ``tests/house.py``
has the rest.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house import (
    ROOT,
    RULES,
    Rule,
    caches_are_bounded,
    labels_are_ours,
    no_address_is_fetched,
    pages_read_from_the_top,
    sheet_faults,
    text_is_prose,
)


def paths(*patterns: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for p in patterns for path in ROOT.glob(p))


SOURCES = paths("app.py", "pages/**/*.py", "core/**/*.py", "benchmarks/**/*.py")

# ---- ruff ----------------------------------------------------------------------------------------

CAUGHT = {
    "pages/state.py": ("import streamlit as st\nst.session_state['a'] = 1", "TID251"),
    "pages/query.py": ("import streamlit as st\nx = st.query_params.get('a')", "TID251"),
    "pages/alias.py": ("from streamlit import session_state as s\ns.a = 1", "TID251"),
    "pages/cache.py": ("import streamlit\n@streamlit.cache_resource\ndef f(): ...", "TID251"),
    "pages/text.py": ("import streamlit as st\nst.markdown(text)", "TID251"),
    "pages/label.py": ("import streamlit as st\nst.metric(name, 3)", "TID251"),
    "pages/box.py": ("from streamlit import info as say\nsay(text)", "TID251"),
    "pages/html.py": ("import streamlit as st\nst.html('<b>')", "TID251"),
    "pages/v1.py": ("import streamlit.components.v1 as c\nc.html('a')", "TID251"),
    "pages/from_v1.py": ("from streamlit.components import v1", "TID251"),
    "core/load.py": ("import torch\ntorch.load('a')", "TID251"),
    "core/read.py": ("from torch import load as read", "TID251"),
    "core/pickles.py": ("import pickle", "TID251"),
    "core/joblibs.py": ("import joblib", "TID251"),
    "core/yamls.py": ("import yaml\nyaml.load('a')", "TID251"),
    "core/seed.py": ("import torch\ntorch.manual_seed(1)", "TID251"),
    "core/seeds.py": ("import torch\ntorch.cuda.manual_seed_all(1)", "TID251"),
    "core/numpys.py": ("import numpy as np\nnp.random.seed(1)", "TID251"),
    "core/randoms.py": ("import random\nrandom.seed(1)", "TID251"),
    "core/webgl.py": ("import plotly.graph_objects as go\ngo.Scattergl()", "TID251"),
    "core/evals.py": ("eval('1')", "S307"),
    "core/execs.py": ("exec('1')", "S102"),
    "core/bare.py": ("try: ...\nexcept: ...", "E722"),
    "core/base.py": ("try: ...\nexcept BaseException: ...", "BLE001"),
    "core/several.py": ("try: ...\nexcept (ValueError, BaseException): ...", "BLE001"),
    "core/note.py": ("x = 1  # TODO: later", "FIX002"),
}
"""A file, what stands in it, and the rule that ruff must name."""

LEFT_ALONE = {
    "pages/shared/prose.py": "import streamlit as st\nst.markdown('a')",
    "pages/a_screen/cached.py": "import streamlit as st\n@st.cache_data\ndef f(): ...",
    "pages/shared/cached/net.py": "import streamlit as st\n@st.cache_resource\ndef f(): ...",
    "pages/plain.py": "import streamlit as st\nst.text('a')\nsession_state = 1",
    "core/generator.py": "import torch\ntorch.Generator().manual_seed(1)",
    "core/model.py": "model.eval()",
    "core/one_error.py": "try: ...\nexcept ValueError: ...",
}
SAFETY = re.compile(r"TID|S\d|BLE|E722|NPY|FIX|PLR")


def ruff(folder: Path, *options: str) -> list[tuple[str, str, str]]:
    """Return the path, the rule and the message of everything that ruff finds in a folder."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "json"]
    run = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True)
    return [
        (Path(fault["filename"]).relative_to(folder.resolve()).as_posix(), fault["code"], words)
        for fault in json.loads(run.stdout)
        if SAFETY.match(fault["code"]) and (words := fault["message"])
    ]


def plant(folder: Path, sources: dict[str, str]) -> None:
    """Write files into a folder that has the project's settings."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, source in sources.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(source, encoding="utf-8")


def test_ruff_finds_every_planted_violation(tmp_path):
    plant(tmp_path, {path: source for path, (source, _code) in CAUGHT.items()})

    faults = {(path, code) for path, code, _message in ruff(tmp_path)}
    assert {(path, code) for path, (_source, code) in CAUGHT.items()} - faults == set()


def test_ruff_leaves_the_innocent_alone(tmp_path):
    plant(tmp_path, LEFT_ALONE)

    assert ruff(tmp_path) == []


EXEMPT = {
    r"pages/shared/prose\.py": ["prose"],
    r"pages/shared/view/session\.py": ["session"],
    r"pages/(\w+/cached|shared/cached/\w+)\.py": ["cached"],
    r"benchmarks/\w+\.py": ["prose", "session", "cached"],
}
"""Files that may use banned names, by words of the messages with which ruff bans these names."""


def beyond_exemptions(folder: Path) -> list[str]:
    """Return the uses of banned names that go beyond a file's exemption."""
    everywhere = ["--select", "TID251", "--config", "lint.per-file-ignores={'tests/**'=['TID']}"]
    return [
        f"{path}: {message}"
        for path, _code, message in ruff(folder, *everywhere)
        if not any(
            re.fullmatch(pattern, path) and any(word in message for word in words)
            for pattern, words in EXEMPT.items()
        )
    ]


def test_a_file_with_an_exemption_does_only_what_it_has_it_for(tmp_path):
    pickled = "import torch, streamlit as st\n@st.cache_data\ndef f(): torch.load('a')"
    plant(tmp_path, {"pages/what_if/cached.py": pickled})

    assert len(beyond_exemptions(tmp_path)) == 1
    assert beyond_exemptions(ROOT) == []


def test_a_line_is_exempt_only_from_harmless_rules():
    """All other exemptions are given to files, in ``pyproject.toml``."""
    comments = re.compile(r"# (noqa(?!: (?:BLE001 - |[A-RT-Z]+\d+))|ruff: noqa|.*TID251)")
    excused = [path for path in SOURCES if comments.search((ROOT / path).read_text("utf-8"))]

    assert excused == []


# ---- import-linter -------------------------------------------------------------------------------


def test_core_may_not_import_the_pages_within_a_function_either(tmp_path):
    """``tests/test_contracts.py`` plants an import of Streamlit for the same contract."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("core", "pages", "pages/shared"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    planted = "def f():\n    from pages import shared"
    (tmp_path / "core/planted.py").write_text(planted, encoding="utf-8")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    options = ["--no-cache", "--contract", "core-without-streamlit"]
    command = [sys.executable, "-c", code, *options]

    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert "core.planted ->" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 1


# ---- rules of our own ----------------------------------------------------------------------------

PLANTED = {
    caches_are_bounded: [
        "import streamlit as st\n@st.cache_data\ndef f(): ...",
        "import streamlit as st\n@st.cache_data(ttl=3)\ndef f(): ...",
        "import streamlit as st\n@st.cache_data(max_entries=65)\ndef f(): ...",
        "N = 100\n@st.cache_data(max_entries=N)\ndef f(): ...",
        "@st.cache_data(max_entries=None)\ndef f(): ...",
    ],
    text_is_prose: [
        "column.markdown(text)",
        "column.metric(label=name, value=3)",
        "st.columns(2)[0].caption(text)",
        "with column:\n    st.info(text)",
        "st.text('a', unsafe_allow_html=True)",
    ],
    labels_are_ours: [
        "st.tabs([_('one'), name])",
        "st.page_link('app.py', label=title)",
        "st.button(_('Go'), help=text)",
        "row.button(text)",
        "st.expander(f'**{text}**')",
        "st.button(_('You typed {text}').format(text=text))",
        "st.progress(0.5, text=text)",
    ],
    pages_read_from_the_top: ["def helper(): ...", "class Page: ...", "f = lambda: 1"],
    no_address_is_fetched: [
        "url = 'https://cdn.plot.ly/plotly.js'",
        "url = f'//fonts.example.com/{name}'",
    ],
}
INNOCENT = {
    caches_are_bounded: [
        "N = 64\n@st.cache_data(max_entries=N)\ndef f(): ...",
        "from pages.shared.cached.networks import MAX_READINGS as N\n"
        "@st.cache_data(max_entries=N)\ndef f(): ...",
    ],
    text_is_prose: [
        "from pages.shared import prose\nprose.caption(_('Cut: {text}'), text=text)",
        "from pages.shared import tables\ntables.table(columns)",
        "st.text(text)",
        "name.title()",
    ],
    labels_are_ours: [
        "st.button(_('Go'), help=prose.compose(_('Layer {n:d}'), n=3))",
        "st.tabs(['PyTorch', ngettext('{n} gate', '{n} gates', 3)])",
        "st.page_link(page, label=_('Home'))",
        "st.progress(done, text=_('Reading …'))",
    ],
    pages_read_from_the_top: ["x = 1\nif x:\n    st.stop()"],
    no_address_is_fetched: [
        '"""As in https://arxiv.org/abs/1412.3555."""',
        "url = 'http://127.0.0.1:8501'",
    ],
}
every_rule = pytest.mark.parametrize("rule", RULES)


def refused(rule: Rule, source: str, path: str = "pages/9_Planted.py") -> list[str]:
    return list(rule(ast.parse(source), path))


@every_rule
def test_rule_holds_for_every_source(rule):
    faults = {path: refused(rule, (ROOT / path).read_text("utf-8"), path) for path in SOURCES}

    assert {path: messages for path, messages in faults.items() if messages} == {}


@every_rule
def test_rule_finds_planted_violations(rule):
    assert [source for source in PLANTED[rule] if not refused(rule, source)] == []


@every_rule
def test_rule_leaves_the_innocent_alone(rule):
    assert [source for source in INNOCENT[rule] if refused(rule, source)] == []


def test_the_rules_are_applied_to_the_sources():
    known = {"app.py", "core/trace/__init__.py", "pages/shared/view/session.py"}
    assert known <= set(SOURCES)


# ---- what runs in the browser --------------------------------------------------------------------


@pytest.mark.parametrize("path", paths("pages/**/*.css", "core/**/*.css"))
def test_style_sheet_fetches_nothing(path):
    assert sheet_faults((ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "@import url(https://fonts.example.com/a.css);",
        "@import 'a.css';",
        "p { background: url(//cdn.example.com/a.png); }",
        "p { background: url('a.png'); }",
    ],
)
def test_sheet_rule_finds_a_planted_violation(planted):
    assert sheet_faults(planted)


@pytest.mark.parametrize(
    "innocent", ["/* https://example.com */", "p { background: url(data:image/png;base64,AA==); }"]
)
def test_sheet_rule_leaves_the_innocent_alone(innocent):
    assert sheet_faults(innocent) == []


# ---- requirements --------------------------------------------------------------------------------


def third_party(files: list[str]) -> set[str]:
    """Return the distributions that the files import, by their canonical names."""
    modules = {
        name.split(".")[0]
        for path in files
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    by_module = packages_distributions()
    return {by_module[module][0].lower() for module in modules if module in by_module}


ONLY_TRAINING_IMPORTS = {"gensim"}
"""Libraries that only commands of ``core.training`` need: developers install them."""


def test_what_only_training_imports_is_nowhere_else_and_pinned():
    elsewhere = [
        path
        for path in paths("app.py", "pages/**/*.py", "core/**/*.py")
        if not path.startswith("core/training/")
    ]
    assert not third_party(elsewhere) & ONLY_TRAINING_IMPORTS
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").split()
    assert {line.split("==")[0] for line in lines if "==" in line} >= ONLY_TRAINING_IMPORTS


def test_requirements_are_what_the_app_imports_pinned():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    pins = dict(line.split("==") for line in lines)

    imported = third_party(paths("app.py", "pages/**/*.py", "core/**/*.py"))
    assert set(pins) == imported - ONLY_TRAINING_IMPORTS
    assert pins["torch"] == "2.13.0"
    assert pins["streamlit"] == "1.67.0"
    assert pins["plotly"] == "7.1.0"


def test_figures_are_drawn_without_torch():
    """Their modules are imported where torch cannot be."""
    names = [path[:-3].replace("/", ".") for path in paths("core/figures/*.py")]
    script = "import sys; sys.modules['torch'] = None\n" + "".join(
        f"import {name.removesuffix('.__init__')}\n" for name in names
    )

    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr
