"""The running opinion is read back from the figure's data."""

import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.opinion import opinion
from core.figures.palette import signed
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

opinion = checked(opinion)

TWO = np.linspace([0.9, 0.1], [0.1, 0.9], len(NASTY), dtype=np.float32)
FOUR = np.full((len(NASTY), 4), 0.25, np.float32) + np.array(
    [[0.03, 0.02, -0.04, -0.01]], np.float32
)


@pytest.mark.parametrize("dark", [False, True])
def test_of_two_outputs_the_second_is_a_line_with_its_signs_colours(dark):
    figure = opinion(TWO, ["negative", "positive"], shown(NASTY), dark)
    (line,) = figure.data

    assert line.name == escape("positive")
    assert np.array_equal(line.y, TWO[:, 1])
    assert list(line.x) == list(range(1, len(NASTY) + 1))
    assert list(line.marker.color) == [signed(p >= 0.5, dark) for p in TWO[:, 1]]
    assert len(set(line.marker.color)) == 2
    assert figure.layout.yaxis.range[0] <= 0 < 1 <= figure.layout.yaxis.range[1]


def test_more_outputs_are_a_heatmap_with_a_row_each():
    outputs = ["h", "<e>", "l", "o"]
    figure = opinion(FOUR, outputs, shown(NASTY))
    (panel,) = figure.data

    assert np.array_equal(panel.z, FOUR.T)
    assert (panel.zmin, panel.zmax) == (0, 1)
    assert list(panel.x) == list(range(1, len(NASTY) + 1))
    assert list(figure.layout.yaxis.ticktext) == [escape(name) for name in outputs]
    assert list(figure.layout.yaxis.tickvals) == [0, 1, 2, 3]
    assert list(panel.customdata[2, :, 0]) == [escape(label) for label in shown(NASTY)]
    assert set(panel.customdata[2, :, 1]) == {escape("l")}


def test_of_many_outputs_the_likeliest_are_named_at_each_token():
    shares = np.random.default_rng(0).dirichlet(np.ones(65), 7).astype(np.float32)
    outputs = [f"<{number}>" for number in range(65)]
    (panel,) = opinion(shares, outputs, list("letters")).data

    assert panel.z.shape == (5, 7)
    for step, row in enumerate(shares):
        best = np.argsort(-row)[:5]
        assert np.array_equal(panel.z[:, step], row[best])
        assert list(panel.text[:, step]) == [escape(outputs[number]) for number in best]
    assert np.array_equal(panel.customdata[..., 1], panel.text)


def test_letters_that_would_run_into_each_other_are_left_to_the_hover():
    shares = np.full((61, 65), 1 / 65, np.float32)
    (panel,) = opinion(shares, [chr(33 + n) for n in range(65)], ["x"] * 61).data

    assert panel.text is None
    assert panel.customdata.shape == (5, 61, 2)


@pytest.mark.parametrize("probabilities", [TWO, FOUR])
def test_tokens_are_escaped_labels_and_reach_the_hover_as_data_only(probabilities):
    outputs = [f"output {index}" for index in range(probabilities.shape[1])]
    figure = opinion(probabilities, outputs, shown(NASTY))
    axis = figure.layout.xaxis

    assert axis.type == "linear"
    assert list(axis.ticktext) == [escape(label) for label in shown(NASTY)]
    assert figure.data[0].hovertemplate.startswith("%{customdata")


@pytest.mark.parametrize("outputs", [["no", "yes"], ["a", "b", "c"]])
def test_one_token_has_an_axis_with_width(outputs):
    figure = opinion(np.full((1, len(outputs)), 0.3, np.float32), outputs, ["one"])

    assert figure.layout.xaxis.range == (0.5, 1.5)
