"""Rules of this project that neither ruff nor import-linter can state, as functions over source.

``tests/test_house.py`` applies them, and checks that each finds what it should.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_ENTRIES = 64

Rule = Callable[[ast.Module, str], Iterator[str]]


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a plain chain of names, else ``""``."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr) if dotted(value):
            return f"{dotted(value)}.{attr}"
    return ""


def numbers(tree: ast.Module) -> dict[str, object]:
    """Return the constants of a module by name, those that it imports from modules of ours too."""
    known: dict[str, object] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            known |= {dotted(target): node.value.value for target in node.targets}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages."):
            source = ROOT / f"{str(node.module).replace('.', '/')}.py"
            if source.exists():
                theirs = numbers(ast.parse(source.read_text(encoding="utf-8")))
                wanted = {alias.name: alias.asname or alias.name for alias in node.names}
                known |= {wanted[name]: theirs[name] for name in wanted.keys() & theirs.keys()}
    return known


def caches_are_bounded(tree: ast.Module, path: str) -> Iterator[str]:
    """Every ``st.cache_data`` says how many entries it keeps: at most 64."""
    known = numbers(tree)
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and dotted(node).endswith("cache_data"):
            call = calls.get(id(node))
            given = [k.value for k in call.keywords if k.arg == "max_entries"] if call else []
            limits = [
                known.get(dotted(value)) if isinstance(value, ast.Name) else value.value
                for value in given
                if isinstance(value, (ast.Name, ast.Constant))
            ]
            if not (limits and isinstance(limits[0], int) and limits[0] <= MOST_ENTRIES):
                yield f"line {node.lineno}: cache_data without max_entries of at most 64"


TEXT = {
    "badge", "caption", "error", "header", "info", "markdown", "metric", "subheader", "success",
    "table", "title", "toast", "warning",
}  # fmt: skip
"""Calls that show Markdown; ruff sees those of ``st``, not those of a column or a container."""
WIDGETS = {
    "button", "checkbox", "color_picker", "date_input", "dialog", "download_button", "expander",
    "feedback", "file_uploader", "form_submit_button", "link_button", "menu_button", "multiselect",
    "number_input", "page_link", "pills", "popover", "progress", "radio", "segmented_control",
    "select_slider", "selectbox", "slider", "spinner", "tabs", "text_area", "text_input",
    "time_input", "toggle",
}  # fmt: skip
"""Calls whose first argument, or label, Streamlit reads as Markdown."""
FIRST_IS_NO_LABEL = {"page_link", "progress"}


def of_streamlit(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of ``st``, or of what may be one of its containers, with its name."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    } - {"st"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = dotted(node.func.value)
            if owner.partition(".")[0] not in imported | {"_log"}:
                yield node.func.attr, node


def text_is_prose(tree: ast.Module, path: str) -> Iterator[str]:
    """Text is shown by ``pages.shared.prose``, in a container by ``with``; none is markup."""
    if path == "pages/shared/prose.py" or not path.startswith(("pages/", "app.py")):
        return
    for name, call in of_streamlit(tree):
        if name in TEXT and (call.args or call.keywords):
            yield f"line {call.lineno}: {ast.unparse(call.func)}"
        for keyword in call.keywords:
            if keyword.arg in ("unsafe_allow_html", "unsafe_allow_javascript"):
                yield f"line {call.lineno}: {keyword.arg}"


def is_ours(label: ast.expr) -> bool:
    """Return whether a label is a literal, a translation or composed, with all values escaped.

    The type checker checks the arguments of ``compose``.
    """
    match label:
        case ast.Constant():
            return True
        case ast.Call(func=func):
            return dotted(func) in {"_", "ngettext", "compose", "prose.compose"}
        case ast.List(elts=labels):
            return all(map(is_ours, labels))
    return False


def labels_are_ours(tree: ast.Module, path: str) -> Iterator[str]:
    """What people type never reaches the label or the help of a widget, which are Markdown."""
    if not path.startswith(("pages/", "app.py")):
        return
    for name, call in of_streamlit(tree):
        if name in WIDGETS:
            shown = [] if name in FIRST_IS_NO_LABEL else call.args[:1]
            shown += [k.value for k in call.keywords if k.arg in ("label", "help", "text")]
            for label in shown:
                if not is_ours(label):
                    yield f"line {label.lineno}: {name} is given {ast.unparse(label)}"


def pages_read_from_the_top(tree: ast.Module, path: str) -> Iterator[str]:
    """A page is choose, compute, show, explain, read from the top: it defines nothing."""
    if re.fullmatch(r"pages/[^/]+\.py|app\.py", path):
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
                yield f"line {node.lineno} defines something"


ALLOWED_URL = re.compile(r"http://(127\.0\.0\.1|localhost|www\.w3\.org)\b")


def addresses(text: str) -> list[str]:
    urls = re.findall(r"(?:https?:|wss?:)?//[\w.-]+\.[a-z]{2,}\b|https?://[\w.]+", text)
    return [url for url in urls if not ALLOWED_URL.match(url)]


def no_address_is_fetched(tree: ast.Module, path: str) -> Iterator[str]:
    """An address may stand in a docstring, never in a value: the app works with no network."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield from addresses(node.value)


RULES: list[Rule] = [
    caches_are_bounded,
    text_is_prose,
    labels_are_ours,
    pages_read_from_the_top,
    no_address_is_fetched,
]


def sheet_faults(text: str) -> list[str]:
    """Return what a style sheet of ours must not have, comments left aside.

    What a script must not have is in ``eslint.config.js``.
    """
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return addresses(code) + re.findall(r"@import\b|\burl\s*\((?!\s*[\"']?data:)", code)
