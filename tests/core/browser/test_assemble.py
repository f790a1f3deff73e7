import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.browser import PAGE
from core.browser.assemble import AssemblyError, assemble, stylesheet
from tests.node import run_node

ROOT = Path(__file__).parents[3]
ENTRIES = [
    path
    for folder in ("core", "pages")
    for path in sorted((ROOT / folder).rglob("*.js"))
    if "\nexport default" in path.read_text("utf-8")
]


def write_modules(folder: Path, **modules: str) -> Path:
    """Write modules, and return the path of the one that is called ``entry``."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder / "entry.js"


def test_modules_stand_once_and_after_what_they_import(tmp_path: Path) -> None:
    entry = write_modules(
        tmp_path,
        entry=(
            'import { twice } from "./twice.js";\n'
            'import {\n  base,\n  Shape,\n} from "./base.js";\n\n'
            "console.log(twice(base), new Shape().sides);\nexport default 1;\n"
        ),
        twice=(
            'import { base } from "./base.js";\n\n'
            "export const doubled = 2 * base;\n"
            "export function twice(x) {\n  return 2 * x + doubled;\n}\n"
        ),
        base="export const base = 21;\nexport class Shape {\n  sides = 4;\n}\n",
    )
    script = assemble(entry)

    assert run_node("--input-type=module", "-", script=script) == "84 4\n"
    assert script.count("const base = 21") == 1
    assert "import" not in script


def test_only_what_tools_need_is_left_out(tmp_path: Path) -> None:
    entry = write_modules(
        tmp_path,
        entry=(
            "// @ts-check\n// entry: kept.\n\n/**\n * For tools.\n * @param {number} x\n */\n"
            "function f(x) {\n  /** @type {number} */\n  const y =\n"
            "    /** @type {number} */ (x);\n"
            "  /** Gone. */\n  return y; // kept\n}\n\nexport default f;\n"
        ),
    )

    assert assemble(entry) == (
        "// entry: kept.\n\nfunction f(x) {\n  const y =\n    /** @type {number} */ (x);\n"
        "  return y; // kept\n}\n\nexport default f;\n"
    )


GOOD = "export const a = 1;\n"


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ('import a from "./a.js";\n', "expected import"),
        ('import * as all from "./a.js";\n', "expected import"),
        ('import "./a.js";\n', "expected import"),
        ('import { a } from "a";\n', "expected import"),
        ('import { a } from "/a.js";\n', "expected import"),
        ('import { a } from "https://example.com/a.js";\n', "expected import"),
        ('import { a as b } from "./a.js";\n', "renames"),
        ('import { b } from "./a.js";\n', "exports no such name"),
        ('import { a } from "./b.js";\n', "is not there"),
        ('const late = await import("./a.js");\n', "imports within its code"),
        ("const here = import.meta.url;\n", "imports within its code"),
        ('const one = 1; import { a } from "./a.js";\n', "imports within its code"),
        ('import { a } from "./a.js"\n', "imports within its code"),
        ('export { a } from "./a.js";\n', "expected export where a name is declared"),
        ('export * from "./a.js";\n', "expected export where a name is declared"),
        ("const b = 1;\nexport { b };\n", "expected export where a name is declared"),
        ('import { a } from "./a.js";\nfunction a() {}\n', "declares 'a'"),
        ('import { a } from "./a.js";\nconst [b, a] = [1, 2];\n', "declares 'a'"),
        ('import { a } from "./a.js";\nimport { c } from "./c.js";\n', "declares 'secret'"),
        ('import { d } from "./d.js";\n', "only an entry may"),
        ('import { e } from "./e.js";\n', "circle: entry.js -> e.js -> entry.js"),
    ],
)
def test_what_cannot_become_one_text_is_refused(tmp_path: Path, planted: str, message: str) -> None:
    entry = write_modules(
        tmp_path,
        entry=planted,
        a=GOOD + "const secret = 1;\n",
        c="const secret = 2;\nexport const c = 3;\n",
        d="export const d = 1;\nexport default d;\n",
        e='import { a } from "./entry.js";\nexport const e = a;\n',
    )

    with pytest.raises(AssemblyError, match=message) as failure:
        assemble(entry)
    assert ".js" in str(failure.value)


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.js"):
        assemble(tmp_path / "nowhere.js")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_every_component_becomes_one_module(entry: Path) -> None:
    script = assemble(entry)

    run_node("--check", "--input-type=module", "-", script=script)
    assert script.count("\nexport ") == 1  # the default one


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_no_code_is_lost_in_the_one_text(entry: Path) -> None:
    def code(text: str) -> list[str]:
        """Return a script line by line, without comments, imports and the word export."""
        text = re.sub(r"/\*.*?\*/|^import\b[^;]*;", "", text, flags=re.DOTALL | re.MULTILINE)
        lines = (line.strip().removeprefix("export ") for line in text.splitlines())
        return [line for line in lines if line and not line.startswith("//")]

    def modules(path: Path) -> Iterator[Path]:
        for name in re.findall(r'from "(\..*)";', path.read_text("utf-8")):
            yield from modules((path.parent / name).resolve())
        yield path

    sources = dict.fromkeys(modules(entry))
    expected = [line for path in sources for line in code(path.read_text("utf-8"))]
    assert code(assemble(entry)) == expected


def test_every_script_is_sent_with_some_component_or_page() -> None:
    sent = "\n".join(assemble(entry) for entry in (*ENTRIES, PAGE / "page.js"))
    for folder in ("core", "pages/components"):  # pages/server sends scripts of its own
        for path in (ROOT / folder).rglob("*.js"):
            title = next(line for line in path.read_text("utf-8").splitlines() if ": " in line)
            assert title in sent.splitlines(), path


def test_style_sheets_keep_their_order(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.css").write_text(f".x {{ color: {name}; }}\n")
    assert stylesheet(tmp_path / "b.css", tmp_path / "a.css") == (
        ".x { color: b; }\n\n.x { color: a; }\n"
    )
