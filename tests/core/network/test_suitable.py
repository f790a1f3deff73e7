"""The task that suits a text is one whose vocabulary is written in the text's letters."""

from collections import Counter

import pytest

from core.language import LANGUAGES
from core.network import load_network
from core.network.catalogue import TASKS
from core.network.suitable import task_for_text, task_in_language
from core.text.scripts import script_of

IN_HANGUL = {"korean-reviews", "korean-next", "korean-text"} | {
    "spacing-korean",
    "spacing-korean-both",
}
IN_LATIN = {"english-reviews", "english-reviews-both", "english-reviews-windows", "stories"} | {
    "spacing-english",
    "spacing-english-both",
    "shakespeare",
    "shakespeare-two-layers",
    "python-source",
    "hello",
}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_written_in_the_script_of_its_vocabulary_and_example(task):
    keys = load_network(task, "lstm").vocabulary.keys
    scripts = Counter(script_of(key.rpartition("/")[0] or key) for key in keys)
    del scripts[None]  # digits and punctuation

    assert (scripts.most_common(1) or [(None, 0)])[0][0] == TASKS[task].script
    assert script_of(TASKS[task].example) == TASKS[task].script


@pytest.mark.parametrize("task", TASKS)
def test_every_example_is_read_by_its_own_task(task):
    assert task_for_text(TASKS[task].example, task) == task


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(
    ("text", "suitable"),
    [
        ("정말 좋았다", IN_HANGUL),
        ("a stirring film", IN_LATIN),
        ("Хороший фильм", {None}),
        ("12 (3)", set(TASKS)),
    ],
)
def test_a_text_is_read_by_a_task_that_knows_its_letters(task, text, suitable):
    chosen = task_for_text(text, task)

    assert chosen in suitable
    assert chosen == task or task not in suitable, "no task is changed without need"


@pytest.mark.parametrize(
    ("text", "task", "suited"),
    [
        ("아버지가", "spacing-english-both", "spacing-korean-both"),
        ("Goodday", "spacing-korean", "spacing-english"),
        ("good day", "korean-reviews", "english-reviews"),
        ("정말 좋았다", "shakespeare", "korean-reviews"),
    ],
)
def test_another_script_is_read_by_a_task_of_the_same_kind_if_there_is_one(text, task, suited):
    assert task_for_text(text, task) == suited


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_every_language_has_a_task_of_its_own_letters(language):
    title = LANGUAGES.get(language, "English")

    assert TASKS[task_in_language(language)].script == script_of(title)
