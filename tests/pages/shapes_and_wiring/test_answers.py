"""The trained kinds: a number that a visitor types, read or spelled live, and judged by rule."""

from typing import Any

import numpy as np
import pytest

from core.network.answering import load_answering_network
from core.network.answering.network import MOST_WRITTEN
from core.sequence_tasks.held_out_numbers import is_held_out
from core.sequence_tasks.number_words import english, korean
from pages.shapes_and_wiring import answers, cached, effects, python
from pages.shapes_and_wiring.model import MOST_STEPS, Run
from pages.shapes_and_wiring.view import MOST_SAID, ShapesAndWiringView
from pages.shared.view.fields import showable
from tests.nasty import CORPUS
from tests.pages.screens import SHAPES_AND_WIRING, link, opened
from tests.pages.shapes_and_wiring.test_shapes_and_wiring import drawn

WORDS = {"trained": "1", "kind": "encoder-decoder"}
DIGITS = {"trained": "1", "kind": "one-to-many"}


def view_of(kind: str, text: str, **switches: Any) -> ShapesAndWiringView:
    field = "said" if kind == "encoder-decoder" else "spelled"
    return ShapesAndWiringView(kind=kind, trained=True, **{field: text}, **switches)  # type: ignore[arg-type]


def key_of(kind: str, text: str, cell: str = "gru", **switches: Any) -> cached.Key:
    view = view_of(kind, text, **switches)
    return cached.key_of(answers.reference_of(view, cell), answers.text_of(view), view)


def run_of(kind: str, text: str, cell: str = "gru", **switches: Any) -> Run:
    return cached.run(key_of(kind, text, cell, **switches))


def said(app) -> str:
    """Return what the boxes say, as people see it."""
    texts = " ".join(each.value for each in (*app.info, *app.warning))
    return texts.replace("\\", "").replace("\u2060", "")


def written(content: dict[str, Any]) -> list[str]:
    """Return the symbols of the drawing."""
    return [node["symbol"] for node in content["nodes"] if node["kind"] == "symbol"]


def test_the_kind_opens_trained_on_numbers_and_another_kind_leaves_them():
    app = opened(SHAPES_AND_WIRING, lang="en")
    app.button_group(key="kind").set_value("encoder-decoder").run()

    assert link(app)["trained"] == "1"
    assert "three hundred and twenty-one → 321" in said(app)
    content = drawn(app)[1]
    assert content["trained"]
    labels = [token["label"] for token in content["tokens"]]
    assert labels == ["three", "hundred", "and", "twenty-one", "3", "2", "1", "end"]
    assert written(content) == ["3", "2", "1", "end"]
    app.text_input(key="said").set_value("ninety thousand and four").run()
    assert "→ 90004" in said(app)
    assert link(app)["said"] == "ninety thousand and four"
    app.button_group(key="kind").set_value("many-to-one").run()
    assert not app.exception
    assert "trained" not in link(app)


def test_in_korean_it_opens_on_korean_numbers():
    app = opened(SHAPES_AND_WIRING, lang="ko")
    app.button_group(key="kind").set_value("encoder-decoder").run()
    assert "삼백이십일 → 321" in said(app)

    app.button_group(key="kind").set_value("one-to-many").run()
    assert "17 → 열일곱" in said(app)
    assert written(drawn(app)[1]) == [*"열일곱", "끝"]
    app.selectbox(key="spelled_in").set_value("korean").run()
    assert "17 → 십칠" in said(app)


def test_a_longer_number_is_wrong_and_the_screen_says_why_and_how_often():
    app = opened(SHAPES_AND_WIRING, lang="en", **WORDS, said=english(321_654))
    (_box,), warning = app.warning, said(app)
    card = load_answering_network("numerals-english", "lstm").card

    assert "Wrong: right is 321654" in warning
    assert "The number has 6 digits; the longest that the network learned have 5." in warning
    (about,) = [each.value for each in app.caption if "never saw" in each.value]
    assert f"writes {card.figures['dev_exact']:.1%} without" in about
    assert f"longer, {card.figures['longer_exact']:.1%}" in about
    assert "256 numbers" in about  # h and c of 128 units


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("kind", ["encoder-decoder", "one-to-many"])
def test_a_click_takes_a_number_that_it_never_saw_and_another_one_the_next(kind: str, lang: str):
    app = opened(SHAPES_AND_WIRING, lang=lang)
    app.button_group(key="kind").set_value(kind).run()
    field = "said" if kind == "encoder-decoder" else "spelled"
    texts = []
    for _click in range(3):
        app.button(key="unseen-number").click().run()
        assert not app.exception
        texts.append(app.text_input(key=field).value)
        never = "It never saw this number" if lang == "en" else "학습 때 보지 못한 수입니다"
        assert never in said(app)
        assert f"{texts[-1]} → " in said(app)

    assert len(set(texts)) == 3
    if kind == "encoder-decoder":
        assert all(text.isascii() is (lang == "en") for text in texts)


@pytest.mark.parametrize("text", ["", "0", "nonsense", "-3", "9" * 40, "٣", "５"])
@pytest.mark.parametrize("kind", ["encoder-decoder", "one-to-many"])
def test_whatever_stands_there_an_unseen_number_is_found(kind: str, text: str):
    (after,) = answers.unseen(view_of(kind, text)).values()
    run = run_of(kind, after)
    assert run.answer is not None
    known = answers.judged(answers.reference_of(view_of(kind, after), "gru"), run.answer)
    assert known.unseen
    assert not known.too_long


def test_what_is_said_of_a_number_is_what_is_known_of_it():
    unseen = next(number for number in range(20_000, 21_000) if is_held_out(number))
    for number, is_unseen in ((unseen, True), (321, is_held_out(321))):
        for task, spell in (("numerals-english", english), ("numerals-korean", korean)):
            run = run_of("encoder-decoder", spell(number))
            assert run.answer is not None
            known = answers.judged(cached.NetworkReference(task, "gru"), run.answer)
            assert (known.number, known.right) == (number, str(number))
            assert (known.unseen, known.too_long) == (is_unseen, False)


@pytest.mark.parametrize(
    ("text", "spelling", "number", "right"),
    [
        ("17", "english", 17, "seventeen"),
        ("017", "korean", 17, "십칠"),
        ("1,234", "english", 1_234, "one thousand two hundred and thirty-four"),
        ("0", "native", 0, None),
        ("100", "native", 100, None),
        ("4 and 5", "english", None, None),
    ],
)
def test_digits_are_judged_by_rule(text, spelling, number, right):
    key = key_of("one-to-many", text, spelled_in=spelling)
    run = cached.run(key)
    assert run.answer is not None

    known = answers.judged(key.network, run.answer)
    assert (known.number, known.right) == (number, right)


@pytest.mark.parametrize("kind", ["encoder-decoder", "one-to-many"])
def test_nothing_to_read_says_what_to_type(kind):
    app = opened(SHAPES_AND_WIRING, lang="en", trained="1", kind=kind, said=" ", digits="many")

    assert not app.exception
    assert "Type a number in" in said(app)


def test_whatever_is_typed_is_answered_and_what_is_unknown_is_said():
    for text in (each for row in CORPUS.values() for each in row):
        for kind in ("encoder-decoder", "one-to-many"):
            key = key_of(kind, showable(text[:MOST_SAID]))
            network = cached.answering(key.network)
            if not network.encode(key.text).tokens:
                continue
            run = cached.run(key)
            assert run.answer is not None
            assert 1 <= len(run.answer.written) <= MOST_WRITTEN
            assert len(run.answer.encoded.tokens) <= max(MOST_STEPS, MOST_SAID)
            unknown = not all(run.answer.encoded.known)
            about = [n for n in run.notices if n.message == network.unknown_means]
            assert len(about) == int(unknown)


def test_a_text_of_many_words_is_cut_and_that_is_said():
    app = opened(SHAPES_AND_WIRING, lang="en", **WORDS, said="one " * 80)

    assert not app.exception
    assert "more characters than fit" in said(app)
    run = run_of("encoder-decoder", "하" * 100)
    assert run.answer is not None
    assert len(run.answer.encoded.tokens) == MOST_STEPS
    assert any("total" in notice.values for notice in run.notices)


@pytest.mark.parametrize("kind", ["encoder-decoder", "one-to-many"])
def test_the_lines_of_python_give_the_run_that_is_drawn(kind, capsys):
    key = key_of(kind, "seven hundred and five" if kind == "encoder-decoder" else "705")
    run = cached.run(key)
    assert run.answer is not None
    names: dict[str, Any] = {}
    exec(python.as_python(key, run), names)

    assert capsys.readouterr().out.startswith(run.answer.text + "\n")
    np.testing.assert_array_equal(names["wired"].output, run.wired.output)


def test_each_switch_that_is_left_has_two_settings():
    for kind in ("encoder-decoder", "one-to-many"):
        rows = effects.effects(key_of(kind, "12"))
        assert [row.switch for row in rows] == ["return_state", "batch_first"]


def test_the_steps_of_the_answer_have_their_probabilities():
    app = opened(SHAPES_AND_WIRING, lang="en", **DIGITS, digits="17")
    (table,) = [each.value for each in app.dataframe if "likeliest other symbol" in each.value]
    answer = load_answering_network("number-names-english", "lstm").answer("17")

    assert table["written"].tolist() == [*"seventeen", "end"]
    likeliest = answer.probabilities.max(1)
    assert table["probability"].tolist() == [f"{each:.4f}" for each in likeliest]
