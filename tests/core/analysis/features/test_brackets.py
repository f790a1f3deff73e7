from core.network import load_network
from tests.core.analysis.features.reading import followed


def test_depth_begins_anew_in_each_text_and_is_never_below_0():
    table = followed(load_network("brackets", "rnn"), "(1(2)))0(", "", "()(0")
    assert table.column("bracket-depth").tolist() == [1, 1, 2, 2, 1, 0, 0, 0, 1, 1, 0, 1, 1]
