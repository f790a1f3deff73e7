"""Margins: what they say of probabilities, and that nothing is lost on the way."""

import numpy as np
import pytest

from core import load_network
from core.analysis.readout import margin, over_others

REVIEWS, HELLO, WAVE = (
    load_network(*name) for name in (("english-reviews", "gru"), ("hello", "lstm"), ("wave", "rnn"))
)


def test_of_two_classes_it_is_the_log_odds():
    trace = REVIEWS.trace("dull , but good")
    negative, positive = REVIEWS.opinions(trace).astype(np.float64).T

    for output, odds in enumerate((negative / positive, positive / negative)):
        direction, bias = margin(REVIEWS, output)
        found = trace["hidden_state"] @ direction + bias
        np.testing.assert_allclose(found, np.log(odds), rtol=0, atol=1e-5)


def test_of_several_outputs_it_is_the_score_less_the_mean_of_the_others():
    trace = HELLO.trace("hell")
    logs = np.log(HELLO.opinions(trace).astype(np.float64))  # scores but for a number a row

    for output in range(4):
        direction, bias = margin(HELLO, output)
        others = np.delete(logs, output, axis=1).mean(axis=1)
        found = trace["hidden_state"] @ direction + bias
        np.testing.assert_allclose(found, logs[:, output] - others, rtol=0, atol=1e-4)


def test_of_one_output_it_is_what_is_said():
    trace = WAVE.trace("0.5 0.25 -0.1")
    direction, bias = margin(WAVE, 0)

    found = trace["hidden_state"] @ direction + bias
    np.testing.assert_allclose(found, WAVE.opinions(trace)[:, 0], rtol=0, atol=1e-6)


def test_it_is_in_float64():
    assert margin(HELLO, 0).direction.dtype == np.float64


@pytest.mark.parametrize("output", [-1, 4])
def test_an_output_that_there_is_not_is_refused(output):
    with pytest.raises(ValueError, match=rf"one of 4 outputs, numbered from 0; got {output}\."):
        margin(HELLO, output)


@pytest.mark.parametrize("n_outputs", [2, 3, 65])
def test_what_all_scores_have_in_common_counts_nothing(n_outputs):
    assert over_others(n_outputs, 1).sum() == pytest.approx(0, abs=1e-12)
