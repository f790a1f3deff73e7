"""English counts are right for one: a number stands before a plural only where it is never 1.

Elsewhere a string has a plural form (``ngettext``), or the number follows what is counted.
"""

import re
from collections.abc import Iterator

import pytest

from tests.pages.language.test_language import in_the_code

COUNTED = (
    "bytes", "characters", "dimensions", "directions", "edits", "eigenvalues", "entries",
    "features", "files", "filters", "gates", "ids", "layers", "letters", "multiply-adds",
    "networks", "numbers", "outputs", "pages", "parameters", "places", "points", "reviews",
    "seconds", "states", "steps",
    "texts", "times", "tokens", "units", "weights", "words",
)  # fmt: skip
PATTERN = re.compile(
    r"\{(\w+)(?::[^}]*)?\}"
    r"(?: (?!(?:of|in|at|and|is|or|from|to|than|has)\b)[\w-]+){0,2}?"
    rf" ({'|'.join(COUNTED)})\b"
)
NEVER_ONE = {
    ("all", "units"): "a network that ships has at least eight",
    ("block", "parameters"): "one unit has two weights and a bias",
    ("change", "points"): "has a decimal",
    ("count", "characters"): "more than are read",
    ("expected", "bytes"): "a file has more than one",
    ("expected", "tokens"): "a vocabulary of one key is none",
    ("count", "tokens"): "more than the screen holds",
    ("count", "outputs"): "a softmax has at least two",
    ("cycle", "steps"): "a cycle has at least two",
    ("extra", "parameters"): "three for each unit",
    ("filters", "filters"): "a network that ships has many",
    ("fewest", "times"): "a constant",
    ("gates", "gates"): "a share",
    ("half", "tokens"): "has a decimal",
    ("hidden", "weights"): "the second number of a product",
    ("inputs", "weights"): "the second number of a product",
    ("kernel", "steps"): "a kernel of one step always fits",
    ("layer", "directions"): "a name, not a count",
    ("length", "steps"): "a text of a task has several",
    ("layer", "weights"): "a name, not a count",
    ("kernel", "tokens"): "a window has several",
    ("layer", "ids"): "a name, not a count",
    ("layers", "layers"): "a single one is not counted",
    ("learned", "parameters"): "one unit has two weights and two biases in each gate",
    ("key", "weights"): "a name, and holds is a verb",
    ("least", "characters"): "a constant",
    ("least", "parameters"): "one unit has two weights and a bias",
    ("maximum", "layers"): "a constant",
    ("most", "characters"): "a constant",
    ("most", "edits"): "a constant",
    ("most", "networks"): "a constant",
    ("most", "pages"): "a constant",
    ("most", "numbers"): "a constant",
    ("most", "parameters"): "a constant",
    ("most", "points"): "has a decimal",
    ("most", "tokens"): "a constant",
    ("pace", "steps"): "five at least",
    ("parameters", "parameters"): "a constant",
    ("products", "multiply-adds"): "at least one for x and one for h",
    ("size", "bytes"): "four for each number, or more than a file may have",
    ("size", "characters"): "sizes of corpora are thousands",
    ("size", "dimensions"): "of the vectors that ship",
    ("size", "steps"): "a window of one step always fits",
    ("size", "numbers"): "of the vectors that ship",
    ("tokens", "tokens"): "a correlation needs two",
    ("total", "characters"): "more than are shown",
    ("total", "eigenvalues"): "a network that ships has at least eight units",
    ("total", "tokens"): "more than can be shown, or a corpus",
    ("vocabulary", "units"): "a vocabulary of one key is none",
    ("units", "numbers"): "a network that ships has at least eight units",
    ("units", "states"): "a network that ships has at least eight units",
    ("units", "units"): "a network that ships has at least eight units",
}
"""What is counted -> why there is never one of it."""


def before_a_plural(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number of a string that stands before a plural noun, with that noun."""
    for match in PATTERN.finditer(text):
        yield match[1], match[2]


def counts() -> dict[tuple[str, str], str]:
    """Return every such number in a string without a plural form, with one of the strings."""
    single = [message for message in in_the_code() if isinstance(message, str)]
    return {found: text for text in single for found in before_a_plural(text)}


def test_a_number_that_may_be_one_stands_before_no_plural():
    assert {found: text for found, text in counts().items() if found not in NEVER_ONE} == {}


def test_no_exception_is_left_over():
    assert {*NEVER_ONE} - {*counts()} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{unknown} of {total} tokens are unknown", [("total", "tokens")]),
        ("{filled:d} hidden states", [("filled", "states")]),
        ("Tokens: {count} of {total}.", []),
        ("step {step}", []),
        ("{at:,} steps back", [("at", "steps")]),
    ],
)
def test_a_plural_after_a_number_is_found(text, expected):
    assert [*before_a_plural(text)] == expected


@pytest.mark.parametrize("message", [each for each in in_the_code() if isinstance(each, tuple)])
def test_both_forms_say_the_same_of_one_and_of_many(message):
    singular, plural = message
    number = r"\{\w+(?::[^}]*)?\}"

    assert singular != plural
    assert {*re.findall(number, singular)} <= {*re.findall(number, plural)}
