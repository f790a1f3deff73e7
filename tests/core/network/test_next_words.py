"""Networks that continue prose: the lecture notes' example, case, and syllables without a gap."""

import numpy as np
import pytest

from core.generation import generate
from core.network import available_networks, load_network
from core.network.tied import readout_weights
from core.text import Vocabulary
from core.text.tokenizers.syllables import FIRST_SYLLABLE, LAST_SYLLABLE

TASKS = ("stories", "korean-next", "korean-text")
SHIPPED = [each for each in available_networks() if each[0] in TASKS]
STORIES = [cell for task, cell in SHIPPED if task == "stories"]
NOTES = "He is my friend. I"
"""The lecture notes' question: which word comes next?"""


@pytest.mark.parametrize("cell", STORIES)
def test_after_he_is_my_friend_i_the_word_am_is_among_the_five_likeliest(cell: str) -> None:
    network = load_network("stories", cell)
    likeliest = np.argsort(-network.predict([NOTES])[0])[:5]
    assert "am" in [network.outputs[number] for number in likeliest]


@pytest.mark.parametrize("cell", STORIES)
def test_words_keep_their_case(cell: str) -> None:
    network = load_network("stories", cell)
    for word in ("It", "Alice", "I"):
        (large,), (small,) = (network.encode(each).codes for each in (word, word.lower()))
        assert large != small
        assert large != Vocabulary.UNKNOWN
    after_a_stop, within = network.predict(["I am late.", "I am late, and"])
    upper, lower = (network.outputs.index(word) for word in ("He", "he"))
    assert after_a_stop[upper] > after_a_stop[lower]
    assert within[lower] > within[upper]


@pytest.mark.parametrize(("task", "cell"), SHIPPED)
def test_vectors_are_tied_and_the_unknown_is_no_output(task: str, cell: str) -> None:
    network = load_network(task, cell)
    assert network.projection is not None
    assert network.outputs == network.vocabulary.keys
    vectors = network.get_parameter("embedding.weight")
    product = readout_weights(vectors, network.projection)
    assert bool((product == network.readout.weight).all())


@pytest.mark.parametrize("cell", [cell for task, cell in SHIPPED if task == "korean-text"])
def test_no_syllable_is_unknown_to_a_network_of_syllables(cell: str) -> None:
    every = "".join(map(chr, range(ord(FIRST_SYLLABLE), ord(LAST_SYLLABLE) + 1)))
    assert all(load_network("korean-text", cell).encode(every).known)


@pytest.mark.parametrize(("task", "cell"), SHIPPED)
@pytest.mark.parametrize("stop", [None, "end"])
def test_a_text_can_be_continued_to_its_end_and_beyond(
    task: str, cell: str, stop: str | None
) -> None:
    network = load_network(task, cell)
    end = "\n" if task == "korean-text" else "¶"
    prime = "The " if task == "stories" else "영화 "
    run = generate(network, prime, 300, seed=3, stop=stop and end)
    if stop:
        assert run.tokens[-1] == end
        assert end not in run.tokens[:-1]
    else:
        assert end in run.tokens[:-1]
        assert run.text.count("\n") == run.tokens.count(end)
