"""Tests that the networks do what the gallery promises."""

import io
import re
import tokenize
from functools import partial

import numpy as np
import pytest

import pages.every_view  # noqa: F401
from core import load_network
from core.analysis.comparison import state_difference
from core.analysis.gradients.objectives import loss
from core.analysis.gradients.reach import reach
from core.analysis.gradients.truncation import truncated
from core.analysis.memory.first_token import first_token_left
from core.analysis.memory.ledger import carry, ledger
from core.analysis.reading import read
from core.analysis.readout import margin
from core.analysis.spaced import spaced
from core.analysis.tracking.of_a_corpus import tracked
from core.corpus.index.build import traced
from core.corpus.sources import python_library, training_text
from core.network import Network
from core.network.catalogue import load
from core.sequence_tasks.brackets import depths
from pages.home.examples import CHANGES, COMPARISONS, EXAMPLES, INSPECTIONS, MEMORIES, Example
from pages.inspect_a_unit.view import InspectAUnitView
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared.view.link import fits_in_link, parse, to_query
from pages.what_if.view import WhatIfView
from tests.core.analysis.what_if.of_texts import what_if

CONTRAST, NEGATION, LONG, STILL, FAILURE, KOREAN, TURNED, *OTHERS = EXAMPLES
BRACKETS, SHAKESPEARE, PYTHON, WAVE, HELLO, NEXT_WORD, NEXT_MORPHEME, WORD_END, ROOM = OTHERS
MIND, EQUAL, GRUS = COMPARISONS
PARENTHESES, NO_BRACKET, TREND = INSPECTIONS
VANISHED, WRITER, CUT_OFF = MEMORIES
NEVER_FORGOT, ONE_WORD, KOREAN_NEVER = CHANGES


def positive(text: str, model: str = "english-reviews") -> float:
    network = load_network(model, "lstm")
    return float(network.predict([text])[0, network.outputs.index("positive")])


@pytest.mark.parametrize(
    "example",
    [*EXAMPLES, *COMPARISONS, *INSPECTIONS, *MEMORIES, *CHANGES],
    ids=lambda example: example.title,
)
def test_every_example_has_a_link_and_a_step_and_unit_that_exist(example: Example):
    selection = example.selection
    assert fits_in_link(selection)
    query = {name: [value] for name, value in to_query(selection).items()}
    assert parse(query) == (selection, ())
    trace = load_network(selection.model, selection.cell).trace(selection.text)
    assert selection.position <= len(trace)
    assert selection.unit < trace["hidden_state"].shape[1]


def at_its_place(example: Example) -> tuple[str, np.ndarray, np.ndarray]:
    """Return the token at which an example opens, and how it changes the memory of all units."""
    selection = example.selection
    network = load_network(selection.model, selection.cell)
    trace = network.trace(selection.text)
    memory = trace[network.cell.memory]
    before, after = memory[selection.position - 2], memory[selection.position - 1]
    return trace.tokens[selection.position - 1], before, after


@pytest.mark.parametrize(
    ("example", "token"),
    [(CONTRAST, "but"), (NEGATION, "not"), (STILL, "I"), (FAILURE, "bad"), (KOREAN, "지만/EC"),
     (TURNED, "지만/EC"), (HELLO, "l"), (NEXT_WORD, "I"),
     (NEXT_MORPHEME, "는/JX"), (WORD_END, "e"), (ROOM, "가")],
    ids=lambda value: getattr(value, "title", value),
)  # fmt: skip
def test_an_example_opens_at_the_token_that_it_asks_about(example: Example, token: str):
    assert at_its_place(example)[0] == token


@pytest.mark.parametrize("example", [NEGATION, FAILURE, HELLO], ids=lambda example: example.title)
def test_an_example_without_a_unit_of_its_own_opens_at_the_one_that_moves_most(example: Example):
    _token, before, after = at_its_place(example)
    assert int(np.abs(after - before).argmax()) == example.selection.unit


@pytest.mark.parametrize(("example", "word"), [(LONG, "loved"), (STILL, "friend")])
def test_the_unit_that_has_kept_most_of_an_early_word_is_asked(example: Example, word: str):
    selection = example.selection
    network = load_network(selection.model, selection.cell)
    trace = network.trace(selection.text)
    assert selection.position == (len(trace) if example is LONG else trace.tokens.index("I") + 1)
    carried = carry(network.cell, trace)
    column = trace.tokens.index(word) + 1  # the first column is the state before the text
    kept = [
        abs(ledger(carried, unit)[selection.position - 1][column])
        for unit in range(network.card.hidden_size)
    ]
    assert int(np.argmax(kept)) == selection.unit


def test_brackets_open_where_the_deepest_one_does():
    depth = depths(BRACKETS.selection.text)
    assert BRACKETS.selection.position == int(np.argmax(depth)) + 1


def test_a_speaker_s_name_a_comment_and_a_crest_are_where_their_examples_open():
    assert SHAKESPEARE.selection.text[: SHAKESPEARE.selection.position] == "ROMEO"
    before = PYTHON.selection.text[: PYTHON.selection.position]
    assert before.count('"""') == 1, "inside the docstring"
    for example in (PYTHON, WAVE):
        values = hidden_state(example)
        there = abs(values[example.selection.position - 1])
        assert there > np.quantile(np.abs(values), 0.9)


def test_comparisons_open_where_the_networks_differ():
    assert at_its_place(MIND)[0] == "./SF"
    assert len(EQUAL.selection.text) == EQUAL.selection.position
    gru, paper = (network.trace(GRUS.selection.text) for network in compared(GRUS))
    jumps = np.diff(state_difference(gru, paper))
    assert int(jumps.argmax()) + 1 == GRUS.selection.position - 1


def test_unit_21_forgets_at_but_and_the_opinion_turns():
    network = load_network("english-reviews", "lstm")
    trace = network.trace(CONTRAST.selection.text)
    forget_gate = trace["forget_gate"][:, CONTRAST.selection.unit]
    assert trace.tokens[int(np.argmin(forget_gate))] == "but"
    assert forget_gate.min() < 0.1
    before, after = "The plot is thin", CONTRAST.selection.text
    assert positive(before) < 0.5 < positive(after)


def test_not_reverses_the_opinion_of_good():
    assert positive(NEGATION.selection.text) < 0.5 < positive("This film is good.")


def test_not_bad_is_read_as_blame():
    assert "not bad" in FAILURE.selection.text
    assert positive(FAILURE.selection.text) < 0.5


@pytest.mark.parametrize("example", [KOREAN, TURNED], ids=lambda example: example.title)
def test_unit_56_forgets_at_the_korean_but(example: Example):
    network = load_network("korean-reviews", "lstm")
    trace = network.trace(example.selection.text)
    forget_gate = trace["forget_gate"][:, example.selection.unit]
    assert trace.tokens[int(np.argmin(forget_gate))] == "지만/EC"
    assert forget_gate.min() < 0.1


def test_the_korean_opinion_is_that_of_the_second_half():
    assert positive(KOREAN.selection.text, "korean-reviews") > 0.8
    assert positive(TURNED.selection.text, "korean-reviews") < 0.2


def test_the_cell_state_of_unit_7_follows_the_depth_of_brackets():
    network = load_network("brackets", "lstm")
    text = BRACKETS.selection.text
    cell_state = network.trace(text)["cell_state"][:, BRACKETS.selection.unit]
    assert abs(np.corrcoef(cell_state, depths(text))[0, 1]) > 0.9


def hidden_state(example: Example) -> np.ndarray:
    """Return the hidden state of the example's unit along its text, (T,)."""
    network = load_network(example.selection.model, "lstm")
    return network.trace(example.selection.text)["hidden_state"][:, example.selection.unit]


def test_unit_227_is_negative_in_the_names_of_speakers():
    text = SHAKESPEARE.selection.text
    names = re.compile("^[A-Z]+(?=:)", re.MULTILINE)
    inside = np.zeros(len(text), bool)
    for name in names.finditer(text):
        inside[name.start() + 1 : name.end()] = True  # one capital alone may begin any line
    values = hidden_state(SHAKESPEARE)
    assert inside.sum() == 9
    assert values[inside].max() < 0
    assert (values[~inside] < 0).mean() < 0.05
    assert values[inside].mean() < -0.5 < 0.2 < values[~inside].mean()


def test_unit_214_is_high_in_quotes_and_comments():
    lines = io.StringIO(PYTHON.selection.text).readline
    starts = np.cumsum([0, *map(len, PYTHON.selection.text.splitlines(keepends=True))])
    quoted = np.zeros(len(PYTHON.selection.text), bool)
    for token in tokenize.generate_tokens(lines):
        if token.type in (tokenize.STRING, tokenize.COMMENT):
            first, last = (starts[row - 1] + column for row, column in (token.start, token.end))
            quoted[first:last] = True
    values = hidden_state(PYTHON)
    assert values[quoted].mean() > 0.3
    assert values[~quoted].mean() < 0


def test_unit_4_swings_with_the_week():
    values = hidden_state(WAVE)
    spectrum = np.abs(np.fft.rfft(values[5:] - values[5:].mean()))  # 35 values: five weeks
    assert int(spectrum.argmax()) == 5


def test_the_smallest_network_spells_hello():
    network = load_network("hello", "lstm")
    opinions = network.opinions(network.trace("hell"))
    assert [network.outputs[best] for best in opinions.argmax(1)] == list("ello")


@pytest.mark.parametrize(
    ("example", "outputs", "likeliest", "probability"),
    [(NEXT_WORD, 7_901, "am", 0.08), (NEXT_MORPHEME, 7_721, "이/MM", 0.04)],
    ids=lambda value: getattr(value, "title", value),
)
def test_the_unit_speaks_most_for_the_word_that_is_the_likeliest(
    example: Example, outputs: int, likeliest: str, probability: float
):
    network = load_network(example.selection.model, "lstm")
    assert len(network.outputs) == outputs
    trace = network.trace(example.selection.text)
    opinion = network.opinions(trace)[-1]
    assert network.outputs[int(opinion.argmax())] == likeliest
    assert float(opinion.max()) == pytest.approx(probability, abs=0.005)
    direction = margin(network, network.outputs.index(likeliest)).direction
    shares = direction * trace["hidden_state"][-1]
    assert int(shares.argmax()) == example.selection.unit


def space_follows(model: str, example: Example) -> float:
    """Return how likely a space is, where the example opens, to an LSTM of a task."""
    network, selection = load_network(model, "lstm"), example.selection
    trace, codes = network.trace(selection.text), network.encode(selection.text).codes
    return float(network.opinions(trace, codes)[selection.position - 1, 1])


def test_one_direction_takes_the_for_a_word_and_two_wait():
    assert space_follows("spacing-english-both", WORD_END) < 0.5
    assert space_follows("spacing-english", WORD_END) > 0.5


def test_father_goes_into_the_room():
    assert space_follows("spacing-korean-both", ROOM) > 0.5
    network = load_network("spacing-korean-both", "lstm")
    assert spaced(read(network, ROOM.selection.text)).startswith("아버지가 방에")


def compared(example: Example) -> list[Network]:
    """Return the networks that an example has side by side."""
    selection = example.selection
    return [load(selection.reference_of(name)) for name in selection.networks]


def test_the_rnn_hardly_believes_the_end_that_the_others_do():
    rnn, lstm, gru = (
        float(network.predict([MIND.selection.text])[0, 1]) for network in compared(MIND)
    )
    assert 0.5 < rnn < 0.65
    assert min(lstm, gru) > 0.9


def test_the_larger_rnn_is_the_first_to_forget_the_first_letter():
    networks = compared(EQUAL)
    assert [network.card.hidden_size for network in networks[:2]] == [542, 256]
    left = [first_token_left(network, EQUAL.selection.text) for network in networks]
    rnn, *others = (each.gradient[-1] / each.gradient[0] for each in left)
    assert 1_000 * rnn < min(others)


def test_the_two_grus_differ_little_at_first_and_much_later():
    gru, paper = (network.trace(GRUS.selection.text) for network in compared(GRUS))
    apart = state_difference(gru, paper)
    assert apart[0] < 0.1 < 0.5 < apart.max()


def score(example: Example, feature: str) -> tuple[float, float, bool]:
    """Return the scores of the unit and of the probe, and whether that unit is the chosen one."""
    selection = example.selection
    network = load_network(selection.model, selection.cell)
    make = {"python": python_library, "training": partial(training_text, network.card)}
    view = selection.of(InspectAUnitView)
    corpus = make[view.corpus](most=view.corpus_size)
    tracking, features = tracked(network, corpus, traced(network, corpus))
    assert tracking is not None
    column = [each.id for each in features].index(feature)
    assert tracking.tracks()[selection.unit, column]
    of_unit = float(tracking.scores[selection.unit, column])
    return of_unit, float(tracking.probe[column]), tracking.chosen(column) == selection.unit


@pytest.mark.slow
def test_unit_178_falls_inside_parentheses():
    of_unit, _probe, chosen = score(PARENTHESES, "in-parentheses")
    assert of_unit < -0.7
    assert chosen


def test_unit_2_knows_whether_any_bracket_is_open():
    of_unit, probe, chosen = score(NO_BRACKET, "depth-0")
    assert of_unit < -0.99
    assert probe > 0.99
    assert chosen


def test_unit_7_follows_the_mean_of_thirty_values_with_a_minus():
    of_unit, _probe, chosen = score(TREND, "mean-of-30")
    assert of_unit < -0.9
    assert chosen


def test_the_gradient_of_the_rnn_vanishes_in_83_characters():
    networks = compared(VANISHED)
    traces = [network.trace(VANISHED.selection.text) for network in networks]
    assert {len(trace) for trace in traces} == {VANISHED.selection.position}
    rnn, *others = (
        2 ** reach(network.cell, trace).hidden[0]
        for network, trace in zip(networks, traces, strict=True)
    )
    assert rnn == pytest.approx(3e-11, rel=0.2)
    assert 100_000 * rnn < min(others)


def test_loved_is_the_largest_entry_of_unit_21():
    selection = WRITER.selection
    network = load_network(selection.model, selection.cell)
    trace = network.trace(selection.text)
    entries = ledger(carry(network.cell, trace), selection.unit)[selection.position - 1]
    largest = int(np.argmax(np.abs(entries))) - 1  # the first column is the state before the text
    assert trace.tokens[largest] == "loved"
    assert len(trace) == selection.position == largest + 1 + 17


def test_truncated_training_learns_nothing_from_the_first_eight_tokens():
    selection = CUT_OFF.selection
    for network in compared(CUT_OFF):
        trace, codes = network.trace(selection.text), network.encode(selection.text).codes
        objective = loss(network, codes, trace, 1)
        cut = truncated(
            network, codes, trace, objective, selection.of(MemoryAndGradientsView).truncation
        )
        assert np.isneginf(cut.kept[:8]).all()
        assert np.isfinite(cut.whole).all()
        assert cut.share_kept < 0.5


def before_and_after(example: Example) -> list[float]:
    """Return how likely "positive" is at the end, without and with the example's edits."""
    selection = example.selection
    network = load_network(selection.model, selection.cell)
    view = selection.of(WhatIfView)
    result = what_if(network, selection.text, view.edits, view.other)
    assert result.notices == ()
    return [float(each[-1, 1]) for each in (result.opinions_before, result.opinions_after)]


def test_without_forgetting_but_does_not_reverse_the_opinion():
    network = load_network("english-reviews", "lstm")
    assert network.trace(NEVER_FORGOT.selection.text).tokens[5] == "but"
    assert before_and_after(NEVER_FORGOT) == pytest.approx([0.73, 0.05], abs=0.005)


def test_the_state_of_bad_reverses_the_opinion_of_good():
    before, after = before_and_after(ONE_WORD)
    assert before > 0.9
    assert after < 0.1


def test_without_forgetting_the_korean_film_stays_dull():
    before, after = before_and_after(KOREAN_NEVER)
    assert before > 0.9
    assert after < 0.1
