"""What is seen is said with the numbers on screen, also where it is the opposite of the lesson."""

import numpy as np
import pytest

from core import load_network
from core.analysis.memory.first_token import first_token_left
from core.network.catalogue import TASKS
from pages.compare_cells.opening import OPENINGS
from tests.pages.screens import COMPARE_CELLS, opened

CELLS = ("rnn", "lstm", "gru")
VERDICTS = {
    (True, True): "The RNN has least: it has no gate",
    (False, False): "Here the RNN does not have least",
    (True, False): "By the gradient the RNN has least; by the difference it has not",
    (False, True): "By the difference the RNN has least; by the gradient it has not",
}


def said(text: str, **query: str) -> str:
    """Return the paragraphs of the screen."""
    app = opened(COMPARE_CELLS, lang="en", text=text, **query)
    assert not app.exception
    return "\n".join(each.value.replace("\u2060", "") for each in app.markdown)


@pytest.mark.parametrize(
    "text",
    [
        OPENINGS["english-reviews"]["text"],
        TASKS["english-reviews"].example,
        "A good film.",
        "I loved this film from its first scene on the train to the last shot of the sea.",
    ],
)
def test_the_verdict_is_that_of_the_numbers(text):
    networks = [load_network("english-reviews", cell) for cell in CELLS]
    left = [first_token_left(network, text) for network in networks]
    least, words = [], said(text)
    for kind in ("gradient", "difference"):
        shares = [getattr(each, kind)[-1] / getattr(each, kind)[0] for each in left]
        least.append(int(np.argmin(shares)) == 0)
        for share in shares:
            assert f"{share:#.3g}" in words
    for found, verdict in VERDICTS.items():
        assert (verdict in words) == (found == tuple(least))


@pytest.mark.parametrize("text", [OPENINGS["english-reviews"]["text"], "A good film."])
def test_the_opinions_at_the_end_are_said_and_whether_they_agree(text):
    words, best = said(text), []
    for cell in CELLS:
        network = load_network("english-reviews", cell)
        opinion = network.opinions(network.trace(text))[-1]
        best.append(int(opinion.argmax()))
        assert f"{cell.upper()} “{network.outputs[best[-1]]}” {opinion.max():.0%}" in words
    assert ("They agree." in words) == (len(set(best)) == 1)
    assert ("RNN stands alone." in words) == (best[0] != best[1] == best[2])


def test_a_lecture_does_not_give_the_answer_away():
    assert "After the last token" not in said("A good film.", lecture="1")
    assert "After the last token" in said("A good film.")


@pytest.mark.parametrize("model", ["shakespeare", "wave", "brackets", "hello"])
def test_every_kind_of_network_says_what_it_thinks(model):
    words = said(TASKS[model].example, model=model)
    assert ("the next one is predicted" if model == "wave" else "After the last token") in words
