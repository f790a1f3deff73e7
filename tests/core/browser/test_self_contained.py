"""A trace as one file: everything in it, nothing from elsewhere, no larger than it must be."""

import gzip
import re
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
import torch

from core.browser.self_contained import cell_of, page_of
from core.cells import CELLS, ReluRNNCell
from core.trace import Trace, unroll
from tests.nasty import STRINGS
from tests.payload import unpack


def traced(name: str = "lstm", length: int = 4, units: int = 3, tokens: tuple = ()) -> Trace:
    cell = CELLS[name](2, units, torch.Generator().manual_seed(0))
    inputs = torch.randn(length, 2, generator=torch.Generator().manual_seed(1))
    return unroll(cell, inputs, tokens or tuple("abcdefgh"[:length]))


def payload_of(page: str) -> bytes:
    (packed,) = re.findall(r'<script id="payload" type="text/plain">([^<]*)</script>', page)
    return gzip.decompress(b64decode(packed))


@pytest.mark.parametrize("name", CELLS)
def test_the_page_has_every_number_of_the_trace(name: str) -> None:
    trace = traced(name)
    assert cell_of(trace) == name
    _cue, content, arrays = unpack(payload_of(page_of(trace)))
    assert content["length"] == 4
    for quantity, values in trace.activations.items():
        assert np.allclose(arrays[quantity], values, atol=1e-7)


def test_nothing_comes_from_elsewhere() -> None:
    page = page_of(traced())
    plain = page.replace("http://www.w3.org/", "")  # names of XML, which nobody fetches
    assert not re.search(r"https?://|^\s*import\b|<link|@import|url\((?!#|\$\{canvas)", plain, re.M)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_tokens_and_titles_are_only_text(text: str) -> None:
    page = page_of(traced(tokens=(text, "</script>", "<b>", "x")), title=f"{text}</title><b>")
    assert page.count("<script") == page.count("</script>") == 2
    assert page.count("<b>") == 0
    assert page.count("</title>") == 1
    page.encode("utf-8")


def test_thirty_tokens_of_an_lstm_of_64_units_take_less_than_400_kilobytes() -> None:
    cell = CELLS["lstm"](32, 64, torch.Generator().manual_seed(0))
    inputs = torch.randn(30, 32, generator=torch.Generator().manual_seed(1))
    page = unroll(cell, inputs, [f"token {place}" for place in range(30)]).to_html()
    assert len(page.encode()) < 400_000


def test_a_file_is_written_and_a_notebook_shows_a_frame(tmp_path: Path) -> None:
    trace, path = traced(), tmp_path / "trace.html"
    page = trace.to_html(path, title="Mine", language="ko")
    assert path.read_text("utf-8") == page
    assert '<html lang="ko">' in page
    assert "<title>Mine</title>" in page
    shown = trace._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert shown.count('"') == 6, "nothing in the page ends the attribute"
    assert traced(length=0)._repr_html_().startswith("<pre>")


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="languages en, ko; got 'de'"):
        page_of(traced(), language="de")
    relu = ReluRNNCell(2, 3, torch.Generator())
    with pytest.raises(ValueError, match="page_of expected a cell of"):
        page_of(unroll(relu, torch.ones(1, 2), ["a"]))
    with pytest.raises(ValueError, match="at least one"):
        page_of(traced(length=0))
