"""LSTMs with a fixed part: the constraint holds exactly, and learning is that of the free rest."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import torch

from core.cells.lstm import LSTMGates
from core.network.catalogue import GATE_DESIGNS
from core.parameters.count import count_parameters
from core.training.live import Clipping, LiveTraining, Settings
from core.training.live.designs import DESIGNS, FULL, OPEN
from core.training.live.optimisers import OPTIMISERS

FIXED = {name: each.fixed for name, each in DESIGNS.items() if each.fixed}
SMALL = Settings(hidden_size=4, num_layers=2, batch_size=8, length=12, seed=3)
TEXT = "(1(2(3)2)1)(0"


def after(steps: int, gates: str, settings: Settings = SMALL) -> LiveTraining:
    training = LiveTraining("brackets", replace(settings, gates=gates))
    for _ in range(steps):
        training.step()
    return training


def rows(cell: torch.nn.Module) -> dict[str, LSTMGates]:
    """Return the rows of each gate in each parameter of a layer."""
    return {
        name.removesuffix("_l0"): LSTMGates(*each.detach().chunk(4))
        for name, each in cell.named_parameters()
    }


def gradient(parameter: torch.nn.Parameter) -> torch.Tensor:
    """Return a copy of its gradient, which it has."""
    assert parameter.grad is not None
    return parameter.grad.clone()


def assert_constrained(layer: torch.nn.Module, gates: str) -> None:
    for name, of_gates in rows(layer).items():
        if gates == "coupled":
            assert torch.equal(of_gates.input_gate, -of_gates.forget_gate)
        else:
            fixed = getattr(of_gates, FIXED[gates])
            assert torch.equal(fixed, torch.full_like(fixed, OPEN if name == "bias_ih" else 0))


OTHERS = {"forget_bias": -7.0, "clipping": Clipping("value", 0.01), "optimiser": "momentum"}


@pytest.mark.parametrize(
    ("gates", "dials"),
    [*product([*FIXED, "coupled"], [{}]), *product(["forget-gate-1", "coupled"], [OTHERS])],
)
def test_the_constraint_holds_exactly_from_the_first_weights_on(gates: str, dials: dict) -> None:
    training = after(0, gates, replace(SMALL, **dials))
    for _ in range(50):
        for layer in training._stepper.learner.layers.layers:
            assert_constrained(layer, gates)
        training.step()
    for cell in training.network.cells:
        assert_constrained(cell, gates)
    first, last = (training.film.network(number).cells[0] for number in (0, -1))
    for name, was in rows(first).items():  # all that is free has learned
        for gate, before, now in zip(was._fields, was, rows(last)[name], strict=True):
            is_bound = gate == (FIXED.get(gates) or "input_gate")
            assert is_bound or not torch.equal(before, now)


@pytest.mark.parametrize("gates", FIXED)
def test_a_fixed_gate_is_exactly_1_at_each_step_of_a_text(gates: str) -> None:
    trace = after(20, gates).network.trace(TEXT)
    assert np.array_equal(trace[FIXED[gates]], np.ones_like(trace[FIXED[gates]]))
    others = {"input_gate", "forget_gate", "output_gate"} - {FIXED[gates]}
    assert all(trace[gate].max() < 1 for gate in others)


def test_the_coupled_input_gate_is_1_minus_the_forget_gate() -> None:
    trace = after(20, "coupled").network.trace(TEXT)
    np.testing.assert_allclose(trace["input_gate"] + trace["forget_gate"], 1, atol=1e-6)
    assert trace["forget_gate"].std() > 1e-3


def test_the_gradient_of_coupled_gates_is_that_by_the_free_parameters() -> None:
    """Finite differences of the loss by a parameter of f, of which one of i is the opposite."""
    stepper = after(3, "coupled")._stepper
    learner, design = stepper.learner, DESIGNS["coupled"]
    learner.network, learner.layers = learner.network.double(), learner.layers.double()
    batch = stepper.subject.batch(torch.Generator().manual_seed(1))

    def part(name: str) -> None:
        done = learner.parts(batch, torch.Generator())
        while next(done) != name:
            pass

    part("backward")
    layer = learner.layers.layers[0]
    plain = {name: gradient(each) for name, each in layer.named_parameters()}
    design.free_gradients(learner.layers.layers)
    for name, parameter in layer.named_parameters():
        free = LSTMGates(*gradient(parameter).chunk(4))
        assert not free.input_gate.any()
        assert torch.equal(free.candidate, LSTMGates(*plain[name].chunk(4)).candidate)
        forget = LSTMGates(*parameter.data.chunk(4)).forget_gate.view(-1)  # the layer's own memory
        place, nudge, losses = 1, 1e-5, []
        for sign in (1, -2):
            forget[place] += sign * nudge
            design.impose(learner.layers.layers)
            part("loss")
            losses.append(learner.loss.item())
        forget[place] += nudge
        design.impose(learner.layers.layers)
        slope = (losses[0] - losses[1]) / (2 * nudge)
        assert free.forget_gate.flatten()[place].item() == pytest.approx(slope, rel=1e-4)


def test_the_norm_that_is_clipped_is_that_of_the_free_gradient() -> None:
    unclipped = replace(SMALL, clipping=Clipping("norm", 100.0))
    parts = {part.name: part.numbers for part in after(1, "coupled", unclipped).step_in_parts()}
    training = after(2, "coupled", unclipped)
    gradients = torch.cat(
        [gradient(each).flatten() for each in training._stepper.learner.parameters]
    )
    norm = pytest.approx(float(gradients.norm()))
    assert parts["backward"]["gradient_norm"] == parts["clip"]["gradient_norm"] == norm
    frame = training.film.frames[-1]
    assert not frame.gradient_norms[:, :, 0].any()  # of i, in both matrices
    assert frame.gradient_norms[:, :, 1:].all()


@pytest.mark.parametrize(
    ("gates", "optimiser"), [*product(["coupled"], OPTIMISERS), *product(FIXED, ["adam"])]
)
def test_it_is_resumed_and_forked_bit_for_bit(gates: str, optimiser: str) -> None:
    training = after(6, gates, replace(SMALL, optimiser=optimiser))
    again, fork = LiveTraining.resume(training.snapshot()), training.fork(3)
    assert again.settings.gates == gates
    assert fork.snapshot() == after(3, gates, replace(SMALL, optimiser=optimiser)).snapshot()
    for each, steps in ((training, 3), (again, 3), (fork, 6)):
        for _ in range(steps):
            each.step()
    assert again.snapshot() == fork.snapshot() == training.snapshot()
    assert again.network.card.settings["gates"] == gates


def test_all_that_is_free_begins_as_in_the_full_lstm() -> None:
    full = after(0, FULL).network
    for gates in (*FIXED, "coupled"):
        network = after(0, gates).network
        bound = FIXED.get(gates) or "input_gate"
        for ours, theirs in zip(network.cells, full.cells, strict=True):
            for name, of_gates in rows(ours).items():
                for gate, each in of_gates._asdict().items():
                    same = torch.equal(each, getattr(rows(theirs)[name], gate))
                    assert same or gate == bound
        assert torch.equal(network.readout.weight, full.readout.weight)


@pytest.mark.parametrize(("inputs", "units", "layers"), [(7, 10, 1), (1, 3, 2)])
def test_one_gate_fewer_is_free(inputs: int, units: int, layers: int) -> None:
    every = count_parameters("lstm", inputs, units, layers).total
    sizes = [inputs, *[units] * (layers - 1)]
    for name, design in DESIGNS.items():
        free = every - sum(units * (size + units + 2) for size in sizes) * (name != FULL)
        assert design.free_parameters(inputs, units, layers) == free


def test_each_design_has_a_name() -> None:
    assert [*GATE_DESIGNS] == [*DESIGNS]


def test_the_digest_of_a_full_lstm_is_what_it_was_before_there_was_a_choice() -> None:
    assert "gates" not in Settings().as_dict()
    digests = {LiveTraining("brackets", replace(SMALL, gates=gates)).digest for gates in DESIGNS}
    assert len(digests) == len(DESIGNS)


@pytest.mark.parametrize(("cell", "gates"), [("gru", "coupled"), ("lstm", "peephole")])
def test_designs_are_of_the_lstm_alone(cell: str, gates: str) -> None:
    with pytest.raises(ValueError, match="gates"):
        Settings(cell=cell, gates=gates)


def test_what_is_learned_without_a_design_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    before = after(5, FULL).snapshot()
    monkeypatch.setattr("core.training.live.designs.GateDesign.keep", lambda *_: None)
    assert after(5, FULL).snapshot() == before
