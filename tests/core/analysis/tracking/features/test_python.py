"""Worked examples, each feature drawn below the source; modules as Python's parser sees them."""

import ast
import copy
import reprlib
import stat
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from core.network import Network, load_network
from tests.core.analysis.tracking.features.reading import drawn, feature_table

FEATURES = (
    "nesting-depth",
    "in-parentheses",
    "in-square-brackets",
    "block-depth",
    "in-string",
    "in-long-string",
    "in-comment",
    "in-keyword",
    "in-name",
    "in-number",
)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network("python-source", "gru")


def test_all_features_of_a_source(network):
    source = "if f(\"a(b\", [1]):  # (no\n  z = rb''\n\n  # c\nw"
    table = feature_table(network, source)
    assert [drawn(table, name) for name in FEATURES] == [
        # if f("a(b", [1]):  # (no~  z = rb''~~  # c~w
        "....11111111221.............................",
        "....11111111111.............................",
        "............11..............................",
        "...........................1111111111111111.",
        ".....1111........................1..........",
        "............................................",
        "...................11111...............111..",
        "11..........................................",
        "...1.......................1...............1",
        ".............1..............................",
    ]


@pytest.mark.parametrize(
    ("source", "feature", "expected"),
    [
        ("([)]}{", "nesting-depth", "121..1"),  # one closes another; it is never below 0
        ("(\n[", "nesting-depth", "112"),  # never to close it is no fault
        ('"""a\nb"""c', "in-long-string", "11111111.."),
        ('"""a\nb', "in-string", "111111"),  # open to the end
        ("''''''", "in-long-string", "11111."),
        ("'' 'a'", "in-long-string", "......"),
        ("rb'a'", "in-string", "..11."),  # what stands before the quotation mark is not in it
        ("'\\''", "in-string", "111."),
        ("'\\\na'", "in-string", "1111."),  # over two lines
        ("a\rb\r\nc", "in-name", "1.1..1"),  # however its lines end
        ("é=ñ[0]", "in-square-brackets", "...11."),
        ("'e\u0332a'", "in-string", "111."),  # one token of two characters
        ("match=_", "in-keyword", "......."),
        ("0x1f+1e5j", "in-number", "1111.1111"),
        ("if a:\n b\n if c:\n  d\n\n# e\nf", "block-depth", ".......111111111112222222."),
    ],
)
def test_a_feature_of_unusual_source(network, source, feature, expected):
    assert drawn(feature_table(network, source), feature) == expected


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a = 'never closed\nb", "1..????????????????"),
        ("What say you? It's", "1111.111.111??????"),
        ("a\x00b", "1??"),
        ("if a:\n    b\n  c\nd", "...1......1.?????"),  # indented as no line before
        ("\ufeffa", "??"),
    ],
)
def test_features_are_nan_from_where_a_source_cannot_be_read(network, source, names):
    table = feature_table(network, source, "a")
    assert drawn(table, "in-name") == names + "1"
    unread = [sign == "?" for sign in names + "1"]
    for name in FEATURES:
        assert np.isnan(table.column(name)).tolist() == unread
    assert not np.isnan(table.column("position-in-line")).any()


@pytest.fixture(scope="module", params=[copy, reprlib, stat], ids=lambda module: module.__name__)
def module(request) -> str:
    return Path(request.param.__file__).read_text(encoding="ascii")  # columns are characters


def line_starts(module: str) -> list[int]:
    return [0, *accumulate(map(len, module.splitlines(keepends=True)))]


def test_strings_are_where_the_parser_finds_them(network, module):
    starts, in_string = line_starts(module), np.zeros(len(module))
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            first = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            in_string[first : end - 1] = 1

    assert in_string.sum() > 100
    np.testing.assert_array_equal(feature_table(network, module).column("in-string"), in_string)


def statements(node: ast.AST, depth: int) -> Iterator[tuple[ast.stmt, int]]:
    """Yield the statements that begin a line, with the number of blocks that each stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.stmt, ast.excepthandler)):
            deeper = child.col_offset > getattr(node, "col_offset", 0)  # elif is not
            if child.lineno != getattr(node, "lineno", 0) and isinstance(child, ast.stmt):
                yield child, depth + deeper
            yield from statements(child, depth + deeper)


def test_blocks_are_as_deep_as_the_parser_finds_them(network, module):
    starts, depths = line_starts(module), feature_table(network, module).column("block-depth")
    expected = {
        starts[node.lineno - 1] + node.col_offset: depth
        for node, depth in statements(ast.parse(module), 0)
    }

    assert len(expected) > 50
    assert {place: depths[place] for place in expected} == expected
