import json
import re
from pathlib import Path

import numpy as np
import pytest

from core.cells import CELLS
from core.corpus.excerpts.excerpt import Excerpt
from core.corpus.excerpts.passage import Context
from pages.components import snippets
from pages.components.snippets import Chosen, Snippet, Snippets, pack, read_chosen
from pages.components.snippets.words import words

FOLDER = Path(snippets.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js")))
QUANTITIES = {quantity.name: quantity for quantity in CELLS["lstm"].quantities}


def make_snippet(values: np.ndarray) -> Snippet:
    """Return three tokens, the last two of which are the hit."""
    tokens = ("a", " ", "\x00")
    excerpt = Excerpt(40, tokens, tokens, ("", "", "\n"), (True, True, False), {0: "a\nb c"})
    return Snippet(Context("a\nb c", excerpt, (1, 3)), "0.93", values)


def test_a_snippet_is_sent_with_its_context_values_and_hit() -> None:
    snippet = make_snippet(np.array([0.5, -0.25, 1], np.float32))
    data = json.loads(pack(Snippets("d1", [snippet], QUANTITIES["hidden_state"])))
    assert data["items"] == [
        {
            "title": "a⏎b c",
            "position": 41,
            "figures": "0.93",
            "labels": ["a", "␣", "␀"],
            "blanks": [1],
            "gaps": {"2": "\n"},
            "unknown": [2],
            "values": [0.5, -0.25, 1],
            "hit": [1, 3],
        }
    ]
    assert (data["digest"], data["largest"]) == ("d1", 1)


def test_an_unbounded_quantity_has_its_full_colour_at_the_largest() -> None:
    items = [make_snippet(np.array(values)) for values in ([0.5, -4, 1], [2, 0, 0])]
    assert Snippets("d1", items, QUANTITIES["cell_state"]).full == 4
    assert Snippets("d1", items, QUANTITIES["cell_state"], largest=6.5).full == 6.5
    assert Snippets("d1", [], QUANTITIES["cell_state"]).full == 1
    assert json.loads(pack(Snippets("d1", [], QUANTITIES["cell_state"])))["items"] == []


def test_values_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(3,\), one for each token; got \(2,\)"):
        make_snippet(np.zeros(2))


@pytest.mark.parametrize("value", [None, 3, {"index": "1", "digest": ""}, {"index": 1}])
def test_a_report_of_another_kind_is_none(value: object) -> None:
    assert read_chosen(value) is None


def test_a_report_is_read() -> None:
    assert read_chosen({"index": 0, "digest": "d1"}) == Chosen(0, "d1")


def test_browser_and_python_name_the_same_words() -> None:
    assert set(re.findall(r"\bwords\.(\w+)", SOURCE)) == set(words())
