"""The networks of a session: added once, within limits, renamed, removed, gone with the session."""

import gc
from hashlib import sha256
from typing import Any

import pytest
import torch

from core.checkpoints import CheckpointError
from core.network.files import fingerprint
from core.network.in_bytes import from_bytes
from pages.shared import cached, network_names, session_networks
from pages.shared.cached.own_networks import is_gone, own_network
from pages.shared.session_networks import MOST_NETWORKS, MOST_TITLE, NoRoom
from pages.shared.view import session
from pages.shared.view.own import fitting
from pages.shared.view.selection import Selection
from tests.pages.own import LINE, made


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a session keeps, where there is no page."""
    kept: dict[str, Any] = {session.SELECTION: Selection()}

    def cue() -> None:
        kept[session.SELECTION] = fitting(kept[session.SELECTION], session.own_networks())

    monkeypatch.setattr(session, "keep", kept.__setitem__)
    monkeypatch.setattr(session, "kept", kept.get)
    monkeypatch.setattr(session, "cue", cue)
    return kept


def test_a_network_is_kept_as_it_was_when_it_was_added():
    network = made("gru").train()
    before = fingerprint(network)

    reference = session_networks.add(network, "Brackets", LINE)
    with torch.no_grad():
        network.readout.bias += 1

    (own,) = session_networks.all().values()
    assert (own.title, own.origin, own.shared.texts.example) == ("Brackets", "trained", LINE)
    assert reference == (own.shared.key, "gru", "", None)
    assert fingerprint(cached.network(reference)) == cached.weights(reference) == before
    assert cached.card(reference) == network.card


def test_its_file_has_the_hash_that_its_key_names():
    reference = session_networks.add(made(), "Brackets")

    (own,) = session_networks.all().values()
    assert sha256(own.bytes).hexdigest() == own.sha256
    assert reference.task == f"own-{own.sha256[:16]}"
    assert len(own.bytes) == own.shared.size
    assert from_bytes(own.bytes).card == own.network.card


def test_the_same_network_is_added_once_and_keeps_its_title():
    first = session_networks.add(made(), "First")
    session_networks.add(made(seed=1), "Other")

    assert session_networks.add(made(), "Again") == first
    assert [own.title for own in session_networks.all().values()] == ["First", "Other"]


def test_a_network_too_many_is_refused_and_none_is_lost():
    for seed in range(MOST_NETWORKS):
        session_networks.add(made(seed=seed), f"Number {seed}")
    before = list(session_networks.all())

    with pytest.raises(NoRoom) as refused:
        session_networks.add(made(seed=MOST_NETWORKS), "One more")
    assert refused.value.notice.values == {"most": MOST_NETWORKS, "title": "Number 0"}
    assert list(session_networks.all()) == before

    session_networks.remove(before[2])
    session_networks.add(made(seed=MOST_NETWORKS), "One more")
    assert len(session_networks.all()) == MOST_NETWORKS


def test_too_many_bytes_are_refused_with_the_largest_named(monkeypatch: pytest.MonkeyPatch):
    session_networks.add(made(), "Small")
    session_networks.add(made(units=40), "Large")
    together = sum(own.shared.size for own in session_networks.all().values())

    monkeypatch.setattr(session_networks, "MOST_BYTES", together + 100)
    with pytest.raises(NoRoom) as refused:
        session_networks.add(made(seed=1), "One more")
    assert refused.value.notice.values["title"] == "Large"

    monkeypatch.setattr(session_networks, "MOST_BYTES", 100)
    with pytest.raises(NoRoom, match="This network takes"):
        session_networks.add(made(seed=1), "One more")


def test_a_server_without_memory_takes_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session_networks, "has_memory", lambda: False)

    with pytest.raises(NoRoom, match="little memory"):
        session_networks.add(made(), "Brackets")
    assert not session_networks.all()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  two\n words ", "two words"),
        ("\u202eevil\u200b\x07", "evil"),
        ("a" * 99, "a" * MOST_TITLE),
        ("\ud800", "Mine"),
        (" ", "Mine"),
        ("Other", "Other (2)"),
        ("LSTM", "LSTM (2)"),
        ("GRU(같은 매개변수 수)", "GRU(같은 매개변수 수) (2)"),
        ("hello · LSTM", "hello - LSTM"),
    ],
)
def test_a_title_is_one_short_line_that_no_other_network_has(title: str, shown: str):
    session_networks.add(made(seed=1), "Other")
    key = session_networks.add(made(), "Mine").task

    session_networks.rename(key, title)

    assert session_networks.all()[key].title == shown


def test_a_network_that_was_removed_is_gone_once_nobody_has_it():
    key = session_networks.add(made(seed=77), "Mine").task
    elsewhere = own_network(key)  # another session with the same file

    session_networks.remove(key)
    session_networks.remove(key)
    gc.collect()
    assert not session_networks.all()
    assert own_network(key) is elsewhere

    del elsewhere
    gc.collect()
    assert is_gone(key)
    with pytest.raises(CheckpointError, match="removed"):
        own_network(key)


def test_a_view_of_a_network_that_was_removed_goes_on_with_another(state: dict[str, Any]):
    key = session_networks.add(made("gru"), "Mine").task
    kept = session_networks.add(made(seed=1), "Other").task
    side_by_side = (key, kept, "lstm")
    state[session.SELECTION] = Selection(LINE, key, "gru", networks=side_by_side, unit=3)

    session_networks.remove(key)

    shown = state[session.SELECTION]
    assert shown == Selection(LINE, "english-reviews", networks=(kept, "lstm"))


def test_only_a_network_that_never_learned_is_called_untrained():
    untrained = session_networks.add(made(seed=1), "New").task
    trained = session_networks.add(made(loss_curve=(1.0, 0.5)), "Trained").task
    brought = session_networks.add(made(seed=2), "Brought", origin="imported").task

    assert network_names.of_task(untrained) == "New · untrained: random weights · this session"
    assert network_names.of_task(trained) == "Trained · this session"
    assert network_names.of_network(brought) == "Brought"
    assert network_names.of_network("gru-equal") == "GRU, equal parameter count"
    assert network_names.of_network("hello.gru") == "Spelling hello · GRU"
