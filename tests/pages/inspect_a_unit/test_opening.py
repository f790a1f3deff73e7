"""Inspect a unit opens on a unit and a text on which it can be measured what the unit follows."""

from functools import partial

import pytest

import pages.every_view  # noqa: F401
from core import load_network
from core.analysis.tracking.of_a_corpus import tracked
from core.corpus.index.build import traced
from core.corpus.sources import is_at_hand, python_library, training_text
from core.network.catalogue import TASKS
from pages.inspect_a_unit.opening import OPENINGS
from pages.inspect_a_unit.view import CORPUS_SIZES, InspectAUnitView
from pages.shared.view import registry
from pages.shared.view.selection import Selection

UNIQUE = {str(sorted(opening.items())): task for task, opening in OPENINGS.items()}.values()


def shown(task: str) -> Selection:
    """Return what the screen opens on instead of a task's example."""
    start = Selection(text=TASKS[task].example, model=task)
    return registry.changed(start, **OPENINGS[task])


def test_there_is_an_opening_for_every_network():
    assert set(OPENINGS) == set(TASKS)


@pytest.mark.slow
@pytest.mark.parametrize("task", UNIQUE)
def test_the_unit_follows_something_beyond_chance_on_a_text_that_every_computer_has(task):
    selection = shown(task)
    view = selection.of(InspectAUnitView)
    network = load_network(selection.model, selection.cell)
    assert view.corpus == "python" or is_at_hand(network.card)
    make = {"python": python_library, "training": partial(training_text, network.card)}
    corpus = make[view.corpus](most=min(CORPUS_SIZES))  # the least that can be chosen
    tracking, _features = tracked(network, corpus, traced(network, corpus))
    assert tracking is not None
    assert tracking.tracks()[selection.unit].any()
