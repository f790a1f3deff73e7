import pytest

from core.text import Vocabulary
from core.text.vocabulary import _IN_USE, shared_vocabulary


def test_frequent_words_come_first_and_rare_ones_are_unknown() -> None:
    vocabulary = Vocabulary.from_counts({"film": 3, "a": 5, "an": 3, "rare": 1}, min_count=2)
    assert vocabulary.keys == ("a", "an", "film")
    assert vocabulary.ids(["film", "rare", "a"]) == [4, 1, 2]
    assert "film" in vocabulary
    assert "rare" not in vocabulary
    assert len(vocabulary) == 5


def test_a_key_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="expected each key once"):
        Vocabulary(["a", "b", "a"])


def test_the_vocabulary_of_the_same_keys_is_shared_while_somebody_has_it() -> None:
    first = shared_vocabulary(["good", "film"])

    assert shared_vocabulary(key for key in ("good", "film")) is first
    assert shared_vocabulary(["film", "good"]) is not first
    assert first.ids(["film"]) == [3]
    del first
    assert ("good", "film") not in _IN_USE
    with pytest.raises(ValueError, match="once"):
        shared_vocabulary(["good", "good"])
