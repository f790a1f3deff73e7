from pathlib import Path

from core.corpus.sources.standard_library import PARTS, is_held_out, modules, part_of

LIBRARY_FILES = {
    "abc.py": "a", "json/__init__.py": "b", "json/decoder.py": "c", "naïve.py": "d = 'é'\n",
}  # fmt: skip
LEFT_OUT = (
    "test/test_abc.py", "unittest/test/test_case.py", "ctypes/test/a.py", "site-packages/a/b.py",
    "dist-packages/a.py", "idlelib/a.py", "lib2to3/tests/a.py", "ensurepip/_bundled/a.py",
    "json/__pycache__/a.py", "encodings/cp037.py", "pydoc_data/topics.py", "html/entities.py",
    "re/_casefix.py", "stringprep.py", "_sysconfigdata__linux_.py", "config-3.11/a.py",
    "json/notes.txt",
)  # fmt: skip


def write(folder: Path, path: str, text: str = "x = 1\n") -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def test_the_library_is_read_without_tests_tables_and_what_is_not_its_own(tmp_path: Path) -> None:
    for path in LEFT_OUT:
        write(tmp_path, path)
    for path, text in LIBRARY_FILES.items():
        write(tmp_path, path, text)
    (tmp_path / "old.py").write_bytes(b"# -*- coding: latin-1 -*-\r\n# \xe9\r\n")
    read = modules(tmp_path)
    assert read == LIBRARY_FILES | {"old.py": "# -*- coding: latin-1 -*-\n# é\n"}
    assert list(read) == sorted(read)


def test_parts_are_of_about_one_size_and_the_first_is_held_out() -> None:
    paths = [f"module{number}.py" for number in range(2_000)]
    sizes = [sum(part_of(path) == part for path in paths) for part in range(PARTS)]
    assert sum(sizes) == len(paths)
    assert min(sizes) > 60
    assert [path for path in paths if is_held_out(path)] == [p for p in paths if part_of(p) == 0]
