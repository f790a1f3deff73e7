"""Larger type: each size is that many times as large, and nothing else of a figure changes."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.larger import USUAL, larger
from core.figures.opinion import opinion
from core.figures.plain import Figure
from core.figures.whole_sentence import whole_sentence
from core.notation import TITLES
from tests.core.figures.sample import sample, shown

TRACE = sample()
LABELS = shown(TRACE.tokens)


def figures() -> Iterator[Figure]:
    """Yield figures with titles, axes and texts in cells."""
    yield whole_sentence(TRACE, LABELS, TITLES)
    for count in (2, 20):
        shares = np.random.default_rng(0).dirichlet(np.ones(count), len(LABELS))
        yield opinion(shares, [str(output) for output in range(count)], LABELS)


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the path and the value of everything in a part of a figure."""
    if isinstance(part, dict | list | tuple):
        pairs = part.items() if isinstance(part, dict) else enumerate(part)
        for name, value in pairs:
            yield from leaves(value, (*path, name))
    else:
        yield path, part


def is_type(path: tuple[Any, ...]) -> bool:
    return path[-1] == "size" and str(path[-2]).endswith("font")


def test_all_type_grows_and_all_else_stays() -> None:
    for figure in figures():
        before = figure.to_dict()
        kept = deepcopy(before)
        after = larger(before, 1.25)
        assert before == kept
        go.Figure(after)  # Plotly knows every property
        old, new = dict(leaves(before)), dict(leaves(after))
        assert new.pop(("layout", "font", "size")) == 1.25 * USUAL
        assert old.keys() == new.keys()
        for path, value in old.items():
            if is_type(path):
                assert new[path] == 1.25 * value
            elif path[:2] == ("layout", "margin"):
                assert new[path] == round(1.25 * value)
            else:
                assert new[path] == value
    assert any(is_type(path) for path in dict(leaves(next(figures()).to_dict())))
