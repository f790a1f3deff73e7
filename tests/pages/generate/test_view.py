"""The view of Generate in links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.generation import Sampling
from core.generation.tree import Branch
from pages.generate.link_tree import MOST_BRANCHES, Branches, branches, to_text
from pages.generate.view import GenerateView, as_temperature
from tests.pages.generate.trees import trees
from tests.pages.views import read, view_of

TWO = Branches((Branch(0, 56, 12), Branch(1, 79, 3)), 2)


@given(trees())
def test_a_tree_comes_back_from_a_link_as_it_was(tree: Branches) -> None:
    assert branches(to_text(tree)) == tree


@pytest.mark.parametrize(
    ("value", "expected", "is_good"),
    [
        ("2~0.57.12~1.80.3", TWO, True),
        ("0~0.57.12", Branches((Branch(0, 56, 12),), 0), True),
        ("0", Branches(), True),
        ("9~0.57.12", Branches((Branch(0, 56, 12),), 0), False),
        ("1~1.57.12", Branches(), False),  # it would leave itself
        ("2~0.57.12~what~0.3.1", Branches((Branch(0, 56, 12),), 0), False),
        ("0~0.0.1", Branches(), False),
        ("0~0.2001.1", Branches(), False),
        ("0~0.5.65536", Branches(), False),
        ("~", Branches(), False),
        ("<b>", Branches(), False),
        (
            "0" + "~0.5.1" * (MOST_BRANCHES + 1),
            Branches((Branch(0, 4, 1),) * MOST_BRANCHES, 0),
            False,
        ),
    ],
)
def test_branches_that_can_be_read_are_taken_and_the_others_have_a_notice(
    value: str, expected: Branches, is_good: bool
) -> None:
    selection, messages = read(tree=value)

    assert selection == view_of(branches=expected)
    assert len(messages) == (not is_good)


@pytest.mark.parametrize(
    ("hundredths", "temperature"),
    [(-3, 0), (0, 0), (1, 0.05), (4, 0.05), (5, 0.05), (80, 0.8), (1000, 10), (4000, 10)],
)
def test_every_temperature_that_is_typed_can_be_used(hundredths: int, temperature: float) -> None:
    view = GenerateView(temperature=as_temperature(hundredths), top_k=3, top_p=90)

    assert view.sampling == Sampling(temperature, 3, 0.9)


@given(st.integers(0, 1000))
def test_every_temperature_of_a_link_can_be_used(hundredths: int) -> None:
    selection, messages = read(temp=str(hundredths))

    assert messages == []
    assert selection.of(GenerateView).sampling.temperature == as_temperature(hundredths) / 100


def test_with_another_text_no_branch_is_left() -> None:
    from pages.shared.view.registry import beginnings

    assert beginnings("text")["branches"] == Branches()
