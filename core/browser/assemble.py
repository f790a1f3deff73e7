"""Joins modules of JavaScript that import each other into one, and style sheets into one.

A page that is opened from disk cannot load modules, and Streamlit serves a component's files only
for installed packages: both are given one text. A module's top level becomes part of the whole, so
no two modules may declare the same name there; anything that needs more than that is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_FOR_TOOLS = re.compile(
    r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n|^// @ts-check\n", re.DOTALL | re.MULTILINE
)
_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_NAMED = re.compile(r'import \{([\s\w,]+)\} from "(\.\.?/[^"]+\.js)";\n')
_DECLARED = re.compile(
    r"^(?P<export>export )?(?:async )?(?:function\*?|class|const|let|var)\s+"
    r"(?P<names>\w+|\[[^\]]*\]|\{[^}]*\})",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\b(?! default\b)(?! (?:async )?(?:function|class|const|let)\b).*", re.MULTILINE
)


class AssemblyError(ValueError):
    """A module cannot become part of one text; the message says which one and why."""


@dataclass(frozen=True, eq=False)
class _Module:
    path: Path
    text: str
    imports: dict[Path, list[str]]
    declared: list[str]
    exported: set[str]


def assemble(entry: Path) -> str:
    """Return a module and all that it imports as one module, each file once, after its imports.

    Blocks of JSDoc, which only tools and readers of the source need, are left out.

    Args:
        entry: the module whose default export is that of the whole.

    Raises:
        AssemblyError: if an imported file is missing, if an import is not
            ``import { a, b } from "./c.js";`` or names what is not exported there, if a module
            exports a name other than where it is declared, if a module other than the entry has a
            default export, if modules import each other in a circle, or if two declare the same
            name.
    """
    modules = list(_in_order(entry.resolve(), (), {}))
    owners: dict[str, Path] = {}
    for module in modules:
        for name in module.declared:
            if name in owners:
                raise AssemblyError(
                    f"{module.path} declares {name!r}, as {owners[name]} does. Rename one."
                )
            owners[name] = module.path
        if module.path != entry.resolve() and re.search(r"^export default\b", module.text, re.M):
            raise AssemblyError(f"{module.path} has a default export; only an entry may.")
    return "\n".join(_body(module) for module in modules)


def stylesheet(*paths: Path) -> str:
    """Return style sheets as one, in the order given: later rules win."""
    return "\n".join(path.read_text("utf-8") for path in paths)


def _in_order(path: Path, above: tuple[Path, ...], known: dict[Path, _Module]) -> Iterator[_Module]:
    """Yield a module after those that it imports, leaving out what has been yielded before."""
    if path in above:
        circle = " -> ".join(each.name for each in (*above[above.index(path) :], path))
        raise AssemblyError(f"Modules import each other in a circle: {circle}.")
    if path in known:
        return
    module = _read(path)
    for target, names in module.imports.items():
        if not target.is_file():
            raise AssemblyError(f"{path} imports {target}, which is not there.")
        yield from _in_order(target, (*above, path), known)
        if missing := set(names) - known[target].exported:
            raise AssemblyError(f"{path} imports {sorted(missing)}; {target} exports no such name.")
    known[path] = module
    yield module


def _read(path: Path) -> _Module:
    text = path.read_text("utf-8")
    imports: dict[Path, list[str]] = {}
    for statement in _IMPORT.findall(text):
        if not (named := _NAMED.fullmatch(statement)):
            raise AssemblyError(
                f'{path} has {statement.strip()!r}; expected import {{ a, b }} from "./c.js";'
            )
        target = (path.parent / named[2]).resolve()
        imports.setdefault(target, []).extend(re.findall(r"\w+", named[1]))
        if re.search(r"\bas\b", named[1]):
            raise AssemblyError(f"{path} renames what it imports: {statement.strip()!r}.")
    if stray := re.search(r"\bimport\b.*", _COMMENT.sub("", _IMPORT.sub("", text))):
        raise AssemblyError(f"{path} imports within its code: {stray[0]!r}.")
    if stray := _EXPORT.search(text):
        raise AssemblyError(f"{path} has {stray[0]!r}; expected export where a name is declared.")
    declared = [(m, re.findall(r"\w+", m["names"])) for m in _DECLARED.finditer(text)]
    exported = {name for match, names in declared if match["export"] for name in names}
    return _Module(path, text, imports, [n for _, names in declared for n in names], exported)


def _body(module: _Module) -> str:
    text = _FOR_TOOLS.sub("", _IMPORT.sub("", module.text))
    text = re.sub(r"^export (?!default\b)", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text)
