"""A network that reads several numbers at each step: its inputs, and every way it is looked at."""

import numpy as np
import pytest
import torch

from core.analysis.gradients.objectives import loss
from core.analysis.memory.first_token import first_token_left
from core.analysis.padded import read_padded
from core.analysis.reading import read
from core.analysis.what_if import what_if
from core.cells import CELLS
from core.corpus.documents import Corpus
from core.corpus.excerpts.excerpt import excerpt_of
from core.corpus.index.build import trace_corpus
from core.corpus.index.unknown_tokens import count_unknown
from core.corpus.recompute.rerun import rerun
from core.edits import Remove, Replace
from core.generation.forecast import forecast
from core.jobs.steps import run
from core.network import ModelCard, Network, load_network, new_network, save_network
from core.network.card import FURTHER
from core.network.in_bytes import from_bytes, to_bytes
from core.network.numbers_network import NumbersNetwork
from core.sequence_tasks import TASKS
from core.sequence_tasks.own_series import LATER, own_series
from core.text import Vocabulary

TEXT = "0.5|1 -1|0; 2.25|-3"


def several(cell: str = "lstm", layers: int = 1, outputs: str = "next value") -> Network:
    card = ModelCard("several", cell, 2, 6, layers, "next-value", "numbers", (outputs,))
    generator = torch.Generator().manual_seed(3)
    network = new_network(card, Vocabulary(()), generator)
    for parameter in network.readout.parameters():
        torch.nn.init.uniform_(parameter, generator=generator)
    return network.requires_grad_(False).eval()


@pytest.fixture(params=["rnn", "lstm", "gru"])
def network(request: pytest.FixtureRequest) -> Network:
    return several(request.param, 2)


def test_the_numbers_of_a_step_are_its_vector(network: Network) -> None:
    encoded = network.encode(TEXT)
    assert encoded.codes == ((0.5, 1), (-1, 0), (2.25, -3))
    assert network.vectors(encoded.codes).tolist() == [[0.5, 1], [-1, 0], [2.25, -3]]
    assert network.vectors(network.encode("").codes).shape == (0, 2)


def test_what_has_other_than_so_many_numbers_is_unknown_and_read_as_zeros(network: Network):
    encoded = network.encode("0.5 0.5|x 1|2|3 | 1|1001 0|0")
    assert encoded.known == (False,) * 5 + (True,)
    assert encoded.codes == ((0, 0),) * 6
    reading = read(network, "0.5 1|2")
    (notice,) = reading.notices
    assert notice.message == NumbersNetwork.unknown_means
    assert dict(notice.values) == {"unknown": 1, "total": 2}


def test_tokens_are_shown_as_they_were_typed(network: Network) -> None:
    reading = read(network, TEXT)
    assert reading.labels == ["0.5|1", "-1|0", "2.25|-3"]
    assert reading.values is not None
    assert reading.values.tolist() == [0.5, -1, 2.25]
    assert reading.fidelity is not None
    assert reading.fidelity < 1e-6
    assert read(network, "").values is not None


def test_texts_of_any_length_are_predicted_together(network: Network) -> None:
    texts = [TEXT, "", "1|1"]
    together = network.predict(texts)
    for text, opinion in zip(texts, together, strict=True):
        trace = network.trace(text)
        last = network.opinions(trace)[-1] if text else network.readout.bias.numpy()
        np.testing.assert_allclose(opinion, last, atol=1e-6)


def test_it_comes_back_from_a_file_and_from_bytes(network: Network, tmp_path) -> None:
    save_network(network, tmp_path)
    loaded = load_network("several", network.card.cell, tmp_path)
    for other in (loaded, from_bytes(to_bytes(network, TEXT))):
        assert isinstance(other, NumbersNetwork)
        assert np.array_equal(other.predict([TEXT]), network.predict([TEXT]))


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_what_ifs_replace_steps_by_zeros_or_by_other_numbers(cell: str) -> None:
    network = several(cell)
    changed = what_if(network, read(network, TEXT), [Replace(1, "nothing"), Remove(2)])
    expected = network.opinions(network.trace("0.5|1 0|0"))
    np.testing.assert_allclose(changed.opinions_after, expected, atol=1e-6)
    left = first_token_left(network, TEXT)
    zeros = network.trace("0|0 -1|0 2.25|-3")["hidden_state"]
    moved = np.linalg.norm(network.trace(TEXT)["hidden_state"] - zeros, axis=1)
    np.testing.assert_allclose(left.difference, moved, atol=1e-5)


def test_padding_is_zeros() -> None:
    network = several()
    padded = read_padded(network, TEXT, 5, "before", "after")
    assert padded.fitted.codes[:2] == ((0, 0), (0, 0))
    whole = network.trace(f"0|0 0|0 {TEXT}")["hidden_state"]
    np.testing.assert_allclose(padded.unmasked, whole, atol=1e-6)
    assert read_padded(network, "", 3, "after", "after").unmasked.shape == (3, 6)


def test_the_loss_is_that_of_the_first_number() -> None:
    network = several()
    trace = network.trace(TEXT)
    predicted = network.opinions(trace)[:-1, 0]
    expected = ((predicted - np.array([-1, 2.25])) ** 2).mean()
    assert loss(network, network.encode(TEXT).codes, trace).value == pytest.approx(expected)


def test_a_corpus_of_steps_is_read_and_read_again() -> None:
    network = several()
    corpus = Corpus.of("steps", [("a", "0.5|1 0|7 x 0|0\n1|2"), ("b", ""), ("c", "3|4")])
    index = run(trace_corpus(network, corpus))
    assert index.codes.tolist() == [[0.5, 1], [0, 7], [0, 0], [0, 0], [1, 2], [3, 4]]
    assert count_unknown(network, corpus, index) == 1
    again = rerun(network, index, [(1, 5)])
    expected = network.trace("0.5|1 0|7 0|0 0|0 1|2")["hidden_state"][1:]
    np.testing.assert_allclose(again.states["hidden_state"][again.rows[0]], expected, atol=1e-6)
    shown = excerpt_of(network, corpus, index, 0, 5)
    assert shown.labels == ("0.5|1", "0|7", "x", "0|0", "1|2")
    assert shown.known == (True, True, False, True, True)


def test_only_what_is_read_next_can_be_forecast_freely() -> None:
    with pytest.raises(ValueError, match="reads 2 at a step and predicts the next value"):
        forecast(several(), [1.0], 1, 1)
    later = ModelCard("later", "rnn", 1, 4, 1, "next-value", "numbers", (LATER,))
    assert not later.continues
    assert not new_network(later, Vocabulary(())).decides_loss
    assert load_network("wave", "gru").card.continues
    assert {*TASKS["adding"].outputs, LATER} == {*FURTHER}
    values = np.sin(np.arange(100.0))[:, None]
    assert own_series(values, horizon=1).outputs == ("next value",)
    assert own_series(values, horizon=2).outputs == (LATER,)
