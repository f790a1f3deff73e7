"""Temperature, cuts and darts, against their definitions."""

from itertools import combinations

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import chisquare

from core.generation.distribution import Sampling, darts, hit, kept, model, tempered

SCORES = hnp.arrays(
    np.float32, st.integers(1, 7), elements=st.floats(-30, 30, width=32), unique=True
)
TEMPERATURES = st.floats(0.05, 10)


@given(SCORES)
def test_without_cuts_at_temperature_1_the_numbers_are_the_networks_own(scores: np.ndarray) -> None:
    own = torch.softmax(torch.tensor(scores), -1).numpy()
    for sampling in (Sampling(), Sampling(1, len(scores), 1.0), Sampling(1.0, 10_000)):
        np.testing.assert_array_equal(kept(scores, sampling), own)
    np.testing.assert_array_equal(model(scores), own)
    np.testing.assert_array_equal(tempered(scores, 1), own)


@given(SCORES)
def test_temperature_0_takes_the_likeliest_and_so_does_the_way_there(scores: np.ndarray) -> None:
    ends = np.sort(scores)[-2:]
    assume(len(ends) < 2 or ends[1] - ends[0] > 1)
    best = int(scores.argmax())
    for sampling in (Sampling(0), Sampling(0.05), Sampling(0, 3, 0.5)):
        probabilities = kept(scores, sampling)
        assert probabilities.argmax() == best
        assert probabilities[best] > 1 - 1e-6
    assert hit(kept(scores, Sampling(0)), 0.999) == best


@given(SCORES, TEMPERATURES, TEMPERATURES)
def test_entropy_grows_with_temperature(scores: np.ndarray, one: float, other: float) -> None:
    def entropy(temperature: float) -> float:
        p = tempered(scores, temperature).astype(float)
        return -(p[p > 0] * np.log(p[p > 0])).sum()

    low, high = sorted((one, other))
    assert entropy(low) <= entropy(high) + 1e-5


@given(SCORES, TEMPERATURES, st.integers(1, 8))
def test_top_k_keeps_the_k_likeliest(scores: np.ndarray, temperature: float, k: int) -> None:
    probabilities = kept(scores, Sampling(temperature, top_k=k))
    exact = np.exp((scores.astype(float) - scores.max()) / temperature)
    exact[np.argsort(-exact, kind="stable")[k:]] = 0
    np.testing.assert_allclose(probabilities, exact / exact.sum(), atol=2e-6)
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)


@given(SCORES, st.floats(0.05, 1), st.integers(1, 7))
def test_top_p_keeps_the_smallest_set_that_reaches_p(scores: np.ndarray, p: float, k: int) -> None:
    after_k = kept(scores, Sampling(1, top_k=k))
    possible = np.flatnonzero(after_k)
    sums = {
        chosen: float(sum(after_k[list(chosen)].astype(float)))
        for size in range(1, len(possible) + 1)
        for chosen in combinations(possible.tolist(), size)
    }
    assume(all(abs(total - p) > 1e-6 for total in sums.values()))
    reaching = [chosen for chosen, total in sums.items() if total >= p] or [max(sums, key=len)]
    fewest = min(map(len, reaching))
    smallest = max((c for c in reaching if len(c) == fewest), key=lambda chosen: sums[chosen])

    probabilities = kept(scores, Sampling(1, top_k=k, top_p=p))

    expected = np.zeros_like(after_k, dtype=float)
    expected[list(smallest)] = after_k[list(smallest)] / sums[smallest]
    np.testing.assert_allclose(probabilities, expected, atol=1e-6)


def test_darts_land_as_often_as_a_token_is_likely() -> None:
    scores = np.array([2, 1, 0.5, -1, -2, 0], np.float32)
    probabilities = kept(scores, Sampling(1.2, top_k=5))
    landed = np.bincount([hit(probabilities, dart) for dart in darts(3, 10_000)], minlength=6)
    possible = probabilities > 0
    expected = 10_000 * probabilities[possible].astype(float)
    assert landed[~possible].sum() == 0
    assert chisquare(landed[possible], expected * 10_000 / expected.sum()).pvalue > 0.01


@given(SCORES, st.floats(0, 1, exclude_max=True))
def test_a_dart_never_hits_what_was_cut(scores: np.ndarray, dart: float) -> None:
    probabilities = kept(scores, Sampling(2, top_k=2, top_p=0.7))
    number = hit(probabilities, dart)
    assert probabilities[number] > 0
    ends = probabilities.cumsum(dtype=float)
    assert ends[number] - probabilities[number] <= dart * ends[-1] + 1e-12
    assert hit(probabilities, np.nextafter(1.0, 0)) == np.flatnonzero(probabilities)[-1]


@given(st.integers(0, 2**63), st.integers(0, 50), st.integers(1, 50))
def test_a_dart_depends_on_the_seed_and_its_number_alone(seed: int, t: int, more: int) -> None:
    assert darts(seed, t + 1)[t] == darts(seed, t + more)[t]
    assert darts(seed, t + 1)[t] == np.random.Generator(np.random.PCG64(seed)).random(t + 1)[t]


@pytest.mark.parametrize(
    "numbers",
    [(-1,), (0.04,), (10.5,), (float("nan"),), (1, 0), (1, -3), (1, None, 0), (1, None, 1.1)],
)
def test_numbers_out_of_range_are_refused(numbers: tuple) -> None:
    with pytest.raises(ValueError, match="got"):
        Sampling(*numbers)
