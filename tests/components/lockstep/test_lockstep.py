import re
from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.reading import ShownToken
from core.browser.scene import Cue, Opinions, Scene
from core.browser.words import words as stepper_words
from core.cells import CELLS
from core.figures.palette import network_colour
from core.trace import digest, unroll
from pages.components import lockstep
from pages.components.lockstep import Member, joint_digest
from pages.components.lockstep.payload import pack
from pages.components.lockstep.words import words
from tests.payload import parts, read_arrays

FOLDER = Path(lockstep.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js")))
TOKENS = ("a", "<b>", "\u202e\x00")


def make_member(cell: str = "gru", units: int = 5, **changed: object) -> Member:
    """Return a member; ``changed`` are tokens, outputs, values or followed."""
    tokens = changed.get("tokens", TOKENS)
    assert isinstance(tokens, tuple)
    generator = torch.Generator().manual_seed(1)
    inputs = torch.randn(len(tokens), 4, generator=generator)
    trace = unroll(CELLS[cell](4, units, generator), inputs, tokens)
    outputs = changed.get("outputs", ("no", "yes"))
    assert isinstance(outputs, tuple)
    answers = np.linspace(0, 1, len(tokens) * len(outputs), dtype=np.float32)
    values, followed = changed.get("values"), changed.get("followed")
    assert values is None or isinstance(values, np.ndarray)
    assert followed is None or isinstance(followed, np.ndarray)
    opinions = Opinions(outputs, answers.reshape(len(tokens), -1), values) if outputs else None
    shown = [ShownToken(token, token, True) for token in tokens]
    return Member(f"{cell} · {units}", Scene(trace, cell, digest(trace), shown, opinions), followed)


def unpack(payload: bytes) -> tuple[dict, dict, list[dict[str, np.ndarray]]]:
    cue, content, numbers = parts(payload)
    members = [read_arrays(member["arrays_in_order"], numbers) for member in content["members"]]
    assert not numbers.left
    return cue, content, members


def test_every_number_of_every_member_arrives_unchanged() -> None:
    members = [make_member("rnn", 3), make_member("lstm", 7), make_member("gru", 5)]
    cue, content, arrays = unpack(pack(members, Cue(2, 3, 1), "key"))
    for member, sent in zip(members, arrays, strict=True):
        for quantity in member.scene.trace.quantities:
            np.testing.assert_array_equal(sent[quantity.name], member.scene.trace[quantity.name])
        assert member.scene.opinions is not None
        np.testing.assert_array_equal(sent["opinions"], member.scene.opinions.answers)
    assert cue == {"digest": joint_digest(members), "number": 2, "position": 3, "unit": 1}
    assert content["units"] == 7
    assert [about["units"] for about in content["members"]] == [3, 7, 5]
    assert [about["name"] for about in content["members"]] == ["rnn · 3", "lstm · 7", "gru · 5"]
    assert [token["full"] for token in content["tokens"]] == list(TOKENS)


def test_each_member_has_a_light_and_a_dark_colour() -> None:
    _, content, _ = unpack(pack([make_member(), make_member("lstm")], Cue(0, 1, 0), "key"))
    for place, about in enumerate(content["members"]):
        light, dark = network_colour(place), network_colour(place, True)
        assert about["network"] == {"light": light, "dark": dark}


def test_what_came_next_is_sent_with_its_missing_last_value() -> None:
    followed = np.array([0.25, 0.5, np.nan], dtype=np.float32)
    members = [make_member(followed=followed), make_member("rnn", followed=followed)]
    _, _, arrays = unpack(pack(members, Cue(0, 1, 0), "key"))
    for sent in arrays:
        np.testing.assert_array_equal(sent["followed"], followed[:, None])


def test_only_the_cue_differs_between_reruns() -> None:
    members = [make_member(), make_member("lstm")]
    one, other = (unpack(pack(members, Cue(*where), "key")) for where in ((0, 1, 0), (1, 3, 2)))
    assert one[0] != other[0]
    assert one[1] == other[1]


def test_the_digest_names_all_members_in_order() -> None:
    rnn, lstm = make_member("rnn"), make_member("lstm")
    names = [joint_digest(some) for some in ([rnn], [lstm], [rnn, lstm], [lstm, rnn])]
    assert len(set(names)) == 4
    assert joint_digest([rnn, lstm]) == joint_digest([make_member("rnn"), make_member("lstm")])


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([], "1 to 3 members; got 0"),
        ([make_member()] * 4, "1 to 3 members; got 4"),
        ([make_member(), make_member(tokens=("a", "b", "c"))], "same tokens"),
        ([make_member(), make_member(outputs=("no", "maybe"))], "same outputs"),
        ([make_member(), make_member(outputs=())], "same outputs"),
        ([make_member(), make_member(values=np.zeros(3, np.float32))], "same outputs"),
        ([make_member(), make_member(followed=np.zeros(3))], "of every member or of none"),
    ],
)
def test_members_that_cannot_stand_side_by_side_are_refused(
    members: list[Member], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        pack(members, Cue(0, 1, 0), "key")


def test_followed_must_fit_the_text() -> None:
    with pytest.raises(ValueError, match=r"followed of shape \(3,\)"):
        make_member(followed=np.zeros(2))


def test_three_usual_networks_are_below_300_kilobytes() -> None:
    tokens = tuple(f"word{k}" for k in range(40))
    members = [make_member(cell, 128, tokens=tokens) for cell in ("rnn", "lstm", "gru")]
    assert len(pack(members, Cue(0, 1, 0), "key")) < 300_000


def test_browser_and_python_name_the_same_words() -> None:
    used = set(re.findall(r"\bwords\.(\w+)", SOURCE))
    assert set(words()) <= used <= set(words()) | set(stepper_words(str))
    assert not set(words()) & set(stepper_words(str))
