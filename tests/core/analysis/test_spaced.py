"""A text with the spaces that a network finds."""

import numpy as np
import pytest

from core.analysis.reading import read
from core.analysis.spaced import spaced
from core.network import load_network
from core.network.place import CellPlace

TEXT = "Thereisnoplacelikehome,saidthegirl."


def test_a_space_stands_where_the_network_finds_one_likelier_than_none():
    network = load_network("spacing-english", "lstm")
    reading = read(network, TEXT)
    found = spaced(reading)

    assert found.replace(" ", "") == TEXT
    assert found.count(" ") == int((reading.opinions[:-1, 1] > 0.5).sum()) > 0
    for word in np.array(found.split())[:-1]:
        assert not word.endswith(" ")


def test_the_spaces_that_a_text_has_do_not_count():
    network = load_network("spacing-english-both", "lstm")
    assert spaced(read(network, "The reisno place.")) == spaced(read(network, "Thereisnoplace."))


def test_with_two_directions_the_text_is_the_same_seen_from_either():
    network = load_network("spacing-english-both", "lstm")
    backwards = network.at(CellPlace(direction="backward"))

    assert spaced(read(network, TEXT)) == "There is no place like home, said the girl."
    assert spaced(read(backwards, TEXT)) == spaced(read(network, TEXT))


def test_networks_that_find_no_spaces_are_refused():
    with pytest.raises(ValueError, match="'space'"):
        spaced(read(load_network("hello", "rnn"), "hello"))
    assert spaced(read(load_network("spacing-english", "rnn"), " ")) == ""
