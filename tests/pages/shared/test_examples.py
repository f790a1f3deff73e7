"""What the gallery promises is what the networks do."""

import numpy as np
import pytest

from core import load_network
from pages.shared.examples import EXAMPLES, Example
from pages.shared.link import fits_in_link, parse, to_query

CONTRAST, NEGATION, *_, FAILURE, HELLO = EXAMPLES


def positive(text: str) -> float:
    network = load_network("english-reviews", "lstm")
    return float(network.predict([text])[0, network.outputs.index("positive")])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_opens_by_its_link_inside_its_text_and_network(example: Example):
    selection = example.selection
    assert fits_in_link(selection)
    query = {name: [value] for name, value in to_query(selection).items()}
    assert parse(query) == (selection, ())
    trace = load_network(selection.model, selection.cell).trace(selection.text)
    assert selection.position <= len(trace)
    assert selection.unit < trace["hidden_state"].shape[1]


def test_unit_45_forgets_at_but_and_the_opinion_turns():
    network = load_network("english-reviews", "lstm")
    trace = network.trace(CONTRAST.selection.text)
    forget_gate = trace["forget_gate"][:, CONTRAST.selection.unit]
    assert trace.tokens[int(np.argmin(forget_gate))] == "but"
    assert forget_gate.min() < 0.3
    before, after = "The plot is thin", CONTRAST.selection.text
    assert positive(before) < 0.5 < positive(after)


def test_not_turns_good_around():
    assert positive(NEGATION.selection.text) < 0.5 < positive("This film is good.")


def test_not_bad_fails_as_it_says():
    assert "not bad" in FAILURE.selection.text
    assert positive(FAILURE.selection.text) < 0.5


def test_hello_is_spelled():
    network = load_network("hello", "lstm")
    opinions = network.opinions(network.trace("hell"))
    assert [network.outputs[best] for best in opinions.argmax(1)] == list("ello")
