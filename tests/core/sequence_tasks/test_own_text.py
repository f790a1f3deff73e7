"""A text of one's own: rulers measured on an end that nobody learned from."""

import math
from collections import Counter

import numpy as np
import pytest
import torch

from core.sequence_tasks import TASKS
from core.sequence_tasks.ngrams import held_out_losses
from core.sequence_tasks.own_text import OwnText, own_text
from core.text.decoding import TextError

TEXT = TASKS["brackets"].sample(20_000, torch.Generator().manual_seed(1))


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def smoothed(text: str, context: str, symbol: str, symbols: str) -> float:
    """Return a probability as Witten and Bell have it, from its definition."""
    shorter = smoothed(text, context[1:], symbol, symbols) if context else 1 / len(symbols)
    places = range(2, len(text))  # with room for the longest context
    after = Counter(text[p] for p in places if text[p - len(context) : p] == context)
    n, different = sum(after.values()), len(after)
    return (after[symbol] + different * shorter) / (n + different) if n else shorter


def test_losses_are_those_of_the_definition():
    text, start = "abracadabra, abracadabra! cab", 20
    symbols = "".join(sorted(set(text)))
    codes = np.array([symbols.index(symbol) for symbol in text])
    expected = [
        -np.mean([
            math.log(smoothed(text[:start], text[p - k : p], text[p], symbols))
            for p in range(start, len(text))
        ])
        for k in range(3)
    ]  # fmt: skip
    assert held_out_losses(codes, start, len(symbols), 2) == pytest.approx(expected, abs=1e-12)


def test_smoothed_probabilities_add_up_to_one():
    total = sum(smoothed("abracadabra", "ab", symbol, "abcdrx") for symbol in "abcdrx")
    assert total == pytest.approx(1)


def test_measured_rulers_come_close_to_those_of_the_rule():
    rulers = own_text(TEXT).rulers
    assert [ruler.n for ruler in rulers] == [0, 1, 2, 3, 4]
    for ruler in rulers:
        exact = TASKS["brackets"].ruler(ruler.n)
        assert ruler.name == exact.name
        assert ruler.value == pytest.approx(exact.value, abs=0.05)
    assert math.isnan(own_text(TEXT).optimum)


def test_a_ruler_that_sees_more_and_gains_nothing_is_not_drawn():
    coins = torch.randint(2, (1_500,), generator=generator())
    task = own_text("".join("ab"[coin] for coin in coins))
    values = [ruler.value for ruler in task.rulers]
    assert values == sorted(values, reverse=True)
    assert len(values) < 5
    assert task.ruler(3).value == pytest.approx(math.log(2), abs=0.05)


def text_of(task: OwnText, codes: torch.Tensor) -> str:
    return "".join(task.symbols[code] for code in codes)


def test_nothing_is_learned_from_the_end():
    text = "ab" * 900 + "cd" * 100
    task = own_text(text)
    learned, held_out = task.examples(300, 40, generator()), task.held_out(300, 40, generator())
    assert set(text_of(task, learned.inputs.flatten())) == {"a", "b"}
    assert set(text_of(task, held_out.inputs.flatten())) == {"c", "d"}
    assert torch.equal(learned.inputs[:, 1:], learned.targets[:, :-1])
    assert text_of(task, held_out.targets[0]) in text
    assert held_out.weights[0].tolist() == [0.0] * 3 + [1.0] * 37
    assert task.probe == text[1800:1860]
    assert task.encode(task.probe).shape == (1, 60)


def test_other_texts_have_other_keys():
    assert own_text(TEXT).key == own_text(TEXT).key != own_text(TEXT[1:]).key


def test_too_little_and_too_much_is_refused_with_a_notice():
    with pytest.raises(TextError, match=r"text: 999\. Give one that has at least 1000"):
        own_text("abc" * 333)
    with pytest.raises(TextError, match=r"text: 2001\. At most 2000"):
        own_text("".join(map(chr, range(0x4E00, 0x4E00 + 2001))))
    with pytest.raises(ValueError, match="own-text expected fewer than 100 symbols a row; got 100"):
        own_text("ab" * 500).held_out(1, 100, generator())
    with pytest.raises(ValueError, match="ruler expected from 0 to 899 symbols; got -1"):
        own_text("ab" * 500).ruler(-1)
