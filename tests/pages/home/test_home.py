"""The home page, run as a session would run it."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from core.language import TRANSLATIONS
from core.network.catalogue import TASKS, reference
from pages.home.examples import (
    CHANGES,
    COMPARISONS,
    EXAMPLES,
    INSPECTIONS,
    MEMORIES,
    TRAININGS,
    WIRINGS,
    WRITINGS,
)
from pages.shared import cached
from pages.shared.view import session
from pages.shared.view.link import parse
from pages.shared.view.selection import Selection
from tests.pages.screens import HOME, SCREENS, charts, link, nodes, opened


def page_links(app) -> list[tuple[str, Selection]]:
    """Return the label and the view of each link outside the sidebar."""
    return [
        (node.proto.label, parse(parse_qs(node.proto.query_string, keep_blank_values=True))[0])
        for node in app.main
        if node.type == "page_link"
    ]


def test_home_has_its_title_and_the_opinion_on_the_first_sentence():
    app = opened(HOME, lang="en")

    assert not app.exception
    assert app.title[0].value == "Watch recurrent networks remember"
    (chart,) = charts(app)
    first = cached.reading(reference("english-reviews", "lstm"), TASKS["english-reviews"].example)
    assert len(chart["layout"]["xaxis"]["ticktext"]) == len(first.tokens)


def test_the_first_sentence_makes_the_network_change_its_mind():
    selection = Selection()
    opinions = cached.reading(selection.reference, selection.text).opinions

    assert opinions[:-1, 1].min() < 0.4
    assert opinions[-1, 1] > 0.6


def test_the_turn_of_the_first_sentence_is_said_with_its_numbers():
    selection = Selection()
    opinions = cached.reading(selection.reference, selection.text).opinions[:, 1]
    app = opened(HOME, lang="en")

    (said,) = [each.value for each in app.markdown if "At the end" in each.value]
    assert f"{opinions.min():.0%} positive. At the end: {opinions[-1]:.0%}." in said
    assert said.endswith("It has turned.")


def test_a_group_shows_three_examples_and_the_others_on_demand():
    app = opened(HOME, lang="en")

    (more,) = app.expander
    assert more.label == f"{len(EXAMPLES) - 3} more"
    inside = [node for node in more if node.type == "page_link"]
    assert len(inside) == len(EXAMPLES) - 3
    assert len(app.text) == sum(
        len(group)
        for group in (
            EXAMPLES,
            COMPARISONS,
            INSPECTIONS,
            MEMORIES,
            CHANGES,
            WRITINGS,
            WIRINGS,
            TRAININGS,
        )
    )


def test_each_example_opens_with_one_click():
    app = opened(HOME, lang="en")

    invitations = {
        "Step through it": EXAMPLES,
        "Compare on it": COMPARISONS,
        "Inspect it": INSPECTIONS,
        "Look back on it": MEMORIES,
        "Change it": CHANGES,
        "Write on": WRITINGS,
        "See its wiring": WIRINGS,
        "Watch it learn": TRAININGS,
    }
    for label, examples in invitations.items():
        assert [view for name, view in page_links(app) if name == label] == [
            session.as_here(replace(example.selection, language="en")) for example in examples
        ]
    every = [*EXAMPLES, *COMPARISONS]
    assert [text.value for text in app.text[: len(every)]] == [
        example.selection.text for example in every
    ]


@pytest.mark.parametrize("example", [*EXAMPLES, *COMPARISONS], ids=lambda example: example.title)
def test_each_example_has_something_to_show(example):
    selection = example.selection
    reading = cached.reading(selection.reference, selection.text)

    assert len(reading.tokens) > 1
    assert reading.notices == ()


def test_a_sentence_and_enter_open_the_stepper():
    app = opened(HOME, lang="en", cell="gru")

    app.text_input(key="sentence").set_value("a film of one's own").run()

    assert not app.exception
    assert app.title[0].value == "Step through"
    assert app.text_input(key="sentence").value == "a film of one's own"
    assert (link(app)["text"], link(app)["cell"]) == ("a film of one's own", "gru")
    assert app.button_group(key="cell").value == "gru"


def test_coming_back_home_does_not_open_the_stepper_again():
    app = opened(HOME, lang="en")
    app.text_input(key="sentence").set_value("a film").run()

    app.switch_page(HOME).run()

    assert app.title[0].value == "Watch recurrent networks remember"
    assert app.text_input(key="sentence").value == "a film"
    app.run()
    assert app.title[0].value == "Watch recurrent networks remember"


def test_the_navigation_links_every_screen_with_the_present_view():
    app = opened(HOME, lang="en", text="a film", cell="rnn", t="2", unit="9")
    links = [node.proto for node in app.sidebar if node.type == "page_link"]

    assert [proto.label for proto in links] == [
        "Home", "Step through", "Compare cells", "Generate", "Train", "Your own network",
        "Parameter count", "Model builder", "Shapes and wiring", "Inspect a unit",
        "Memory and gradients", "What if", "Tokens and vectors",
    ]  # fmt: skip
    assert len(links) == len(SCREENS)
    for proto in links:
        assert parse_qs(proto.query_string) == {name: [value] for name, value in link(app).items()}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_home_opens_with_an_empty_sentence(lang):
    app = opened(HOME, lang=lang, text="")

    assert not app.exception
    assert app.text_input(key="sentence").value == ""


def test_home_and_its_links_are_in_korean():
    app = opened(HOME, lang="ko")

    assert app.title[0].value == "순환 신경망이 기억하는 모습을 보세요"
    assert {node.proto.query_string.count("lang=ko") for node in nodes(app)
            if node.type == "page_link"} == {1}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_lecture_is_told_no_answer_before_it_asks(lang):
    groups = (EXAMPLES, COMPARISONS, INSPECTIONS, MEMORIES, CHANGES, WRITINGS)
    in_language = TRANSLATIONS[lang].gettext
    answers = [in_language(example.watch) for group in groups for example in group]
    usual, lecture = (opened(HOME, lang=lang, lecture=each) for each in "01")

    told = [[caption.value for caption in app.caption] for app in (usual, lecture)]
    assert [sum(answer in captions for answer in answers) for captions in told] == [len(answers), 0]
    closed = [node for each in lecture.expander if not each.proto.expanded for node in each]
    kinds = [node.type for node in closed]
    assert kinds.count("plotly_chart") == len(charts(lecture)) == len(charts(usual)) == 1


def test_every_link_of_a_lecture_stays_in_it():
    links = page_links(opened(HOME, lang="en", lecture="1"))
    assert len(links) > 9
    assert all(selection.lecture for _label, selection in links)
