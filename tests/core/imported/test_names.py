"""Names from the wild: every one is understood, or refused with its reason."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.imported import Refusal, find_networks, open_network
from tests.core.imported.files import content, randomised, renamed

NUMBERS = "0.5|1|-1 0|0|0.25"
SERIES = torch.tensor([[0.5, 1, -1], [0, 0, 0.25]])


def layer(kind: Any = nn.LSTM, **options: object) -> Any:
    return randomised(kind(3, 4, **options))


@pytest.mark.parametrize(
    ("prefix", "kind", "options"),
    [
        ("rnn.", nn.RNN, {}),
        ("lstm.", nn.LSTM, {"num_layers": 2, "bidirectional": True}),
        ("module.SequenceModeling.0.rnn.", nn.LSTM, {"bidirectional": True}),
        ("0.rnns.0.module.", nn.LSTM, {}),
        ("decoder.attention_rnn.", nn.LSTMCell, {}),
        ("encoder.layers.13.lstm.", nn.LSTM, {"num_layers": 2}),
        ("_model.decoder.rnn.", nn.LSTMCell, {}),
        ("_orig_mod.rnn.", nn.GRU, {"num_layers": 2}),
        ("module._orig_mod.model.rnn.", nn.GRU, {}),
        ("", nn.GRU, {}),
        ("rnn.", nn.LSTM, {"bias": False}),
    ],
)
def test_prefixes_are_understood(prefix: str, kind, options: dict):
    weights = renamed(layer(kind, **options), prefix)
    found = find_networks(content(weights))

    assert len(found) == 1
    assert sorted(found[0].keys) == sorted(weights)
    assert found[0].cell == kind.__name__.lower().removesuffix("cell")
    assert (found[0].layers, found[0].directions) == (
        options.get("num_layers", 1),
        1 + options.get("bidirectional", False),
    )


def same_states(weights: dict[str, Tensor], of: nn.Module) -> None:
    file = content(weights)
    network = open_network(file, find_networks(file)[0])
    expected, _last = of(SERIES)
    assert np.abs(network.trace(NUMBERS)["hidden_state"] - expected.numpy()).max() < 1e-6


def plain() -> tuple[dict[str, Tensor], Any]:
    """Return a layer and its weights without the recurrent ones."""
    recurrent = layer()
    weights = renamed(recurrent, "rnn.")
    del weights["rnn.weight_hh_l0"]
    return weights, recurrent


@pytest.mark.parametrize(
    ("direction", "length"),
    [
        ("rnn.weight_hh_l0_v", "rnn.weight_hh_l0_g"),
        (
            "rnn.parametrizations.weight_hh_l0.original1",
            "rnn.parametrizations.weight_hh_l0.original0",
        ),
    ],
)
def test_weight_norm_is_resolved(direction: str, length: str):
    weights, recurrent = plain()
    normed = nn.utils.parametrizations.weight_norm(layer(), "weight_hh_l0")
    g, v = (getattr(normed.parametrizations.weight_hh_l0, f"original{n}") for n in (0, 1))
    weights |= {direction: v * 3, length: g * 0.5}  # the length of v must not matter
    with torch.no_grad():
        recurrent.weight_hh_l0.mul_(0.5)

    same_states(weights, recurrent)


def test_pruned_weights_are_masked():
    weights, recurrent = plain()
    mask = (torch.rand(16, 4, generator=torch.Generator()) > 0.5).float()
    weights |= {
        "rnn.weight_hh_l0_orig": recurrent.weight_hh_l0.clone(),
        "rnn.weight_hh_l0_mask": mask,
    }
    with torch.no_grad():
        recurrent.weight_hh_l0.mul_(mask)

    same_states(weights, recurrent)


def test_raw_weights_stand_before_those_that_dropout_has_changed():
    """AWD-LSTM keeps the true weights as ``_raw``, beside the module with some of them dropped."""
    _weights, recurrent = plain()
    weights = renamed(recurrent, "0.rnns.0.module.")
    weights["0.rnns.0.weight_hh_l0_raw"] = weights["0.rnns.0.module.weight_hh_l0"]
    weights["0.rnns.0.module.weight_hh_l0"] = torch.zeros(16, 4)

    same_states(weights, recurrent)


def test_short_names_with_a_stem_are_understood():
    encoder, decoder = layer(nn.GRU), layer(nn.GRU)
    weights = {
        key.replace("weight", f"{stem}_w").replace("bias", f"{stem}_b").removesuffix("_l0"): each
        for stem, part in (("enc", encoder), ("dec", decoder))
        for key, each in part.state_dict().items()
    }
    assert "enc_b_hh" in weights

    found = find_networks(content(weights))

    assert [each.name for each in found] == ["dec", "enc"]
    same_states({key: each for key, each in weights.items() if key[0] == "e"}, encoder)


def test_layers_with_their_own_folders_come_together_and_alone():
    weights = renamed(randomised(nn.LSTMCell(3, 4)), "cells.0.")
    weights |= renamed(randomised(nn.LSTMCell(4, 4)), "cells.1.")
    weights |= renamed(randomised(nn.LSTMCell(5, 4)), "cells.2.")  # which does not fit

    found = find_networks(content(weights))

    names = [(each.name, each.layers) for each in found]
    assert names == [("cells/0", 2), ("cells/0", 1), ("cells/1", 1), ("cells/2", 1)]


REFUSED = {
    "dynamically quantised": (
        {"rnn._all_weight_values.0.param": torch.zeros(3)},
        "packed into 8 bits while it quantised.*before quantize_dynamic",
    ),
    "integers": (
        {
            "rnn.weight_ih_l0": torch.zeros(16, 3, dtype=torch.int8),
            "rnn.weight_hh_l0": torch.zeros(16, 4, dtype=torch.int8),
        },
        r"rnn\.weight_ih_l0 has numbers of type I8, as quantised.*float32 before",
    ),
    "spectral norm": (
        {
            "rnn.weight_ih_l0": torch.zeros(16, 3),
            "rnn.weight_hh_l0_orig": torch.zeros(16, 4),
            "rnn.weight_hh_l0_u": torch.zeros(16),
            "rnn.weight_hh_l0_v": torch.zeros(4),
        },
        "rnn/weight_hh_l0 is missing beside rnn/weight_ih_l0",
    ),
    "five gates": (
        {"rnn.weight_ih_l0": torch.zeros(20, 3), "rnn.weight_hh_l0": torch.zeros(20, 4)},
        "20 rows of recurrent weights for 4 units; an RNN has 1",
    ),
    "a layer left out": (
        {"rnn.weight_ih_l1": torch.zeros(16, 4), "rnn.weight_hh_l1": torch.zeros(16, 4)},
        "rnn/weight_hh_l0 is missing",
    ),
    "layers of other sizes": (
        renamed(layer(), "rnn.")
        | {"rnn.weight_ih_l1": torch.zeros(16, 5), "rnn.weight_hh_l1": torch.zeros(16, 4)},
        "layer 1 should have the size 4, and has 5",
    ),
    "no recurrent layer": (
        renamed(nn.Linear(3, 4), "fc."),
        r"no weights of an RNN, GRU or LSTM among the 2 tensors.*fc\.bias, fc\.weight",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_opened_is_refused_with_its_reason(case: str):
    weights, reason = REFUSED[case]
    with pytest.raises(Refusal, match=reason):
        find_networks(content(weights))


def test_what_cannot_be_opened_comes_last_where_something_else_can():
    weights = {f"a.{key[4:]}": each for key, each in REFUSED["five gates"][0].items()}
    file = content(weights | renamed(layer(), "b."))

    first, last = find_networks(file)

    assert (first.name, first.refusal) == ("b", None)
    assert last.refusal is not None
    with pytest.raises(Refusal, match="20 rows"):
        open_network(file, last)
