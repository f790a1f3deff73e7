"""What was planted is found, noise passes as often as it says, and the unmeasurable is named."""

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
    """Unit 3 rises with the depth, unit H - 1 falls where it is open; the rest is noise."""
    units = NOISE.copy()
    units[:, 3] = 0.2 * units[:, 3] + 0.1 * DEPTH
    units[:, H - 1] -= OPEN
    return np.tanh(units).T


PLANTED = planted()
FOUND = track([levels(PLANTED)], FEATURES, KINDS, ONE)
EXACT = track([PLANTED[:, :1_000], PLANTED[:, 1_000:]], FEATURES, KINDS, ONE)


def test_the_unit_that_follows_a_feature_is_found_and_noise_is_not():
    assert FOUND.reasons == (None, None, None)
    assert FOUND.chosen(0) == 3
    assert FOUND.chosen(1) == H - 1
    assert FOUND.scores[3, 0] > 0.9
    assert auc(FOUND.scores[H - 1, 1]) < 0.1
    assert np.argwhere(FOUND.tracks()).tolist() == [[3, 0], [3, 1], [H - 1, 0], [H - 1, 1]]
    assert (FOUND.chance > 0.05).all()
    assert (FOUND.chance < 0.5).all()


def test_scores_are_those_of_each_half_by_itself():
    for tokens, found in ((slice(T // 2), FOUND.chosen_by), (slice(T // 2, T), FOUND.scores)):
        ranked = levels(PLANTED)[:, tokens].astype(float)
        values = FEATURES[tokens]
        used = len(values) // (len(values) // 144) * (len(values) // 144)
        if tokens.start:
            ranked, values = ranked[:, :used], values[:used]
        expected = [np.corrcoef(unit, values[:, 0])[0, 1] for unit in ranked]
        np.testing.assert_allclose(found[:, 0], expected, atol=1e-4)
        yes = values[:, 1] > 0
        higher = (ranked[3][yes][:, None] > ranked[3][~yes]).mean()
        ties = (ranked[3][yes][:, None] == ranked[3][~yes]).mean()
        assert auc(found[3, 1]) == pytest.approx(higher + ties / 2, abs=1e-4)
    assert FOUND.tokens.tolist() == [used] * 3


def test_levels_tell_what_the_states_themselves_tell():
    np.testing.assert_allclose(EXACT.scores, FOUND.scores, atol=0.01)
    np.testing.assert_allclose(EXACT.probe, FOUND.probe, atol=0.02)
    np.testing.assert_array_equal(EXACT.tracks(), FOUND.tracks())


def test_what_differs_by_less_than_a_level_is_a_tie_in_levels_only():
    """At a feature, the unit is 0.004 higher; now and then, far lower, whatever the feature is."""
    unit = np.where(np.arange(T) % 10, 0.992 + 0.004 * OPEN, -0.5).astype(np.float32)[None]
    found = track([levels(unit)], FEATURES[:, 1:2], KINDS[1:2], ONE)
    exact = track([unit], FEATURES[:, 1:2], KINDS[1:2], ONE)

    assert abs(found.scores[0, 0]) < 0.1
    assert exact.scores[0, 0] > 0.7


@pytest.mark.parametrize("length", range(3_990, T, 2))
def test_of_units_that_never_err_the_first_is_chosen(length):
    """All three tell exactly where it is open; how sums are rounded depends on the length."""
    units = np.where(OPEN, 0.5, -0.5)[:, None] + 0.3 * NOISE[:, 4:7].clip(-1, 1)

    found = track(
        [levels(units[:length].T)], FEATURES[:length, 1:2], KINDS[1:2], np.array([0, length])
    )

    assert found.chosen_by[:, 0].tolist() == found.scores[:, 0].tolist() == [1, 1, 1]
    assert found.chosen(0) == 0


def test_the_probe_is_at_least_as_good_as_the_best_unit():
    best = np.abs(FOUND.scores).max(0)

    assert (FOUND.probe[:2] > best[:2] - 0.02).all()
    assert (FOUND.probe[:2] > FOUND.probe_chance[:2]).all()
    assert abs(FOUND.probe[2]) < 0.3


def test_what_many_units_know_a_little_of_is_for_the_probe_to_find():
    units = NOISE + 0.02 * DEPTH[:, None]

    found = track([np.tanh(units).T], FEATURES[:, :1], KINDS[:1], ONE)

    assert np.abs(found.scores).max() < 0.4
    assert found.probe[0] > 0.6


@pytest.mark.slow
@pytest.mark.parametrize("a", [0.0, 0.9, 0.99])
def test_noise_passes_in_five_of_a_hundred_cases(a):
    """Sixty texts of noise with a memory of up to 200 tokens, in halves of 1,000 tokens.

    For each of eight features, the best of 16 units passes the chance level in about 5 %. That of
    a unit which was chosen before passes much more rarely.
    """
    texts, units, features, length = 60, 16, 8, 2_000
    series = autoregressive(a, (length, texts * (units + features)), np.random.default_rng(1))
    best, chosen, probes = [], [], []
    for text in np.split(series.astype(np.float32), texts, axis=1):
        kinds = (NUMBER, YES_NO) * (features // 2)
        values = text[:, units:]
        values[:, 1::2] = values[:, 1::2] > 0.5
        found = track([levels(np.tanh(text[:, :units].T))], values, kinds, np.array([0, length]))
        assert found.chance.shape == (features,)
        measured = [feature for feature in range(features) if found.reasons[feature] is None]
        assert len(measured) >= features - 2
        best += list((np.abs(found.scores) > found.chance).any(0)[measured])
        probes += list((found.probe > found.probe_chance)[measured])
        follows = found.tracks()
        chosen += [follows[found.chosen(feature), feature] for feature in measured]
    assert 0.02 < np.mean(best) < 0.09
    assert np.mean(chosen) < 0.02
    assert np.mean(probes) < 0.07


def broken() -> tuple[np.ndarray, list[str | None]]:
    """Return features that cannot be measured, and what is said of each."""
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
def test_what_cannot_be_measured_says_why_and_is_never_zero(kind):
    features, reasons = broken()
    if kind == YES_NO:  # 0 and 1 only
        features = np.where(np.isnan(features), np.nan, features > 0).astype(np.float32)
    found = track([levels(PLANTED)], features, [kind] * len(reasons), ONE)

    assert list(found.reasons) == reasons
    for feature, reason in enumerate(reasons):
        unknown = (found.scores[:, feature], found.chance[feature], found.probe[feature])
        assert all(np.isnan(array).all() == (reason is not None) for array in unknown)
        assert (found.chosen(feature) is None) == (reason is not None)
    assert not found.tracks()[:, :-2].any()


def test_the_feature_itself_as_a_unit_scores_one_and_not_more():
    units = np.stack([FEATURES[:, 0], -FEATURES[:, 1]])

    found = track([units], FEATURES[:, :2], KINDS[:2], ONE)

    for scores in (found.scores, found.chosen_by):
        assert np.abs(scores).max() <= 1
        assert np.diag(scores) == pytest.approx([1, -1], abs=1e-5)
    assert found.probe == pytest.approx([1, 1], abs=1e-5)
    assert found.probe.max() <= 1


def test_a_unit_that_never_changes_cannot_be_measured():
    still = PLANTED.copy()
    still[5] = 0.25
    still[6, : T // 2] = 0.25

    found = track([still], FEATURES, KINDS, ONE)

    assert np.isnan(found.scores[5]).all()
    assert np.isnan(found.chosen_by[[5, 6]]).all()
    assert not np.isnan(found.scores[6]).any()
    assert not found.tracks()[[5, 6]].any()
    assert found.chosen(0) == 3


def test_all_units_still_is_no_choice():
    found = track([np.full((2, T), 100, np.uint8)], FEATURES, KINDS, ONE)

    assert np.isnan(found.scores).all()
    assert found.chosen(0) is None
    assert not found.tracks().any()


def test_a_feature_is_measured_over_the_tokens_to_which_it_applies():
    """Unit 3 says the depth where it applies, and elsewhere how deep it is not."""
    applies = RNG.random(T) < 0.5
    units = PLANTED.copy()
    units[3] = np.where(applies, units[3], -units[3])
    features = FEATURES.copy()
    features[~applies, 0] = np.nan

    found = track([units], features, KINDS, ONE)

    assert found.scores[3, 0] > 0.9
    assert found.tokens[0] < 0.6 * found.tokens[1]
    np.testing.assert_allclose(found.scores[:3, 1:], EXACT.scores[:3, 1:], atol=1e-6)


@pytest.mark.parametrize("lengths", [[T - 60] + [1] * 60, [20] * (T // 20), [1] * T], ids=len)
def test_documents_of_any_length_will_do(lengths):
    found = track([levels(PLANTED)], FEATURES, KINDS, np.cumsum([0, *lengths]))

    assert found.chosen(0) == 3
    assert found.tracks()[3, 0]


def test_of_a_very_long_text_every_so_many_th_token_is_used(monkeypatch):
    monkeypatch.setattr(eligibility, "MOST", 500)

    found = track([levels(PLANTED)], FEATURES, KINDS, ONE)

    assert (found.tokens <= 500).all()
    assert (found.tokens > 490).all()
    every_fourth = levels(PLANTED[3, T // 2 :: 4])[: found.tokens[0]]
    expected = np.corrcoef(every_fourth, FEATURES[T // 2 :: 4, 0][: found.tokens[0]])[0, 1]
    assert found.scores[3, 0] == pytest.approx(expected, abs=1e-4)
    assert found.tracks()[3, 0]


@pytest.mark.parametrize("length", [0, 1, 5, 287])
def test_a_short_text_is_said_to_be_too_short(length):
    features = FEATURES[:length].copy()
    features[:, 2] = np.nan

    found = track([levels(PLANTED[:, :length])], features, KINDS, np.array([0, length]))

    assert set(found.reasons) == {eligibility.TOO_SHORT}
    assert np.isnan(found.scores).all()
    assert found.scores.shape == (H, 3)
    assert not found.tracks().any()


def test_the_shortest_text_that_can_be_measured_is():
    found = track([levels(PLANTED[:, :288])], FEATURES[:288], KINDS, np.array([0, 288]))

    assert found.reasons[0] is None
    assert found.chosen(0) == 3
    assert found.scores[3, 0] > 0.9


def test_no_feature_at_all_is_an_empty_table():
    found = track([levels(PLANTED)], FEATURES[:, :0], (), ONE)

    assert found.scores.shape == (H, 0)
    assert found.reasons == ()


def test_nobody_writes_into_what_was_measured():
    for array in (FOUND.scores, FOUND.chosen_by, FOUND.chance, FOUND.probe, FOUND.tokens):
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


def test_the_direction_must_be_the_same_in_both_halves():
    scores = np.array([[0.9, 0.9, -0.9, 0.1]])
    found = Tracking(
        kinds=(NUMBER,) * 4,
        chosen_by=np.array([[0.8, -0.8, -0.8, 0.8]]),
        scores=scores,
        chance=np.full(4, 0.2),
        probe=scores[0],
        probe_chance=np.full(4, 0.2),
        tokens=np.full(4, 1_000),
        reasons=(None,) * 4,
    )

    assert found.tracks().tolist() == [[True, False, True, False]]
