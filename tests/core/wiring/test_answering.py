"""Networks that answer, wired: the numbers of their traces, and source that gives them again."""

import numpy as np
import pytest
import torch

from core.cells.torch_layers import LAYERS
from core.network.answering import AnsweringNetwork
from core.wiring import Wired, Wiring, batch_of, source, wire
from tests.core.network.test_answering import untrained
from tests.core.wiring.grid import run_source
from tests.core.wiring.test_against_keras import run_source as run_in_keras
from tests.core.wiring.test_against_keras import same
from tests.core.wiring.test_pytorch_source import compare

STEPS = 4


def wired(target: str, cell: str, **switches) -> tuple[AnsweringNetwork, Wired, torch.Tensor]:
    network = untrained(target, cell)
    kind = "encoder-decoder" if target == "answer" else "one-to-many"
    wiring = Wiring(network=network, kind=kind, length=STEPS, target_length=STEPS, **switches)
    x = batch_of(wiring, network.vectors(network.encode("317").codes))
    return network, wire(wiring, x), x


@pytest.mark.parametrize("target", ["answer", "name"])
@pytest.mark.parametrize("cell", LAYERS)
def test_the_arrows_have_the_numbers_of_the_traces(target, cell):
    network, run, _x = wired(target, cell)
    answer = network.answer("317")
    part, kept = network.writing_part, min(STEPS, len(answer.written))

    assert run.is_trained
    states = answer.traces[part]["hidden_state"][:kept]
    np.testing.assert_allclose(np.asarray(run.output)[0, :kept], states, atol=1e-6)
    scores = [a for a in run.arrows if a.kind == "scores" and not a.folded]
    likeliest = [network.outputs[arrow.values.argmax()] for arrow in scores]
    assert likeliest[:kept] == [*answer.written[:kept]]
    np.testing.assert_allclose(
        torch.tensor(np.concatenate([arrow.values for arrow in scores[:kept]])).softmax(1),
        answer.probabilities[:kept],
        atol=1e-6,
    )
    if target == "answer":
        read = answer.traces["encoder"]["hidden_state"]
        np.testing.assert_allclose(np.asarray(run.encoder_h_n)[0], read[-1:], atol=1e-6)
        fed = [a for a in run.arrows if a.kind == "last symbol" and not a.folded]
        for arrow, symbol in zip(fed, answer.written[:-1], strict=False):
            assert arrow.values.tolist() == [[float(each == symbol) for each in network.outputs]]
        assert len(fed) == STEPS - 1


@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("target", ["answer", "name"])
def test_every_expression_gives_the_values_of_its_arrow(target, batch_first):
    _network, run, x = wired(target, "lstm", batch_first=batch_first, return_state=True)

    compare(run, run_source(run, x))


@pytest.mark.slow
@pytest.mark.usefixtures("keras")  # the source imports it
@pytest.mark.parametrize("target", ["answer", "name"])
@pytest.mark.parametrize("cell", LAYERS)
def test_the_keras_source_computes_the_same(target, cell):
    _network, run, x = wired(target, cell, return_state=True)
    with torch.no_grad():
        same(run.returned, run_in_keras(run)["model"](x))


def test_what_the_source_of_a_decoder_that_reads_its_symbols_looks_like():
    _network, run, _x = wired("answer", "gru")

    lines = {name: [line.text for line in source(run, name)] for name in ("pytorch", "keras")}
    assert lines["pytorch"][4:] == [
        "encoder = nn.GRU(10, 6, batch_first=True)",
        "decoder = nn.GRU(4, 6, batch_first=True)",
        "readout = nn.Linear(6, 4)",
        "encoded, h = encoder(x)",
        "state = h",
        "step = torch.zeros(1, 1, 4)",
        "steps, states = [], []",
        "for t in range(4):",
        "    step, state = decoder(step, state)",
        "    states.append(state)",
        "    steps.append(step)",
        "    step = nn.functional.one_hot(readout(step).argmax(-1), 4).float()",
        "output = torch.cat(steps, dim=1)  # (1, 4, 6)",
        "h_n = torch.cat([state])",
        "scores = readout(output)  # (1, 4, 4)",
    ]
    assert "    step = keras.ops.one_hot(keras.ops.argmax(readout(step), -1), 4)" in lines["keras"]


def test_a_batch_of_numbers_is_decoded_each_by_itself():
    network, run, x = wired("answer", "gru")
    wiring = run.wiring
    other = batch_of(wiring, network.vectors(network.encode("902").codes))
    both = wire(wiring, torch.cat([x, other]))

    np.testing.assert_allclose(both.output[:1], run.output, atol=1e-6)
    np.testing.assert_allclose(both.output[1:], wire(wiring, other).output, atol=1e-6)


def test_an_encoder_decoder_is_no_other_kind():
    with pytest.raises(ValueError, match="cells fit the kind 'many-to-many'"):
        Wiring(network=untrained("answer"), kind="many-to-many")
    with pytest.raises(ValueError, match="cells fit the kind 'encoder-decoder'"):
        Wiring(network=untrained("name"), kind="encoder-decoder", target_length=2)
