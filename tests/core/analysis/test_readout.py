"""Margins of outputs, compared with probabilities and values."""

import numpy as np
import pytest

from core import load_network
from core.analysis.readout import margin, over_others

REVIEWS, HELLO, WAVE = (
    load_network(*name) for name in (("english-reviews", "gru"), ("hello", "lstm"), ("wave", "rnn"))
)


def test_the_margin_of_two_classes_is_the_log_odds():
    trace = REVIEWS.trace("dull , but good")
    negative, positive = REVIEWS.opinions(trace).astype(np.float64).T

    for output, odds in enumerate((negative / positive, positive / negative)):
        direction, bias = margin(REVIEWS, output)
        margins = trace["hidden_state"] @ direction + bias
        np.testing.assert_allclose(margins, np.log(odds), rtol=0, atol=1e-5)


def test_the_margin_of_several_outputs_is_the_score_less_the_mean_of_the_others():
    trace = HELLO.trace("hell")
    logs = np.log(HELLO.opinions(trace).astype(np.float64))  # the scores, up to a constant per row

    for output in range(4):
        direction, bias = margin(HELLO, output)
        others = np.delete(logs, output, axis=1).mean(axis=1)
        margins = trace["hidden_state"] @ direction + bias
        np.testing.assert_allclose(margins, logs[:, output] - others, rtol=0, atol=1e-4)


def test_the_margin_of_a_single_output_is_its_value():
    trace = WAVE.trace("0.5 0.25 -0.1")
    direction, bias = margin(WAVE, 0)

    margins = trace["hidden_state"] @ direction + bias
    np.testing.assert_allclose(margins, WAVE.opinions(trace)[:, 0], rtol=0, atol=1e-6)


def test_margins_are_in_float64():
    assert margin(HELLO, 0).direction.dtype == np.float64


@pytest.mark.parametrize("output", [-1, 4])
def test_an_output_that_does_not_exist_is_refused(output):
    with pytest.raises(ValueError, match=rf"one of 4 outputs, numbered from 0; got {output}\."):
        margin(HELLO, output)


@pytest.mark.parametrize("n_outputs", [2, 3, 65])
def test_a_constant_added_to_all_scores_changes_no_margin(n_outputs):
    assert over_others(n_outputs, 1).sum() == pytest.approx(0, abs=1e-12)
