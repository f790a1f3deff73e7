import json
import re
import struct
from pathlib import Path

import numpy as np
import pytest

from core.analysis.reading import ShownToken
from core.figures.palette import network_colour
from pages.components import connections
from pages.components.connections import ConnectionMember, PinnedOutput, read_pinned
from pages.components.connections.payload import Sentence, pack
from pages.components.connections.words import words

FOLDER = Path(connections.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js")))
TOKENS = [ShownToken(label, label, known=label != "b") for label in "abc"]
STRENGTH = np.array([[-4.0, 9, 9], [-2000, -2001, 9], [-np.inf, 3, 5]])
SIGNED = np.array([[0.5, 9, 9], [-1, 2, 9], [0, 3, -4]])


def member(strength: np.ndarray = STRENGTH, signed: np.ndarray = SIGNED) -> ConnectionMember:
    return ConnectionMember("RNN · 8 units", 2, strength, signed)


def unpack(packed: bytes) -> tuple[dict, dict, np.ndarray]:
    first, second = struct.unpack("<II", packed[:8])
    end = 8 + first + second
    cue, content = json.loads(packed[8 : 8 + first]), json.loads(packed[8 + first : end])
    return cue, content, np.frombuffer(packed[end + -end % 4 :], "<f4")


def test_strengths_are_sent_as_doublings_below_the_strongest_of_each_output() -> None:
    cue, content, numbers = unpack(pack(Sentence([member()], TOKENS, "strength", "d1"), 1, "key"))

    assert cue == {"digest": "d1", "pinned": 1}
    np.testing.assert_array_equal(numbers, [0, 0, -1, -np.inf, -2, 0])
    assert content["members"] == [
        {
            "title": "RNN · 8 units",
            "colour_index": 2,
            "colour": {"light": network_colour(2), "dark": network_colour(2, True)},
        }
    ]
    assert [token["known"] for token in content["tokens"]] == [True, False, True]


def test_signed_numbers_are_sent_unchanged_one_network_after_the_other() -> None:
    members = [member(), member(signed=SIGNED * 2)]
    _cue, content, numbers = unpack(pack(Sentence(members, TOKENS, "signed", "d1"), 0, "key"))

    lower = [0.5, -1, 2, 0, 3, -4]
    np.testing.assert_array_equal(numbers, [*lower, *np.multiply(lower, 2)])
    assert content["measure"] == "signed"


def test_an_output_without_any_influence_is_sent_as_minus_infinity() -> None:
    deaf = member(strength=np.full((3, 3), -np.inf))

    numbers = unpack(pack(Sentence([deaf], TOKENS, "strength", "d1"), 0, "key"))[2]
    np.testing.assert_array_equal(numbers, np.full(6, -np.inf))


def test_the_payload_of_the_longest_sentence_is_below_450_kilobytes() -> None:
    tokens = [ShownToken("w", "w", known=True)] * 256
    matrix = np.zeros((256, 256))
    three = Sentence([member(matrix, matrix)] * 3, tokens, "strength", "d1")

    assert len(pack(three, 0, "key")) < 450_000


@pytest.mark.parametrize(
    ("strength", "signed"),
    [(np.zeros((3, 2)), np.zeros((3, 3))), (np.zeros((3, 3)), np.zeros((2, 2))),
     (np.zeros((2, 3)), np.zeros((2, 3)))],
)  # fmt: skip
def test_matrices_must_be_square_and_alike(strength: np.ndarray, signed: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"of shape \(T, T\); got"):
        member(strength, signed)


@pytest.mark.parametrize(
    ("members", "tokens", "measure", "message"),
    [
        ([], TOKENS, "strength", "got 3 and 0"),
        ([member()] * 4, TOKENS, "strength", "got 3 and 4"),
        ([member()], [], "strength", "got 0 and 1"),
        ([member()], TOKENS * 86, "strength", "got 258 and 1"),
        ([member()], TOKENS[:2], "strength", r"of 2 outputs, one a token; got \[3\]"),
        ([member()], TOKENS, "length", "strength, signed; got 'length'"),
    ],
)
def test_members_tokens_and_measures_that_do_not_fit_are_refused(
    members, tokens, measure, message
) -> None:
    with pytest.raises(ValueError, match=message):
        Sentence(members, tokens, measure, "d1")


@pytest.mark.parametrize(
    "value",
    [None, 3, {"position": "1", "digest": ""}, {"position": 1}, {"position": -1, "digest": ""}],
)
def test_a_report_of_another_kind_is_none(value: object) -> None:
    assert read_pinned(value) is None


def test_a_report_is_read() -> None:
    assert read_pinned({"position": 0, "digest": "d1", "more": 1}) == PinnedOutput(0, "d1")


def test_browser_and_python_name_the_same_words() -> None:
    assert set(re.findall(r"\bwords\.(\w+)", SOURCE)) == set(words())
