"""The text in pieces reads as the library writes it, whatever the tokens are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.browser.pieces import Piece, pieces
from core.network.catalogue import TASKS
from core.network.files import load_network
from core.text import visible
from core.text.detokenizers import PARAGRAPH, detokenize

WRITERS = ("shakespeare", "stories", "korean-next", "korean-text")


def read(made: list[Piece]) -> str:
    """Return what a person reads, the marks of line ends taken for the breaks that follow them."""
    text = "".join(gap + text for gap, text, _ in made)
    for mark in (PARAGRAPH, visible("\n")):
        text = text.replace(mark, "")
    return text


def text_of(tokenizer: str, keys: list[str]) -> str:
    return detokenize(tokenizer, keys).replace(visible(" "), " ")


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(WRITERS))
def test_whatever_a_network_writes_reads_as_the_library_writes_it(
    data: st.DataObject, task: str
) -> None:
    network = load_network(task, "gru")
    tokenizer = network.card.tokenizer
    keys = data.draw(st.lists(st.sampled_from(network.outputs), min_size=1, max_size=30))

    made = pieces(tokenizer, keys)

    assert sum(piece.tokens for piece in made) == len(keys)
    assert all(piece.text and piece.tokens >= 1 for piece in made)
    wanted = text_of(tokenizer, keys)
    if wanted:
        assert read(made) == wanted.rstrip("\n") + "\n" * (read(made).endswith("\n"))


@pytest.mark.parametrize("task", WRITERS)
def test_an_example_has_no_space_that_its_text_has_not(task: str) -> None:
    network = load_network(task, "gru")
    keys = [token.key for token in network.encode(TASKS[task].example).tokens]

    made = pieces(network.card.tokenizer, keys)

    assert read(made).rstrip("\n") == text_of(network.card.tokenizer, keys).rstrip("\n")


def test_tokens_that_contract_and_those_without_a_trace_share_a_piece() -> None:
    made = pieces("morphemes", ["친구/NNG", "이/VCP", "다/EF", "보/VV", "었/EP", "다/EF"])
    assert [(piece.text, piece.tokens) for piece in made] == [
        ("친구", 2), ("다", 1), ("봤", 2), ("다", 1)
    ]  # fmt: skip
    assert [piece.gap for piece in made] == ["", "", " ", ""]


def test_line_ends_are_marked_and_break_the_line() -> None:
    assert pieces("cased-words", ["Well", "!", PARAGRAPH, PARAGRAPH, "“", "I"]) == [
        ("", "Well", 1), ("", "!", 1), ("", "¶", 1), ("\n", "¶", 1), ("\n", '"', 1), ("", "I", 1)
    ]  # fmt: skip
    assert pieces("characters", ["a", " ", "\n", "b"]) == [
        ("", "a", 1), ("", " ", 1), ("", "⏎", 1), ("\n", "b", 1)
    ]  # fmt: skip
