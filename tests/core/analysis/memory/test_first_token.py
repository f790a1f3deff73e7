"""Influence of a first token, compared with readings of the text with each first token."""

import pickle
from copy import deepcopy
from dataclasses import fields

import numpy as np
import pytest
import torch

from core import load_network
from core.analysis.memory.first_token import first_token_left
from core.analysis.memory.first_token_jacobian import gradient_norms
from core.analysis.reading import MAX_TOKENS, read
from core.network import Network, in_paper_form
from tests.nasty import STRINGS

CELLS = ("rnn", "lstm", "gru")
REVIEWS = {cell: load_network("english-reviews", cell) for cell in CELLS}
HELLO, WAVE = load_network("hello", "gru"), load_network("wave", "lstm")
TEXT = "dull , predictable and far too long"


def expected(network: Network, text: str, other: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the differences of states and opinions between two texts, each traced by itself."""
    trace, changed = network.trace(text), network.trace(other)
    states = np.linalg.norm(trace["hidden_state"] - changed["hidden_state"], axis=1)
    return states, np.abs(network.opinions(trace) - network.opinions(changed)).max(axis=1)


CHANGES = [
    (REVIEWS["rnn"], TEXT, "bright", f"bright {TEXT[5:]}"),
    (REVIEWS["lstm"], TEXT, " Bright film, too", f"bright {TEXT[5:]}"),
    (REVIEWS["gru"], TEXT, "", f"zxqvq {TEXT[5:]}"),
    (REVIEWS["gru"], TEXT, " \n", f"zxqvq {TEXT[5:]}"),
    (REVIEWS["gru"], TEXT, "zxqvq", f"zxqvq {TEXT[5:]}"),
    (in_paper_form(REVIEWS["gru"]), TEXT, "bright", f"bright {TEXT[5:]}"),
    (HELLO, "hell", "lo", "lell"),
    (WAVE, "0.5, 0.25, -0.1", "-0.75 3", "-0.75, 0.25, -0.1"),
    (WAVE, "0.5, 0.25, -0.1", "", "0, 0.25, -0.1"),
]


@pytest.mark.parametrize(("network", "text", "instead", "other"), CHANGES)
def test_the_differences_are_those_from_the_text_with_another_first_token(
    network, text, instead, other
):
    left = first_token_left(network, text, instead)
    states, opinions = expected(network, text, other)

    assert states.min() > 1e-5
    np.testing.assert_allclose(left.difference, states, rtol=0, atol=1e-5)
    np.testing.assert_allclose(left.opinion, opinions, rtol=0, atol=1e-5)
    cell, codes = deepcopy(network.cell).double(), network.encode(text).codes
    assert np.array_equal(left.gradient, gradient_norms(cell, network.vectors(codes)))
    assert {getattr(left, name).shape for name in ("gradient", "difference", "opinion")} == {
        (len(codes),)
    }


def test_the_gradient_is_exact_where_little_is_left():
    """A network whose float32 gradient is off by a tenth at the end, against PyTorch in float64."""
    network, text = load_network("brackets-equal", "lstm"), "(1(2)1)0()" * 3
    cell, inputs = deepcopy(network.cell).double(), network.vectors(network.encode(text).codes)
    rest = inputs[1:].double()

    def last(first: torch.Tensor) -> torch.Tensor:
        state = cell.initial_state(1)
        for x in torch.cat([first, rest]).split(1):
            state = cell(x, state).state
        return state.hidden_state

    with torch.inference_mode(False):
        jacobian = torch.autograd.functional.jacobian(last, inputs[:1].double().clone())
    left = first_token_left(network, text)

    assert left.gradient[-1] / left.gradient[0] < 1e-9
    assert left.gradient[-1] == pytest.approx(float(jacobian.norm()), rel=1e-6)


@pytest.mark.parametrize("network", [*REVIEWS.values(), in_paper_form(REVIEWS["gru"])])
def test_a_first_token_replaced_by_itself_makes_no_difference(network):
    left = first_token_left(network, TEXT, "DULL")

    assert not left.difference.any()
    assert not left.opinion.any()
    assert left.gradient.all()


def test_the_replacement_token_is_named():
    network = REVIEWS["lstm"]
    known, unknown = (first_token_left(network, TEXT, it).instead for it in ("Good film", "zxqvq"))
    assert known is not None
    assert unknown is not None
    assert (known.label, known.known) == ("Good", True)
    assert (unknown.label, unknown.known) == ("zxqvq", False)
    assert first_token_left(network, TEXT, " ").instead is None


@pytest.mark.parametrize("network", [REVIEWS["lstm"], HELLO, WAVE])
@pytest.mark.parametrize("instead", ["", "h", "0.5"])
def test_a_text_without_tokens_has_no_influence_to_measure(network, instead):
    left = first_token_left(network, "", instead)

    assert left.gradient.shape == left.difference.shape == left.opinion.shape == (0,)


def test_a_text_of_one_token_has_one_step():
    left = first_token_left(HELLO, "h", "o")

    assert left.gradient.shape == left.difference.shape == left.opinion.shape == (1,)
    assert min(left.gradient[0], left.difference[0], left.opinion[0]) > 0


def test_rounding_errors_are_not_taken_for_memory():
    """In float32, the states of this network differ by 1e-6 after 256 characters."""
    network = load_network("shakespeare", "rnn")
    left = first_token_left(network, "To be, or not to be: that is the question. " * 6, "W")

    assert left.difference[0] > 1
    assert left.difference[-1] < 1e-9


def test_a_long_text_is_cut_as_a_reading_is():
    text = "good film , " * 120
    left = first_token_left(REVIEWS["rnn"], text, text)

    assert len(left.gradient) == len(read(REVIEWS["rnn"], text).tokens) == MAX_TOKENS


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_every_string_can_be_measured_and_used_as_replacement(text):
    measured = first_token_left(HELLO, text, "h")
    placed = first_token_left(HELLO, "hello", text)

    assert len(measured.gradient) == len(read(HELLO, text).tokens)
    for left in (measured, placed):
        for values in (left.gradient, left.difference, left.opinion):
            assert np.isfinite(values).all()
            assert (values >= 0).all()


def test_the_result_can_be_cached():
    left = first_token_left(HELLO, "hell", "o")
    again = pickle.loads(pickle.dumps(left))

    for field in fields(left):
        assert np.array_equal(getattr(left, field.name), getattr(again, field.name))
