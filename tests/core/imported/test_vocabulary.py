"""Vocabularies as people paste them."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imported.refusals import Refusal
from core.imported.vocabulary import read_vocabulary

tokens = st.lists(st.text(min_size=1), min_size=1, unique=True)


@given(tokens)
def test_a_list_and_an_object_are_read_as_they_were_written(keys):
    codes = {key: code for code, key in enumerate(keys)}
    shuffled = dict(sorted(codes.items()))
    assert read_vocabulary(json.dumps(keys)) == tuple(keys)
    assert read_vocabulary(json.dumps(shuffled, ensure_ascii=False)) == tuple(keys)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1), min_size=1))
def test_lines_are_tokens_whatever_they_are(keys):
    if keys[0].lstrip()[:1] not in ("[", "{"):
        assert read_vocabulary("\n".join(keys) + "\n") == tuple(keys)


@given(st.text())
def test_anything_is_read_or_refused(text):
    with suppress(Refusal):
        assert all(isinstance(token, str) for token in read_vocabulary(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no token"),
        ("[]", "no token"),
        ('["a", ', "begins like JSON"),
        ("[" * 100_000, "begins like JSON"),
        ('{"a": 0, "b": 0}', "b has 0"),
        ('{"a": 1, "b": 2}', "b has 2"),
        ('{"a": true}', "a has true"),
        ('{"a": "0"}', 'a has "0"'),
        ("a\n" * 200_001, "at most 200000"),
    ],
)
def test_what_is_none_is_refused_with_what_came(text, said):
    with pytest.raises(Refusal, match=said):
        read_vocabulary(text)


def test_a_bracket_may_be_the_first_token_of_lines():
    assert read_vocabulary("[\n]\na") == ("[", "]", "a")
