"""The screen of a unit, run as a session would run it."""

import re
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import load_network
from core.corpus.index.build import trace_corpus
from core.corpus.index.state_index import Progress
from core.corpus.jobs import join_reading
from core.jobs.jobs import Jobs
from core.jobs.steps import Blocked
from core.jobs.turns import NoRoom
from pages.inspect_a_unit import cached, reading_progress, upload
from pages.inspect_a_unit.text_picker import MOST_TYPED
from pages.shared import results
from pages.shared.cached.jobs import peek
from tests.pages.held_turn import held_turn
from tests.pages.screens import (
    INSPECT_A_UNIT,
    PATIENCE,
    STEP_THROUGH,
    charts,
    follow,
    link,
    opened,
    read_as_markdown,
    settled,
)

SENTENCE = "not a bad film , really"
BRACKETS = {"model": "brackets", "corpus": "training", "size": "20000"}


def inspect(**query: str) -> AppTest:
    """Return the screen, once the background work is done."""
    app = opened(INSPECT_A_UNIT, lang="en", **{"text": SENTENCE, **query})
    return settled(app)


def messages(app: AppTest) -> str:
    parts = (*app.header, *app.caption, *app.info, *app.warning, *app.error, *app.text)
    return "\n".join(part.value for part in parts)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            {"model": "english-reviews", "text": "a qwzx film , 좋아요"},
            "not in this network's vocabulary: 2 of 5",
        ),
        ({"model": "wave", "text": "0 0.5 ten 0"}, "1 of 4"),
        ({"model": "english-reviews", "text": "a good film"}, ""),
    ],
)
def test_tokens_that_the_network_does_not_know_are_said_as_on_the_other_screens(query, said):
    elsewhere = opened(STEP_THROUGH, lang="en", **query)
    here = [info.value for info in inspect(**query).info]

    assert bool(said) == any(said in info.value for info in elsewhere.info)
    for info in elsewhere.info:
        assert info.value in here


def read_by(make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Read corpora with ``make``, in background jobs that belong to this test."""
    own = Jobs()
    monkeypatch.setattr(reading_progress, "jobs", lambda: own)
    monkeypatch.setattr(reading_progress, "join_reading", partial(join_reading, make=make))


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let every reading wait, after its first steps, until the event is set."""
    go_on = Event()

    def slowly(network, corpus):
        steps = trace_corpus(network, corpus)
        yield Progress(10, 100)
        while not go_on.is_set():
            time.sleep(0.01)
            yield Progress(50, 100)
        return (yield from steps)

    read_by(slowly, monkeypatch)
    yield go_on
    go_on.set()


def test_the_typed_sentence_is_read_at_once():
    app = inspect()

    assert len(app.get("bidi_component")) >= 1
    assert "11 of 11" not in messages(app)
    assert "Tokens 1 to 6 of 6" in messages(app)
    assert "corpus" not in link(app)


def test_nothing_is_claimed_about_a_short_sentence():
    app = inspect(look="tracks")

    assert "too short" in messages(app)
    assert "follow" not in "".join(part.value for part in app.header)


def test_one_click_leads_from_a_short_text_to_a_claim():
    app = inspect(model="brackets", text="(1)", size="20000", unit="2")
    assert "falls with" not in messages(app)

    app.button(key="longer").click().run()
    assert "Unit 2 falls with: no bracket open" in messages(settled(app))
    assert link(app)["corpus"] == "training"


def test_a_unit_that_tells_whether_a_bracket_is_open_is_named():
    app = inspect(**BRACKETS, unit="2", look="tracks")

    (headline,) = [part.value for part in app.header if "Unit 2" in part.value]
    assert headline.startswith("Unit 2 falls with: no bracket open (AUC = 0.0")
    table = app.dataframe[-1].value
    assert table.iloc[0]["feature"] == "no bracket open"
    assert table.iloc[0]["in words"] == "above chance"


@pytest.mark.slow
@pytest.mark.parametrize("look", ["along", "spread", "contexts", "tracks", "found"])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_every_view_of_every_cell_is_shown(look: str, cell: str):
    app = inspect(**BRACKETS, cell=cell, look=look, span="5~8", on="30")

    assert link(app).get("look", "along") == look
    assert not app.error


def test_a_view_is_in_the_link_and_opens_again():
    query = {"at": "400", "p": "17", "unit": "3", "span": "410~420", "on": "45", "q": "cell_state"}
    app = inspect(**BRACKETS, **query, rank="slow", look="found")
    again = {name: link(app)[name] for name in (*query, *BRACKETS, "rank", "look")}

    assert again == {**query, **BRACKETS, "rank": "slow", "look": "found"}


def test_a_long_typed_text_is_read_and_measured_in_the_background(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(results, "AT_ONCE", 0.0)
    app = opened(INSPECT_A_UNIT, lang="en", model="brackets", text="(1(2)1)0(1)" * 90, unit="2")
    deadline, said = time.monotonic() + PATIENCE, list[str]()
    while app.get("progress") and time.monotonic() < deadline:
        said += [bar.proto.text for bar in app.get("progress")]
        if "Measuring" in said[-1]:
            assert "Tokens 1 to" in messages(app), "the text is there while units are measured"
            assert "has not been measured yet" in messages(app)
            assert "falls with" not in messages(app)
            assert not [button for button in app.button if button.key == "longer"]
        time.sleep(0.01)
        app.run()
        assert not app.exception

    assert said[0] == "The network reads …"
    assert said[-1] == "Measuring what the units follow …"
    assert "Unit 2 falls with: no bracket open" in messages(app)


def test_units_can_be_looked_at_without_the_measurement_that_somebody_stopped(
    monkeypatch: pytest.MonkeyPatch,
):
    app = inspect(model="brackets", text="(1(2(3)2)1)0" * 80, unit="2", look="tracks")
    assert "Unit 2" in messages(app)
    monkeypatch.setattr(results, "peek", lambda key: None if key[0] == "tracking" else peek(key))
    with held_turn(monkeypatch):
        app.run()
        app.button(key="stop-tracking").click().run()

    assert not app.exception
    assert "has not been measured yet" in messages(app)
    assert app.get("bidi_component"), "the text is there"
    app.button(key="begin-tracking").click()
    monkeypatch.undo()
    app.run()
    assert "has not been measured yet" not in messages(app)


def test_a_reading_can_be_stopped_and_begun_again(jobs: Event):
    app = opened(INSPECT_A_UNIT, lang="en", **BRACKETS)
    assert app.get("progress")

    app.button(key="stop-reading").click().run()
    assert not app.get("progress")
    assert "stopped" in messages(app)
    app.run()
    assert "stopped" in messages(app), "it does not begin by itself"

    app.button(key="begin-reading").click().run()
    assert app.get("progress")
    jobs.set()
    assert re.search(r"Unit \d", messages(settled(app)))


def test_a_link_alone_starts_no_long_reading(jobs: Event):
    app = opened(INSPECT_A_UNIT, **BRACKETS | {"size": "300000", "lang": "en"})

    assert not app.get("progress")
    assert "up to 300,000 characters" in messages(app)
    app.button(key="begin-reading").click().run()
    assert app.get("progress")
    app.button(key="stop-reading").click().run()


def test_a_visitor_starts_a_long_reading_with_the_picker(jobs: Event):
    app = opened(INSPECT_A_UNIT, **BRACKETS | {"size": "100000", "lang": "en"})
    assert app.get("progress"), "a shorter one begins at once"

    app.selectbox(key="corpus-size").set_value(300_000).run()

    assert app.get("progress")
    app.button(key="stop-reading").click().run()


def test_waiting_for_another_process_says_for_how_long_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
):
    def read_elsewhere(network, corpus):
        while True:
            yield Blocked()
            time.sleep(0.01)

    def bar(app: AppTest) -> str:
        return "".join(part.proto.text for part in app.get("progress"))

    read_by(read_elsewhere, monkeypatch)
    app = opened(INSPECT_A_UNIT, lang="en", **BRACKETS)
    deadline = time.monotonic() + PATIENCE
    while "Another process" not in bar(app) and time.monotonic() < deadline:
        app.run()
    assert "s. Keep waiting" not in bar(app)

    monkeypatch.setattr(reading_progress, "SOON", 0.0)
    app.run()
    assert re.search(r"waited for it for \d+ s\. Keep waiting .* or choose another text", bar(app))
    app.button(key="stop-reading").click().run()
    assert "stopped" in messages(app)


@pytest.mark.parametrize(
    ("reason", "words"),
    [("own", "your own work"), ("queue", "no more is taken"), ("memory", "little memory left")],
)
def test_where_there_is_no_room_it_is_said(
    monkeypatch: pytest.MonkeyPatch, reason: Any, words: str
):
    read_by(trace_corpus, monkeypatch)
    full = [True]

    def join(*args, **options):
        if full:
            raise NoRoom(reason)
        return join_reading(*args, **options)

    monkeypatch.setattr(reading_progress, "join_reading", join)
    app = opened(INSPECT_A_UNIT, lang="en", **BRACKETS)
    assert not app.exception
    assert words in messages(app)

    full.clear()
    assert re.search(r"Unit \d", messages(settled(app.button(key="begin-reading").click().run())))


def test_while_memory_is_short_no_file_is_taken_and_the_page_goes_on(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(upload, "has_memory", lambda: False)
    app = opened(INSPECT_A_UNIT, lang="en", corpus="upload")

    assert not app.exception
    assert app.get("file_uploader")[0].proto.disabled
    assert "takes no files" in messages(app)
    monkeypatch.undo()
    app.run()
    assert app.get("file_uploader")
    assert "takes no files" not in messages(app)


def test_two_sessions_share_one_reading(jobs: Event):
    one, other = (opened(INSPECT_A_UNIT, lang="en", **BRACKETS) for _ in range(2))
    one.button(key="stop-reading").click().run()
    jobs.set()

    assert re.search(r"Unit \d", messages(settled(other))), "leaving does not stop it for the other"


def test_a_failed_reading_says_why_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch):
    failing = [True]

    def make(network, corpus):
        yield Progress(0, 0)
        if failing:
            raise OSError("No space left on device")
        return (yield from trace_corpus(network, corpus))

    read_by(make, monkeypatch)
    app = opened(INSPECT_A_UNIT, lang="en", **BRACKETS)
    deadline = time.monotonic() + PATIENCE
    while not app.error and time.monotonic() < deadline:
        app.run()
    assert "No space left" in "".join(part.value for part in app.code)

    failing.clear()
    assert re.search(r"Unit \d", messages(settled(app.button(key="begin-reading").click().run())))


def test_a_long_file_says_how_much_of_it_is_read():
    app = inspect(corpus="upload", size="20000")
    long = b"a fine film\n" * 2_000
    app.file_uploader(key="file").upload("long.txt", long, "text/plain")
    text = messages(settled(app.run()))

    assert "long.txt: 24,000 characters, of which at most the first 20,000 are read" in text


def test_a_file_is_read_and_its_hash_is_in_the_link():
    app = inspect(corpus="upload")
    assert "Upload a text file" in messages(app)

    app.file_uploader(key="file").upload("notes.txt", b"a fine film\nbut dull\n", "text/plain")
    settled(app.run())
    assert "notes.txt: 21 characters" in messages(app)
    assert "Tokens 1 to 5 of 5" in messages(app), "a network of reviews reads line by line"
    digits = link(app)["file"]

    other = opened(INSPECT_A_UNIT, lang="en", corpus="upload", file=digits)
    assert "made with a file that is not here" in messages(other)
    other.file_uploader(key="file").upload("other.txt", b"another one", "text/plain")
    settled(other.run())
    assert link(other)["file"] != digits


def test_the_file_of_a_link_is_shown_where_the_link_says():
    text = b"a fine film\n" * 40
    app = inspect(corpus="upload")
    app.file_uploader(key="file").upload("notes.txt", text, "text/plain")
    digits = link(settled(app.run()))["file"]

    other = opened(
        INSPECT_A_UNIT, lang="en", corpus="upload", file=digits, at="30", p="7", unit="5"
    )
    other.file_uploader(key="file").upload("notes.txt", text, "text/plain")
    kept = link(settled(other.run()))
    assert (kept["file"], kept["at"], kept["p"], kept["unit"]) == (digits, "30", "7", "5")

    other.file_uploader(key="file").upload("other.txt", text * 2, "text/plain")
    assert "at" not in link(settled(other.run())), "the place belonged to the other text"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "no text"), (b"a\xff", "byte 1"), (b"\x7fELF\0\0", "not text")],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, reason: str):
    app = inspect(corpus="upload")
    app.file_uploader(key="file").upload("x.txt", content, "text/plain")
    app.run()

    assert not app.exception
    assert reason in app.error[0].value
    assert "file" not in link(app)


def test_a_training_text_that_is_not_at_hand_says_what_to_do(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    cached.corpus.clear()
    app = inspect(model="shakespeare", corpus="training")

    assert "GATESCOPE_DATA" in messages(app)


def test_an_empty_text_says_what_to_do():
    assert "Type a text above" in messages(inspect(text=" "))


def test_a_long_text_is_cut_at_its_limit_and_says_so():
    app = inspect(text="so ", model="hello")
    app.text_input(key="sentence").set_value("hello " * 4_000).run()

    assert f"first {MOST_TYPED} of 24000" in messages(app)
    assert "of 20,000" in messages(app)


def test_step_and_unit_that_are_not_there_become_the_last_ones():
    app = inspect(t="999", unit="999")

    assert (link(app)["t"], link(app)["unit"]) == ("6", "63")
    assert "no such step" in app.warning[0].value


def test_the_step_in_a_corpus_is_not_the_step_in_the_sentence():
    app = inspect(**BRACKETS, text="(1(2)1)", t="3", p="5000")
    follow(app.switch_page(STEP_THROUGH), link(app))

    assert link(app)["t"] == "3"
    assert link(app)["p"] == "5000"
    assert not app.warning


def test_another_text_starts_at_its_first_token():
    app = inspect(**BRACKETS, at="600", p="70", span="610~620")
    app.selectbox(key="corpus").set_value("python").run()
    settled(app)

    assert not {"at", "p", "span"} & link(app).keys()


def test_the_along_view_shows_the_network_s_own_numbers():
    app = inspect(unit="45", t="2", look="along")
    (chart, *_rest) = charts(app)
    trace = load_network("english-reviews", "lstm").trace(SENTENCE)

    drawn = {line["name"]: line["y"] for line in chart["data"] if line.get("name")}
    for title, name in (("forget gate", "forget_gate"), ("cell state", "cell_state")):
        np.testing.assert_allclose(_numbers(drawn[title]), trace[name][:, 45], atol=1e-6)


def test_nothing_typed_is_read_as_markdown():
    evil = "<b>![x](http://evil.example/p.png)</b> `a`"
    for look in ("along", "contexts", "spread"):
        app = inspect(text=evil, look=look)
        assert not [text for text in read_as_markdown(app) if "evil" in text and "<" in text]


def _numbers(sent: Any) -> np.ndarray:
    """Return the numbers of a chart, which are sent as a list or as bytes in base64."""
    if isinstance(sent, dict):
        return np.frombuffer(b64decode(sent["bdata"]), sent["dtype"])
    return np.array(sent)
