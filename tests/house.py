"""The rules of the house as functions over source; tests/test_house.py applies and tests them."""

import ast
import re
import string
from collections.abc import Callable, Iterator

SESSION, CACHES = "pages/shared/view/session.py", "pages/shared/caches/"
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


def used(tree: ast.Module) -> Iterator[str]:
    """Yield every dotted name that is used or imported, with its module's own name in front."""
    own: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                own[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                own[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and (name := dotted(node)):
            first, dot, rest = name.partition(".")
            yield own.get(first, first) + dot + rest


def only_session_keeps_state(tree: ast.Module, path: str) -> Iterator[str]:
    """Session state and query parameters are touched in one file, caches in one folder."""
    if path.startswith("benchmarks/"):
        return
    for name in used(tree):
        state = re.match(r"streamlit\.(session_state|query_params)", name) and path != SESSION
        cache = re.match(r"streamlit\.cache_\w+", name) and not path.startswith(CACHES)
        if state or cache:
            yield name


def caches_are_bounded(tree: ast.Module, path: str) -> Iterator[str]:
    """Every ``st.cache_data`` says how many entries it keeps: at most 64."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and dotted(node).endswith("cache_data"):
            call = calls.get(id(node))
            given = [k.value for k in call.keywords if k.arg == "max_entries"] if call else []
            limits = [
                constants.get(dotted(value)) if isinstance(value, ast.Name) else value.value
                for value in given
                if isinstance(value, (ast.Name, ast.Constant))
            ]
            if not (limits and isinstance(limits[0], int) and limits[0] <= MOST_ENTRIES):
                yield f"line {node.lineno}: cache_data without max_entries of at most 64"


FORBIDDEN = (
    r"streamlit\.html|streamlit\.components\.v1",  # markup from Python
    r"torch\.load|pickle|joblib|dill|cloudpickle|marshal|shelve|yaml\.(unsafe_|full_)?load(_all)?",
    r"eval|exec|builtins\.(eval|exec)",  # code from text
    r"torch\.(\w+\.)*(manual_seed(_all)?|seed)|numpy\.random\.seed|random\.seed",  # one RNG for all
    r"(\w+\.)+(Scattergl|Heatmapgl|Scatterpolargl)|plotly\..*gl",  # WebGL needs unsafe-eval
)


def nothing_unsafe(tree: ast.Module, path: str) -> Iterator[str]:
    """No markup, no unpickling, no code from text, no seed that all sessions share."""
    pattern = re.compile(rf"({'|'.join(FORBIDDEN)})(\.\w+)*")
    yield from (name for name in used(tree) if pattern.fullmatch(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in (
            "unsafe_allow_html",
            "unsafe_allow_javascript",
        ):
            yield f"{node.arg} in line {node.value.lineno}"


def stopping_a_session_is_not_caught(tree: ast.Module, path: str) -> Iterator[str]:
    """Streamlit stops a script by an exception that derives from BaseException."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or dotted(kind) == "BaseException" for kind in kinds):
                yield f"line {node.lineno} catches everything"


MARKDOWN = {
    "badge", "button", "caption", "checkbox", "color_picker", "date_input", "download_button",
    "error", "expander", "feedback", "file_uploader", "form_submit_button", "header", "info",
    "link_button", "markdown", "metric", "multiselect", "number_input", "page_link", "pills",
    "popover", "radio", "segmented_control", "select_slider", "selectbox", "slider", "status",
    "subheader", "success", "table", "tabs", "text_area", "text_input", "time_input", "title",
    "toast", "toggle", "warning", "write",
}  # fmt: skip
"""Calls whose first argument, or label, Streamlit reads as Markdown."""
FIRST_IS_A_PAGE = {"page_link"}
ESCAPERS = {"esc_md", "escape_markdown", "escape"}
NUMERIC = re.compile(r"[^{}]*[,_]?(\.\d+)?[bcdeEfFgGn%]|,|[+]?,")


def is_safe(node: ast.expr, known: dict[str, list[ast.expr]]) -> bool:
    """Whether an argument can hold no text from outside: literal, translated, number or escaped."""
    match node:
        case ast.Constant():
            return True
        case ast.JoinedStr(values=values):
            return all(is_safe(value, known) for value in values)
        case ast.FormattedValue(value=value, format_spec=spec):
            return is_numeric(spec) or is_safe(value, known)
        case ast.Call(func=ast.Attribute(value=template, attr="format"), args=args, keywords=keys):
            words = text_fields(template, known)
            given = {key.arg: key.value for key in keys}
            unseen = words - set(given) if None in given else set()  # what **values may fill
            return (
                is_safe(template, known)
                and all(is_safe(argument, known) for argument in args)
                and all(
                    is_safe(value, known)
                    for name, value in given.items()
                    if name is not None and words & {name, "*"}
                )
                and not unseen
            )
        case ast.Call(func=func):
            name = dotted(func).rpartition(".")[2]
            return name in {"_", "ngettext", "len", "str.join"} | ESCAPERS
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return all(is_safe(element, known) for element in elements)
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
            return is_safe(element, known)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_safe(left, known) and is_safe(right, known)
        case ast.IfExp(body=body, orelse=orelse):
            return is_safe(body, known) and is_safe(orelse, known)
        case ast.Name(id=name) if name in known:
            return all(is_safe(value, {}) for value in known[name])
    return False


def is_numeric(spec: ast.expr | None) -> bool:
    """Whether a format takes numbers only, so that a text in its place is an error."""
    match spec:
        case ast.JoinedStr(values=[ast.Constant(value=str(text))]):
            return bool(NUMERIC.fullmatch(text))
    return False


def text_fields(template: ast.expr, known: dict[str, list[ast.expr]]) -> set[str]:
    """Return the fields of a template that would take any text, not numbers only.

    A template that is not a literal might have any field: ``*``.
    """
    sources = known.get(template.id, []) if isinstance(template, ast.Name) else [template]
    literals = [
        node.value
        for source in sources
        for node in ast.walk(source)
        if isinstance(node, ast.Constant)
    ]
    parsed = [part for text in literals for part in string.Formatter().parse(str(text))]
    words = {name for _, name, spec, _ in parsed if name and not NUMERIC.fullmatch(spec or "")}
    return words if literals else {"*"}


def markdown_is_ours(tree: ast.Module, path: str) -> Iterator[str]:
    """What people type never reaches Markdown: only our words, numbers and escaped text do."""
    ours = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages")
        for alias in node.names
    }
    known: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                known.setdefault(dotted(target), []).append(node.value)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, owner = node.func.attr, dotted(node.func.value)
        is_streamlit = owner == "st" or (owner not in ours and name != "write")
        if name in MARKDOWN and is_streamlit and path.startswith(("pages/", "app.py")):
            shown = [] if name in FIRST_IS_A_PAGE else node.args[:1]
            shown += [
                k.value for k in node.keywords if k.arg in ("label", "body", "help", "caption")
            ]
            for argument in shown:
                if not is_safe(argument, known):
                    yield f"{name} is given {ast.unparse(argument)}"


def pages_read_from_the_top(tree: ast.Module, path: str) -> Iterator[str]:
    """A page is choose, compute, show, explain, read from the top: it defines nothing."""
    if re.fullmatch(r"pages/[^/]+\.py|app\.py", path):
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
                yield f"line {node.lineno} defines something"


def core_is_no_app(tree: ast.Module, path: str) -> Iterator[str]:
    """Nothing in core knows Streamlit."""
    if path.startswith("core/"):
        yield from (name for name in used(tree) if name.split(".")[0] in ("streamlit", "pages"))


ALLOWED_URL = re.compile(r"http://(127\.0\.0\.1|localhost|www\.w3\.org)\b")


def addresses(text: str) -> list[str]:
    found = re.findall(r"(?:https?:|wss?:)?//[\w.-]+\.[a-z]{2,}\b|https?://[\w.]+", text)
    return [url for url in found if not ALLOWED_URL.match(url)]


def no_address_is_fetched(tree: ast.Module, path: str) -> Iterator[str]:
    """An address may stand in a docstring, never in a value: the app works with no network."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield from addresses(node.value)


RULES: list[Rule] = [
    only_session_keeps_state,
    caches_are_bounded,
    nothing_unsafe,
    stopping_a_session_is_not_caught,
    markdown_is_ours,
    pages_read_from_the_top,
    core_is_no_app,
    no_address_is_fetched,
]


def sheet_faults(text: str) -> list[str]:
    """Return what a style sheet of ours must not have, comments left aside.

    What a script must not have is in ``eslint.config.js``.
    """
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return addresses(code) + re.findall(r"@import\b|\burl\s*\((?!\s*[\"']?data:)", code)


def own_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    prose = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - prose
