"""Planted units are found, noise passes rarely, and features that cannot be measured say why."""

import numpy as np
import pytest

from core.analysis.tracking import eligibility
from core.analysis.tracking.association import NUMBER, YES_NO
from core.analysis.tracking.scores import UNITS
from core.analysis.tracking.tracking import Tracking, auc, track
from core.corpus.index.quantise import levels
from tests.core.analysis.noise import autoregressive

T, H = 4_000, UNITS + 5
ONE = np.array([0, T])
RNG = np.random.default_rng(0)
NOISE = 0.3 * autoregressive(0.9, (T, H), RNG).astype(np.float32)
DEPTH = np.cumsum(RNG.integers(-1, 2, T)) % 7
OPEN = DEPTH > 4
FEATURES = np.stack([DEPTH, OPEN, autoregressive(0.9, (T, 1), RNG)[:, 0]], 1).astype(np.float32)
KINDS = (NUMBER, YES_NO, NUMBER)


def planted() -> np.ndarray:
    """Return units: 3 rises with the depth, H - 1 falls where it is open; the rest is noise."""
    units = NOISE.copy()
    units[:, 3] = 0.2 * units[:, 3] + 0.1 * DEPTH
    units[:, H - 1] -= OPEN
    return np.tanh(units).T


PLANTED = planted()
ROUNDED = track([levels(PLANTED)], FEATURES, KINDS, ONE)
EXACT = track([PLANTED[:, :1_000], PLANTED[:, 1_000:]], FEATURES, KINDS, ONE)


def test_the_unit_that_follows_a_feature_is_found_and_noise_is_not():
    assert ROUNDED.reasons == (None, None, None)
    assert ROUNDED.chosen(0) == 3
    assert ROUNDED.chosen(1) == H - 1
    assert ROUNDED.scores[3, 0] > 0.9
    assert auc(ROUNDED.scores[H - 1, 1]) < 0.1
    assert np.argwhere(ROUNDED.tracks()).tolist() == [[3, 0], [3, 1], [H - 1, 0], [H - 1, 1]]
    assert (ROUNDED.chance > 0.05).all()
    assert (ROUNDED.chance < 0.5).all()


def test_scores_are_those_of_each_half_by_itself():
    for tokens, scores in ((slice(T // 2), ROUNDED.chosen_by), (slice(T // 2, T), ROUNDED.scores)):
        ranked = levels(PLANTED)[:, tokens].astype(float)
        values = FEATURES[tokens]
        used = len(values) // (len(values) // 144) * (len(values) // 144)
        if tokens.start:
            ranked, values = ranked[:, :used], values[:used]
        expected = [np.corrcoef(unit, values[:, 0])[0, 1] for unit in ranked]
        np.testing.assert_allclose(scores[:, 0], expected, atol=1e-4)
        yes = values[:, 1] > 0
        higher = (ranked[3][yes][:, None] > ranked[3][~yes]).mean()
        ties = (ranked[3][yes][:, None] == ranked[3][~yes]).mean()
        assert auc(scores[3, 1]) == pytest.approx(higher + ties / 2, abs=1e-4)
    assert ROUNDED.tokens.tolist() == [used] * 3


def test_levels_give_the_scores_of_the_states_themselves():
    np.testing.assert_allclose(EXACT.scores, ROUNDED.scores, atol=0.01)
    np.testing.assert_allclose(EXACT.probe, ROUNDED.probe, atol=0.02)
    np.testing.assert_array_equal(EXACT.tracks(), ROUNDED.tracks())


def test_states_that_differ_by_less_than_a_level_are_ties_in_levels_only():
    """The unit is 0.004 higher with the feature, and far lower at every tenth token in any case."""
    unit = np.where(np.arange(T) % 10, 0.992 + 0.004 * OPEN, -0.5).astype(np.float32)[None]
    result = track([levels(unit)], FEATURES[:, 1:2], KINDS[1:2], ONE)
    exact = track([unit], FEATURES[:, 1:2], KINDS[1:2], ONE)

    assert abs(result.scores[0, 0]) < 0.1
    assert exact.scores[0, 0] > 0.7


@pytest.mark.parametrize("length", range(3_990, T, 2))
def test_of_several_perfect_units_the_first_is_chosen(length):
    """All three separate open from not open; how sums are rounded depends on the length."""
    units = np.where(OPEN, 0.5, -0.5)[:, None] + 0.3 * NOISE[:, 4:7].clip(-1, 1)

    result = track(
        [levels(units[:length].T)], FEATURES[:length, 1:2], KINDS[1:2], np.array([0, length])
    )

    assert result.chosen_by[:, 0].tolist() == result.scores[:, 0].tolist() == [1, 1, 1]
    assert result.chosen(0) == 0


def test_the_probe_is_at_least_as_good_as_the_best_unit():
    best = np.abs(ROUNDED.scores).max(0)

    assert (ROUNDED.probe[:2] > best[:2] - 0.02).all()
    assert (ROUNDED.probe[:2] > ROUNDED.probe_chance[:2]).all()
    assert abs(ROUNDED.probe[2]) < 0.3


def test_the_probe_finds_a_feature_spread_over_many_units():
    units = NOISE + 0.02 * DEPTH[:, None]

    result = track([np.tanh(units).T], FEATURES[:, :1], KINDS[:1], ONE)

    assert np.abs(result.scores).max() < 0.4
    assert result.probe[0] > 0.6


@pytest.mark.slow
@pytest.mark.parametrize("a", [0.0, 0.9, 0.99])
def test_noise_passes_in_five_of_a_hundred_cases(a):
    """Sixty texts of noise with a memory of up to 200 tokens, in halves of 1,000 tokens.

    For each of eight features, the best of 16 units passes the chance level in about 5 %. The unit
    that was chosen on the first half passes much more rarely.
    """
    texts, units, features, length = 60, 16, 8, 2_000
    series = autoregressive(a, (length, texts * (units + features)), np.random.default_rng(1))
    best, chosen, probes = [], [], []
    for text in np.split(series.astype(np.float32), texts, axis=1):
        kinds = (NUMBER, YES_NO) * (features // 2)
        values = text[:, units:]
        values[:, 1::2] = values[:, 1::2] > 0.5
        result = track([levels(np.tanh(text[:, :units].T))], values, kinds, np.array([0, length]))
        assert result.chance.shape == (features,)
        measured = [feature for feature in range(features) if result.reasons[feature] is None]
        assert len(measured) >= features - 2
        best += list((np.abs(result.scores) > result.chance).any(0)[measured])
        probes += list((result.probe > result.probe_chance)[measured])
        follows = result.tracks()
        chosen += [follows[result.chosen(feature), feature] for feature in measured]
    assert 0.02 < np.mean(best) < 0.09
    assert np.mean(chosen) < 0.02
    assert np.mean(probes) < 0.07


def broken() -> tuple[np.ndarray, list[str | None]]:
    """Return features, most of which cannot be measured, and the reason for each."""
    position = np.arange(T)
    return np.stack(
        [
            np.full(T, np.nan),
            np.ones(T),
            position < T // 2,  # constant in either half
            np.where(position < 100, position % 7, np.nan),
            np.where(position < T // 2, position % 7, np.nan),
            position % 400 == 1,  # five in a half
            np.minimum(position % 400, 1),
            position % 7,
            position % 30 == 1,
        ],
        axis=1,
    ).astype(np.float32), [
        eligibility.NOWHERE,
        eligibility.CONSTANT,
        eligibility.CONSTANT,
        eligibility.TOO_FEW,
        eligibility.TOO_FEW,
        eligibility.TOO_RARE,
        eligibility.TOO_RARE,
        None,
        None,
    ]


@pytest.mark.parametrize("kind", [NUMBER, YES_NO])
def test_features_that_cannot_be_measured_have_a_reason_and_no_score(kind):
    features, reasons = broken()
    if kind == YES_NO:  # 0 and 1 only
        features = np.where(np.isnan(features), np.nan, features > 0).astype(np.float32)
    result = track([levels(PLANTED)], features, [kind] * len(reasons), ONE)

    assert list(result.reasons) == reasons
    for feature, reason in enumerate(reasons):
        unknown = (result.scores[:, feature], result.chance[feature], result.probe[feature])
        assert all(np.isnan(array).all() == (reason is not None) for array in unknown)
        assert (result.chosen(feature) is None) == (reason is not None)
    assert not result.tracks()[:, :-2].any()


def test_the_feature_itself_as_a_unit_scores_one_and_not_more():
    units = np.stack([FEATURES[:, 0], -FEATURES[:, 1]])

    result = track([units], FEATURES[:, :2], KINDS[:2], ONE)

    for scores in (result.scores, result.chosen_by):
        assert np.abs(scores).max() <= 1
        assert np.diag(scores) == pytest.approx([1, -1], abs=1e-5)
    assert result.probe == pytest.approx([1, 1], abs=1e-5)
    assert result.probe.max() <= 1


def test_a_unit_that_never_changes_cannot_be_measured():
    still = PLANTED.copy()
    still[5] = 0.25
    still[6, : T // 2] = 0.25

    result = track([still], FEATURES, KINDS, ONE)

    assert np.isnan(result.scores[5]).all()
    assert np.isnan(result.chosen_by[[5, 6]]).all()
    assert not np.isnan(result.scores[6]).any()
    assert not result.tracks()[[5, 6]].any()
    assert result.chosen(0) == 3


def test_no_unit_is_chosen_if_none_changes():
    result = track([np.full((2, T), 100, np.uint8)], FEATURES, KINDS, ONE)

    assert np.isnan(result.scores).all()
    assert result.chosen(0) is None
    assert not result.tracks().any()


def test_a_feature_is_measured_over_the_tokens_to_which_it_applies():
    """Unit 3 follows the depth where it applies, and elsewhere the negative of the depth."""
    applies = RNG.random(T) < 0.5
    units = PLANTED.copy()
    units[3] = np.where(applies, units[3], -units[3])
    features = FEATURES.copy()
    features[~applies, 0] = np.nan

    result = track([units], features, KINDS, ONE)

    assert result.scores[3, 0] > 0.9
    assert result.tokens[0] < 0.6 * result.tokens[1]
    np.testing.assert_allclose(result.scores[:3, 1:], EXACT.scores[:3, 1:], atol=1e-6)


@pytest.mark.parametrize("lengths", [[T - 60] + [1] * 60, [20] * (T // 20), [1] * T], ids=len)
def test_texts_with_documents_of_any_length_are_measured(lengths):
    result = track([levels(PLANTED)], FEATURES, KINDS, np.cumsum([0, *lengths]))

    assert result.chosen(0) == 3
    assert result.tracks()[3, 0]


def test_every_nth_token_of_a_very_long_text_is_measured(monkeypatch):
    monkeypatch.setattr(eligibility, "MOST", 500)

    result = track([levels(PLANTED)], FEATURES, KINDS, ONE)

    assert (result.tokens <= 500).all()
    assert (result.tokens > 490).all()
    every_fourth = levels(PLANTED[3, T // 2 :: 4])[: result.tokens[0]]
    expected = np.corrcoef(every_fourth, FEATURES[T // 2 :: 4, 0][: result.tokens[0]])[0, 1]
    assert result.scores[3, 0] == pytest.approx(expected, abs=1e-4)
    assert result.tracks()[3, 0]


@pytest.mark.parametrize("length", [0, 1, 5, 287])
def test_a_short_text_is_too_short_to_be_measured(length):
    features = FEATURES[:length].copy()
    features[:, 2] = np.nan

    result = track([levels(PLANTED[:, :length])], features, KINDS, np.array([0, length]))

    assert set(result.reasons) == {eligibility.TOO_SHORT}
    assert np.isnan(result.scores).all()
    assert result.scores.shape == (H, 3)
    assert not result.tracks().any()


def test_the_shortest_measurable_text_is_measured():
    result = track([levels(PLANTED[:, :288])], FEATURES[:288], KINDS, np.array([0, 288]))

    assert result.reasons[0] is None
    assert result.chosen(0) == 3
    assert result.scores[3, 0] > 0.9


def test_no_features_give_an_empty_table():
    result = track([levels(PLANTED)], FEATURES[:, :0], (), ONE)

    assert result.scores.shape == (H, 0)
    assert result.reasons == ()


def test_the_arrays_of_a_tracking_are_read_only():
    for array in (ROUNDED.scores, ROUNDED.chosen_by, ROUNDED.chance, ROUNDED.probe, ROUNDED.tokens):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="expected 4000 tokens and 2 kinds"):
        track([levels(PLANTED)], FEATURES, KINDS[:2], ONE)
    with pytest.raises(ValueError, match="documents up to 9"):
        track([levels(PLANTED)], FEATURES, KINDS, np.array([0, 9]))
    with pytest.raises(ValueError, match="0, 1 and NaN in feature 0, of kind yes-no"):
        track([levels(PLANTED)], FEATURES, (YES_NO, YES_NO, NUMBER), ONE)
    with pytest.raises(ValueError, match="finite numbers and NaN in feature 1"):
        track([levels(PLANTED)], FEATURES + np.array([0, np.inf, 0]), (NUMBER,) * 3, ONE)
    with pytest.raises(ValueError, match="'colour'"):
        track([levels(PLANTED)], FEATURES, (NUMBER, YES_NO, "colour"), ONE)


def test_a_followed_feature_has_the_same_direction_in_both_halves():
    scores = np.array([[0.9, 0.9, -0.9, 0.1]])
    result = Tracking(
        kinds=(NUMBER,) * 4,
        chosen_by=np.array([[0.8, -0.8, -0.8, 0.8]]),
        scores=scores,
        chance=np.full(4, 0.2),
        probe=scores[0],
        probe_chance=np.full(4, 0.2),
        tokens=np.full(4, 1_000),
        reasons=(None,) * 4,
    )

    assert result.tracks().tolist() == [[True, False, True, False]]
