"""All units silenced in one batch, compared with each of them silenced by itself."""

import pickle

import numpy as np
import pytest

from core import load_network
from core.analysis.reading import read
from core.analysis.what_if.ablation import Sweep, silence_each_in_steps
from core.edits import Edit, Hold, Remove, Replace, Swap
from core.network import Network, in_paper_form
from tests.core.analysis.in_steps import in_steps
from tests.core.analysis.what_if.of_texts import silence_each, what_if

NETWORKS = {f"brackets {cell}": load_network("brackets", cell) for cell in ("rnn", "lstm", "gru")}
NETWORKS["brackets paper-gru"] = in_paper_form(NETWORKS["brackets gru"])
NETWORKS["wave lstm"] = load_network("wave", "lstm")
EVERY = pytest.mark.parametrize("name", NETWORKS)
OTHER = {"brackets": "((3", "wave": "1 -0.5 0.25"}
TEXT = {"brackets": "(1(2)1)0()", "wave": "0.1 0.5 -0.2 0.3 0.7 -0.9 0.2 0.4 0.1 0.3"}


def edits_of(network: Network) -> list[Edit]:
    """Return one edit of each kind, and a hold on every quantity."""
    holds = [
        Hold(quantity.name, 0.25, unit, start=3)
        for unit, quantity in enumerate(network.cell.quantities)
    ]
    return [Remove(1), Replace(2, "0"), Swap(5, 1), *holds]


def one_by_one(network: Network, text: str, edits: list[Edit], other: str) -> np.ndarray:
    """Return each output with each unit silenced, minus the same output without."""
    base = what_if(network, text, edits, other).opinions_after
    silent = (Hold("hidden_state", 0.0, unit) for unit in range(network.card.hidden_size))
    each = [what_if(network, text, [*edits, hold], other).opinions_after for hold in silent]
    return np.array(each) - base


@pytest.fixture(scope="module", params=[(name, edited) for name in NETWORKS for edited in (0, 1)])
def case(request: pytest.FixtureRequest) -> tuple[Network, Sweep, np.ndarray]:
    """Return a network, its sweep and the expected changes; with edits and without."""
    name, edited = request.param
    network, task = NETWORKS[name], name.split()[0]
    edits = edits_of(network) if edited else []
    sweep = silence_each(network, TEXT[task], edits, OTHER[task], output=0)
    return network, sweep, one_by_one(network, TEXT[task], edits, OTHER[task])


def test_one_batch_gives_what_silencing_one_by_one_gives(case):
    network, sweep, changes = case
    distance = np.abs(changes).sum(axis=2)
    if network.card.target != "next-value":
        distance /= 2

    assert np.abs(changes).max() > 0.05
    np.testing.assert_allclose(sweep.signed, changes[:, :, 0], rtol=0, atol=1e-5)
    np.testing.assert_allclose(sweep.change, distance, rtol=0, atol=1e-5)


def test_units_are_ranked_by_the_last_token(case):
    _network, sweep, _changes = case
    last = sweep.change[sweep.ranking, -1]

    assert sorted(sweep.ranking) == [*range(len(sweep.change))]
    assert (np.diff(last) <= 0).all()


def test_no_output_changes_more_than_the_opinion(case):
    _network, sweep, _changes = case

    assert (np.abs(sweep.signed) <= sweep.change + 1e-6).all()
    assert sweep.change.dtype == sweep.signed.dtype == np.float32


@pytest.mark.parametrize("output", [0, 3, 6])
def test_the_signed_change_is_that_of_the_chosen_output(output):
    network = NETWORKS["brackets lstm"]
    sweep = silence_each(network, TEXT["brackets"], output=output)
    changes = one_by_one(network, TEXT["brackets"], [], "")

    assert sweep.output == output
    np.testing.assert_allclose(sweep.signed, changes[:, :, output], rtol=0, atol=1e-5)


def test_the_default_output_is_the_likeliest_after_the_edits():
    network, text = NETWORKS["brackets lstm"], TEXT["brackets"]
    edits = [Replace(9, "4")]
    before, after = silence_each(network, text), silence_each(network, text, edits)

    result = what_if(network, text, edits)
    assert before.output == result.opinions_before[-1].argmax()
    assert after.output == result.opinions_after[-1].argmax()
    assert before.output != after.output


def test_silencing_a_silent_unit_changes_nothing():
    network, text = NETWORKS["brackets gru"], TEXT["brackets"]

    sweep = silence_each(network, text, [Hold("hidden_state", 0.0, 4)])

    assert sweep.change[4].max() < 1e-6
    assert np.delete(sweep.change, 4, axis=0).max(axis=1).min() > 1e-3


def test_units_that_change_nothing_keep_their_order():
    everything = [Hold("hidden_state", 0.0)]

    sweep = silence_each(NETWORKS["brackets rnn"], TEXT["brackets"], everything)

    assert not sweep.change.any()
    assert [*sweep.ranking] == [*range(10)]


@EVERY
@pytest.mark.parametrize("edits", [[], [Remove(0)]])
def test_a_text_without_tokens_has_an_empty_sweep(name, edits):
    sweep = silence_each(NETWORKS[name], "1" if edits else "", edits)

    size = NETWORKS[name].card.hidden_size
    assert sweep.change.shape == sweep.signed.shape == (size, 0)
    assert [*sweep.ranking] == [*range(size)]
    assert sweep.output == 0


@pytest.mark.parametrize("output", [-1, 7])
def test_an_output_that_does_not_exist_is_refused(output):
    with pytest.raises(ValueError, match=rf"expected an output in 0\.\.6, .*; got {output}"):
        silence_each(NETWORKS["brackets lstm"], "(", output=output)


def test_a_sweep_can_be_cached():
    sweep = silence_each(NETWORKS["brackets lstm"], TEXT["brackets"])
    again = pickle.loads(pickle.dumps(sweep))

    assert np.array_equal(again.change, sweep.change)
    assert np.array_equal(again.ranking, sweep.ranking)


def test_in_steps_the_shares_rise_to_the_end_and_the_sweep_is_the_same():
    network, text = NETWORKS["brackets lstm"], TEXT["brackets"]
    sweep, shares = in_steps(silence_each_in_steps(network, read(network, text)))
    whole = silence_each(network, text)

    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert np.array_equal(sweep.change, whole.change)
    assert np.array_equal(sweep.ranking, whole.ranking)
